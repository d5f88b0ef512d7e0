import type { AddressInfo } from 'node:net'
import type { Logger } from 'pino'
import { type Clock, systemClock } from '../../flows/base/clock.ts'
import { Fault } from '../../flows/base/fault.ts'
import { createAuthorities } from './authorities/authorities.ts'
import { AUTHORITY_IDS, PLAN } from './authorities/tree.ts'
import { createSubscriberRegister } from './carrier/subscriber-register.ts'
import { createDelays, RECEIPT_DELAY_MS, SLOW_MS } from './delays.ts'
import { createFaultSwitches } from './fault-switches.ts'
import { authoritiesRoute } from './http/authorities.route.ts'
import { carrierRoute } from './http/carrier.route.ts'
import { cscRoute } from './http/csc.route.ts'
import { faultsRoute } from './http/faults.route.ts'
import { identityRoute } from './http/identity.route.ts'
import { indexRoute } from './http/index.route.ts'
import { insuranceRoute } from './http/insurance.route.ts'
import { mobileSignatureRoute } from './http/mobile-signature.route.ts'
import { peopleRoute } from './http/people.route.ts'
import { phoneRoute } from './http/phone.route.ts'
import { createHttp } from './http/server.ts'
import { smartCaRoute } from './http/smartca.route.ts'
import { tokensRoute } from './http/tokens.route.ts'
import type { IdentityAccount } from './identity/identity-account.ts'
import { createIdentityProviders, type IdentityProviders } from './identity/identity-providers.ts'
import { createInsuranceRegister } from './insurance/insurance-register.ts'
import { createMobileSignatureService } from './mobile-signature/mobile-signature.service.ts'
import { identityAccountsOf, insuredOf, remoteKeysOf, signingSimsOf, tokensOf } from './people/party-data.ts'
import { PEOPLE } from './people/people.ts'
import { createInbox } from './phone/inbox.ts'
import { createPhoneRequests } from './phone/requests.ts'
import { createCscProvider } from './remote-signing/csc-provider.ts'
import { createSmartCaProvider } from './remote-signing/smartca-provider.ts'
import { SANDBOX_CLIENT_ID } from './sandbox-parties.ts'
import { INACTIVITY_MS, startSmsc, UNBOUND_MS } from './smsc/smsc.ts'

/** The system id that the SMS centre knows. */
export const SMPP_SYSTEM_ID = 'motcua'

export interface SandboxOptions {
  /** Port 0 takes a free one. */
  readonly listen: { readonly host: string; readonly port: number }
  readonly smpp: { readonly host: string; readonly port: number }
  /** What the carriers ask for in x-api-key, and every other party as its secret. */
  readonly apiKey: string
  readonly smppPassword: string
  readonly log: Logger
  readonly clock?: Clock
  /** How late `slow` answers. */
  readonly slowMs?: number
  readonly unboundMs?: number
  readonly inactivityMs?: number
}

export interface Sandbox {
  /** http://host:port, without a slash at the end. */
  readonly url: string
  readonly smpp: { readonly host: string; readonly port: number }
  /** The roots of its certificate authorities, to be trusted where the sandbox is used. */
  anchors(): Promise<readonly { readonly tree: 'public' | 'state'; readonly der: Uint8Array }[]>
  /** The authorities below them, DER: with these a station judges a certificate before the PIN, and without the line. */
  issuers(): Promise<readonly Uint8Array[]>
  /** Cuts every connection and wait. Settles always; may be called again. */
  close(): Promise<void>
}

