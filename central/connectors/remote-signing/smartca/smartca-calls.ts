import type { Logger } from 'pino'
import { Fault } from '../../../../flows/base/fault.ts'
import type { Party } from '../../party.ts'
import { post, under } from '../exchange.ts'
import type { Shape } from '../shape.ts'
import { isEnvelope } from './smartca-replies.ts'

/** What an error means: 400 (and 404), 403 CREDENTIAL_STATUS_INVALID, 429. 401 and 500 have been raised. */
export type SmartCaRefusal = 'bad-request' | 'credential-status' | 'busy'

export type SmartCaAnswer =
  | { readonly kind: 'said'; readonly message: string; readonly value: unknown }
  | { readonly kind: 'erred'; readonly meaning: SmartCaRefusal }

/** Asks one path of the API. Raises REMOTE_SIGN_UNAVAILABLE. */
export type SmartCaCall = (
  kind: 'safe' | 'once',
  path: string,
  body: Readonly<Record<string, unknown>>,
) => Promise<SmartCaAnswer>

const OK = 200

export function createSmartCaCall(url: string, { party, log }: { party: Party; log: Logger }): SmartCaCall {
  return (kind, path, body) =>
    party.ask(kind, async (signal) => {
      const { status, value } = await post(under(url, path), { json: body }, signal)
      if (!isEnvelope.Check(value)) throw new Error('answer without a status code')
      // The provider tells errors by HTTP status, or by 200 and the code inside: the worse of the two counts.
      return judge(Math.max(status, value.status_code), value.message ?? '', value, log)
    })
}

/** The answer in the shape it must have. Raises a fault for another: an answer in another shape decides nothing. */
export function inShape<Value>(shape: Shape<Value>, value: unknown): Value {
  if (shape.Check(value)) return value
  throw new Fault('REMOTE_SIGN_UNAVAILABLE', { reason: 'failed' })
}

function judge(status: number, message: string, value: unknown, log: Logger): SmartCaAnswer {
  const meaning = MEANINGS.get(status)
  if (status === OK) return { kind: 'said', message: message.trim().toUpperCase(), value }
  if (meaning === undefined) throw new Error(`answered with status ${status}`)
  if (meaning === 'not-let-in') {
    log.error({ status }, 'SmartCA refuses our sp_id or sp_password')
    throw new Fault('REMOTE_SIGN_UNAVAILABLE', { reason: 'credentials' })
  }
  log.info({ status }, 'SmartCA refused')
  return { kind: 'erred', meaning }
}

const MEANINGS: ReadonlyMap<number, SmartCaRefusal | 'not-let-in'> = new Map([
  [400, 'bad-request'],
  [401, 'not-let-in'],
  [403, 'credential-status'],
  [404, 'bad-request'],
  [429, 'busy'],
])
