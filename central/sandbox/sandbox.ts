import type { AddressInfo } from 'node:net'
import type { Logger } from 'pino'
import { type Clock, systemClock } from '../../flows/base/clock.ts'
import { Fault } from '../../flows/base/fault.ts'
import { createAuthorities } from './authorities/authorities.ts'
import { createSubscriberRegister } from './carrier/subscriber-register.ts'
import { createDelays, RECEIPT_DELAY_MS, SLOW_MS } from './delays.ts'
import { createFaultSwitches } from './fault-switches.ts'
import { authoritiesRoute } from './http/authorities.route.ts'
import { carrierRoute } from './http/carrier.route.ts'
import { faultsRoute } from './http/faults.route.ts'
import { indexRoute } from './http/index.route.ts'
import { peopleRoute } from './http/people.route.ts'
import { phoneRoute } from './http/phone.route.ts'
import { createHttp } from './http/server.ts'
import { PEOPLE } from './people/people.ts'
import { createInbox } from './phone/inbox.ts'
import { INACTIVITY_MS, startSmsc, UNBOUND_MS } from './smsc/smsc.ts'

/** The system id that the SMS centre knows. */
export const SMPP_SYSTEM_ID = 'motcua'

export interface SandboxOptions {
  /** Port 0 takes a free one. */
  readonly listen: { readonly host: string; readonly port: number }
  readonly smpp: { readonly host: string; readonly port: number }
  /** What the carriers ask for in x-api-key. */
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
  /** Cuts every connection and wait. Settles always; may be called again. */
  close(): Promise<void>
}

/** Starts the outside world: carriers, phones and certificate authorities over HTTP, the SMS centre over SMPP. Raises SANDBOX_UNAVAILABLE when a port is taken. */
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
  phoneRoute(http, inbox)
  faultsRoute(http, switches)
  carrierRoute(http, { register: createSubscriberRegister(PEOPLE), switches, delays, apiKey, slowMs })
  const httpUrl = () => {
    const { port } = http.server.address() as AddressInfo
    return `http://${urlHost(options.listen.host)}:${port}`
  }
  const authorities = createAuthorities({ people: PEOPLE, now, url: httpUrl })
  authoritiesRoute(http, { authorities, switches, delays, slowMs, url: httpUrl })
  let closed: Promise<void> | undefined
  const close = () => {
    delays.cancelAll()
    closed ??= Promise.allSettled([http.close(), smsc.close()]).then(() => undefined)
    return closed
  }
  try {
    await http.listen({ host: options.listen.host, port: options.listen.port })
  } catch (cause) {
    await close()
    throw new Fault('SANDBOX_UNAVAILABLE', { part: 'http', port: options.listen.port }, cause)
  }
  return { url: httpUrl(), smpp: smsc.address, close }
}

function urlHost(host: string): string {
  return host.includes(':') ? `[${host}]` : host
}
