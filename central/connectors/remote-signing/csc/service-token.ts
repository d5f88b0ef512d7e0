import type { Logger } from 'pino'
import type { Clock } from '../../../../flows/base/clock.ts'
import { Fault } from '../../../../flows/base/fault.ts'
import { post } from '../exchange.ts'
import { meaningOf } from './csc-errors.ts'
import { isError, isToken } from './csc-replies.ts'

const LIFETIME_S = 3_600
/** Renewed this long before its end, or at half of a shorter life. */
const MARGIN_MS = 60_000
const OK = 200

export interface ServiceToken {
  /** The token kept, or a new one. Raises REMOTE_SIGN_UNAVAILABLE (reason `credentials`) when the service does not know this client. */
  get(signal: AbortSignal): Promise<string>
  /** Lets go a token that the service does not take any more. */
  forget(token: string): void
}

/** Access to the service as such: OAuth 2.0 client credentials with scope `service` (RFC 6749 §4.4, CSC API v2 §8.4.4), kept in memory. */
export function createServiceToken(
  options: { readonly tokenUrl: string; readonly clientId: string; readonly clientSecret: string },
  { log, clock }: { readonly log: Logger; readonly clock: Clock },
): ServiceToken {
  let kept: { readonly token: string; readonly fromMs: number; readonly untilMs: number } | null = null
  return {
    async get(signal) {
      const nowMs = clock.now()
      // A clock set back must not keep a token for ever.
      if (kept && kept.fromMs <= nowMs && nowMs < kept.untilMs) return kept.token
      const form = {
        grant_type: 'client_credentials',
        scope: 'service',
        client_id: options.clientId,
        client_secret: options.clientSecret,
      }
      const { status, value } = await post(options.tokenUrl, { form }, signal)
      if (status !== OK) throw refusal(status, value, log)
      if (!isToken.Check(value)) throw new Error('token answer has another shape')
      const lifeMs = (value.expires_in ?? LIFETIME_S) * 1_000
      kept = {
        token: value.access_token,
        fromMs: nowMs,
        untilMs: nowMs + lifeMs - Math.min(MARGIN_MS, lifeMs / 2),
      }
      return kept.token
    },
    forget(token) {
      if (kept?.token === token) kept = null
    },
  }
}

function refusal(status: number, value: unknown, log: Logger): Error {
  if (!isError.Check(value)) return new Error(`token refused with status ${status}`)
  const meaning = meaningOf(status, value)
  if (meaning === 'busy' || meaning === 'away') return new Error(`token refused with status ${status}`)
  log.error({ status }, 'remote signing service refuses our client id or secret')
  return new Fault('REMOTE_SIGN_UNAVAILABLE', { reason: 'credentials' })
}