/** Starts the outside world: carriers, phones, registers, identity and signing services and certificate authorities over HTTP, the SMS centre over SMPP. Raises SANDBOX_UNAVAILABLE when a port is taken. */
export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  const { log, apiKey, smppPassword, clock = systemClock, slowMs = SLOW_MS } = options
  const now = () => clock.now()
  const switches = createFaultSwitches()
  const delays = createDelays()
  const inbox = createInbox(now)
  const smsc = await startSmsc(options.smpp, {
    systemId: SMPP_SYSTEM_ID,
    password: smppPassword,
    inbox,
    switches,
    delays,
    now,
    slowMs,
    receiptDelayMs: RECEIPT_DELAY_MS,
    unboundMs: options.unboundMs ?? UNBOUND_MS,
    inactivityMs: options.inactivityMs ?? INACTIVITY_MS,
    log: log.child({ module: 'smsc' }),
  }).catch((cause: unknown) => {
    throw new Fault('SANDBOX_UNAVAILABLE', { part: 'smpp', port: options.smpp.port }, cause)
  })

  const http = createHttp(log.child({ module: 'sandbox' }))
  indexRoute(http, { ...smsc.address, systemId: SMPP_SYSTEM_ID })
  peopleRoute(http, PEOPLE)
  faultsRoute(http, switches)
  carrierRoute(http, { register: createSubscriberRegister(PEOPLE), switches, delays, apiKey, slowMs })
  const httpUrl = () => {
    const { port } = http.server.address() as AddressInfo
    return `http://${urlHost(options.listen.host)}:${port}`
  }
  const authorities = createAuthorities({ people: PEOPLE, now, url: httpUrl })
  authoritiesRoute(http, { authorities, switches, delays, slowMs, url: httpUrl })
  tokensRoute(http, { tokens: tokensOf(PEOPLE), authorities })
  const requests = createPhoneRequests()
  const accounts = identityAccountsOf(PEOPLE)
  const identity = createIdentityProviders({
    accounts,
    url: httpUrl,
    client: { id: SANDBOX_CLIENT_ID, secret: apiKey },
    switches,
    log: log.child({ module: 'identity' }),
    now,
  })
  phoneRoute(http, { inbox, requests, scan: (phone, uri) => scanWith(identity, accounts, phone, uri) })
  const insurance = createInsuranceRegister(insuredOf(PEOPLE))
  insuranceRoute(http, { register: insurance, switches, delays, apiKey, slowMs })
  identityRoute(http, { providers: identity, switches, delays, slowMs })
  const mobileSignatures = createMobileSignatureService({
    sims: signingSimsOf(PEOPLE),
    authorities,
    requests,
    switches,
    delays,
    now,
    apId: SANDBOX_CLIENT_ID,
    apPassword: apiKey,
    log: log.child({ module: 'mss' }),
  })
  mobileSignatureRoute(http, { service: mobileSignatures, switches, delays, slowMs })
  const remoteKeys = { keys: remoteKeysOf(PEOPLE), authorities, phones: requests, now }
  cscRoute(http, {
    provider: createCscProvider({ ...remoteKeys, clientId: SANDBOX_CLIENT_ID, clientSecret: apiKey }),
    switches,
    delays,
    slowMs,
    url: httpUrl,
  })
  smartCaRoute(http, {
    provider: createSmartCaProvider({ ...remoteKeys, spId: SANDBOX_CLIENT_ID, spPassword: apiKey }),
    switches,
    delays,
    slowMs,
  })
  let closed: Promise<void> | undefined
  const close = () => {
    delays.cancelAll()
    requests.close()
    closed ??= Promise.allSettled([http.close(), smsc.close()]).then(() => undefined)
    return closed
  }
  try {
    await http.listen({ host: options.listen.host, port: options.listen.port })
  } catch (cause) {
    await close()
    throw new Fault('SANDBOX_UNAVAILABLE', { part: 'http', port: options.listen.port }, cause)
  }
  const issuers = () =>
    Promise.all(
      AUTHORITY_IDS.filter((id) => PLAN[id].issuer !== null).map(async (id) => (await authorities.get(id)).certificate),
    )
  const anchors = () =>
    Promise.all(
      AUTHORITY_IDS.filter((id) => PLAN[id].issuer === null).map(async (id) => ({
        tree: PLAN[id].tree,
        der: (await authorities.get(id)).certificate,
      })),
    )
  return { url: httpUrl(), smpp: smsc.address, anchors, issuers, close }
}

/** The account that the phone's owner has at the provider whose address it is. */
async function scanWith(
  identity: IdentityProviders,
  accounts: readonly IdentityAccount[],
  phone: string,
  uri: string,
): Promise<boolean> {
  const account = accounts.find((one) => one.phone === phone && uri.startsWith(`${identity.issuer(one.provider)}/`))
  if (!account) return false
  return (await identity.scan(account, uri)) !== 'failed'
}

function urlHost(host: string): string {
  return host.includes(':') ? `[${host}]` : host
}
