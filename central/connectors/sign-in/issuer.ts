import { type CompactVerifyGetKey, createRemoteJWKSet, customFetch as joseFetch } from 'jose'
import * as openid from 'openid-client'
import type { Clock } from '../../../flows/base/clock.ts'
import { capped } from '../capped-response.ts'

export interface IssuerOptions {
  /** The issuer identifier, to the letter as it stands in ID tokens. */
  readonly issuer: string
  readonly clientId: string
  readonly clientSecret: string
  /** Plain HTTP, for the sandbox. Default false. */
  readonly allowHttp?: boolean
}

export type Fetch = (url: string, options: RequestInit) => Promise<Response>

/** A provider's answer, of a size that a provider's answers have. */
export const fetchCapped: Fetch = async (url, options) => capped(await fetch(url, options))

/** What is known of a provider: its metadata, fetched when first needed, and its keys. */
export interface Issuer {
  /** Settings of openid-client for one question, every request of which ends with `signal`. Raises what discovery raises. */
  configuration(signal: AbortSignal, fetchOne?: Fetch): Promise<openid.Configuration>
  /** The provider's keys (RFC 7517). Raises when they cannot be had. */
  keys(signal: AbortSignal): Promise<CompactVerifyGetKey>
  /** Fetches the metadata anew next time: what failed may have moved. */
  forget(): void
}

const MS_PER_S = 1_000

export function createIssuer(options: IssuerOptions, clock: Clock): Issuer {
  const { issuer, clientId, clientSecret, allowHttp = false } = options
  let known: { metadata: openid.ServerMetadata; keys: CompactVerifyGetKey | null } | null = null

  async function learn(signal: AbortSignal) {
    if (known) return known
    const found = await openid.discovery(new URL(issuer), clientId, undefined, undefined, {
      execute: allowHttp ? [openid.allowInsecureRequests] : [],
      [openid.customFetch]: within(signal),
    })
    const metadata = found.serverMetadata()
    // openid-client compares addresses; a token's issuer is compared as text, and so is this.
    if (metadata.issuer !== issuer) throw new Error('metadata of another issuer')
    known = { metadata, keys: null }
    return known
  }

  return {
    async configuration(signal, fetchOne = fetchCapped) {
      const { metadata } = await learn(signal)
      const skewS = Math.round((clock.now() - Date.now()) / MS_PER_S)
      const basic = metadata.token_endpoint_auth_methods_supported?.includes('client_secret_basic') ?? true
      const authentication = basic ? openid.ClientSecretBasic(clientSecret) : openid.ClientSecretPost(clientSecret)
      const configuration = new openid.Configuration(metadata, clientId, { [openid.clockSkew]: skewS }, authentication)
      configuration[openid.customFetch] = within(signal, fetchOne)
      if (allowHttp) openid.allowInsecureRequests(configuration)
      return configuration
    },
    async keys(signal) {
      const at = await learn(signal)
      at.keys ??= remoteKeys(at.metadata.jwks_uri, allowHttp)
      return at.keys
    },
    forget: () => {
      known = null
    },
  }
}

/** Keys are kept by jose and fetched anew for a key id it does not know: providers change keys without telling. */
function remoteKeys(uri: string | undefined, allowHttp: boolean): CompactVerifyGetKey {
  const url = new URL(uri ?? '')
  if (url.protocol !== 'https:' && !allowHttp) throw new Error('keys over plain HTTP')
  return createRemoteJWKSet(url, {
    cooldownDuration: 0,
    [joseFetch]: (address, init) => fetchCapped(address, { ...init, redirect: 'error' }),
  })
}

function within(signal: AbortSignal, fetchOne: Fetch = fetchCapped): openid.CustomFetch {
  return (url, options) =>
    fetchOne(url, {
      method: options.method,
      headers: options.headers,
      ...(options.body === undefined || options.body === null
        ? {}
        : { body: options.body as string | URLSearchParams }),
      redirect: 'error',
      signal: options.signal ? AbortSignal.any([options.signal, signal]) : signal,
    })
}
