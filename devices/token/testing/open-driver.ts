import { pino } from 'pino'
import { createSecrets, type Secrets } from '../../../flows/base/secret.ts'
import type { DeviceStanding } from '../../../flows/ports/device.port.ts'
import type { SeenToken, SignOutcome, SignRequest, TokenCertificate } from '../../../flows/ports/token.port.ts'
import { type Scheduler, systemScheduler } from '../../port/scheduler.ts'
import { createTokenDriver, type TokenDriver, type TokenDriverOptions } from '../driver.ts'

/** A driver with what a test needs around it. */
export interface TestDriver {
  readonly driver: TokenDriver
  readonly secrets: Secrets
  /** Everything that was logged, at every level. */
  readonly logged: () => string
  tokenOf(label: string): SeenToken
  certificateOf(label: string): TokenCertificate
  /** Signs with the first certificate of the token with this label. */
  sign(label: string, pin: string | null, data: Uint8Array, signal?: AbortSignal): Promise<SignOutcome>
  /** A request for `driver.sign` with an id of its own. */
  request(label: string, pin: string | null, data: Uint8Array): SignRequest
  /** Settles when the tokens fulfil the condition. */
  tokensUntil(condition: (tokens: readonly SeenToken[]) => boolean): Promise<void>
  standingUntil(condition: (standing: DeviceStanding) => boolean): Promise<void>
}

export function openTestDriver(options: Omit<TokenDriverOptions, 'log' | 'secrets'>): TestDriver {
  let ids = 0
  let logged = ''
  const newId = () => String(++ids)
  const secrets = createSecrets(newId)
  const log = pino({ level: 'trace' }, { write: (line: string) => (logged += line) })
  const driver = createTokenDriver({ ...options, log, secrets })
  const tokenOf = (label: string) => {
    const token = driver.tokens.find((one) => one.label === label)
    if (!token) throw new Error(`no token ${label} among ${driver.tokens.map((one) => one.label)}`)
    return token
  }
  const certificateOf = (label: string) => tokenOf(label).certificates[0]!
  const request = (label: string, pin: string | null, data: Uint8Array): SignRequest => ({
    signatureId: newId(),
    certificateId: certificateOf(label).certificateId,
    data,
    pin: pin === null ? 'pin-pad' : secrets.keep(pin),
  })
  return {
    driver,
    secrets,
    logged: () => logged,
    tokenOf,
    certificateOf,
    request,
    sign: (label, pin, data, signal) => driver.sign(request(label, pin, data), signal),
    tokensUntil: (condition) =>
      until(
        () => condition(driver.tokens),
        (look) => driver.subscribe(look),
      ),
    standingUntil: (condition) =>
      until(
        () => condition(driver.standing),
        (look) => driver.watch(look),
      ),
  }
}

function until(holds: () => boolean, subscribe: (look: () => void) => () => void): Promise<void> {
  if (holds()) return Promise.resolve()
  return new Promise((resolve) => {
    const stop = subscribe(() => {
      if (!holds()) return
      stop()
      resolve()
    })
  })
}

/** The system's scheduler with some waits made shorter, so that a test of a hung module does not last as long as the limit. */
export function hastyScheduler(shorter: Readonly<Record<number, number>>): Scheduler {
  return { after: (delayMs, run) => systemScheduler.after(shorter[delayMs] ?? delayMs, run) }
}
