import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Logger } from 'pino'
import type { FaultSwitches } from '../fault-switches.ts'
import type { IdentityAccount } from './identity-account.ts'
import { openProvider } from './open-provider.ts'
import { type ScanOutcome, scanSignIn } from './scan.ts'

export const PROVIDER_IDS = ['vnpost', 'vneid'] as const
export type ProviderId = (typeof PROVIDER_IDS)[number]

export interface IdentityOptions {
  readonly accounts: readonly IdentityAccount[]
  /** Address of the sandbox, http://host:port; asked when the first request comes. */
  readonly url: () => string
  /** What central signs in with at both providers. */
  readonly client: { readonly id: string; readonly secret: string }
  readonly switches: FaultSwitches
  readonly log: Logger
  readonly now: () => number
  /** Of a device code. */
  readonly lifetimeS?: number
  readonly intervalMs?: number
}

export interface IdentityProviders {
  /** What central is told as the issuer. */
  issuer(id: ProviderId): string
  /** Answers a request for an address under the issuer. */
  answer(id: ProviderId, request: IncomingMessage, response: ServerResponse): Promise<void>
  /** Plays the person with the phone: opens what the QR says, and does what the account's behaviour is, on the real pages. Never raises. */
  scan(account: IdentityAccount, verificationUriComplete: string): Promise<ScanOutcome>
}

const LIFETIME_S = 10 * 60
/** Quicker than the 5 s of RFC 8628 §3.2, so that a demo does not wait. */
const INTERVAL_MS = 1_000

/** Vietnam Post and the eID platform as OpenID providers (OpenID Connect Core, RFC 8628), each made when first asked. */
export function createIdentityProviders(options: IdentityOptions): IdentityProviders {
  const { accounts, url, lifetimeS = LIFETIME_S, intervalMs = INTERVAL_MS } = options
  const issuer = (id: ProviderId) => `${url()}/identity/${id}`
  const open = async (id: ProviderId) => {
    const own = accounts.filter(({ provider }) => provider === id)
    const provider = await openProvider({ ...options, id, issuer: issuer(id), accounts: own, lifetimeS, intervalMs })
    return provider.callback()
  }
  const opened = new Map<ProviderId, ReturnType<typeof open>>()
  return {
    issuer,
    async answer(id, request, response) {
      const answering = opened.get(id) ?? open(id)
      opened.set(id, answering)
      // As Express mounts: oidc-provider learns its place from the two addresses.
      const originalUrl = request.url ?? ''
      Object.assign(request, { originalUrl, url: originalUrl.replace(`/identity/${id}`, '') })
      await (await answering)(request, response)
    },
    scan: (account, verificationUriComplete) => scanSignIn(account, verificationUriComplete, issuer(account.provider)),
  }
}
