import type { Logger } from 'pino'
import { Fault } from '../../../../flows/base/fault.ts'
import type { Party } from '../../party.ts'
import { type HttpAnswer, post, under } from '../exchange.ts'
import type { Shape } from '../shape.ts'
import { type CscMeaning, meaningOf } from './csc-errors.ts'
import { isError } from './csc-replies.ts'
import type { ServiceToken } from './service-token.ts'

/** What is left to judge of an error; the rest has been raised. */
export type CscRefusal = Extract<CscMeaning, 'rejected' | 'expired' | 'no-credential' | 'busy' | 'failed'>

export type CscAnswer<Value> =
  | { readonly kind: 'said'; readonly value: Value }
  /** 202: not ready yet. */
  | { readonly kind: 'accepted'; readonly value: unknown }
  | { readonly kind: 'erred'; readonly meaning: CscRefusal }

export interface CscCalls {
  /** Asks one method of the API. Raises REMOTE_SIGN_UNAVAILABLE. A token that is refused is renewed once: such a request was not looked at. */
  ask<Value>(
    kind: 'safe' | 'once',
    method: string,
    body: Readonly<Record<string, unknown>>,
    shape: Shape<Value>,
  ): Promise<CscAnswer<Value>>
}

const OK = 200
const ACCEPTED = 202
const UNAUTHORIZED = 401

export function createCscCalls(
  url: string,
  { party, token, log }: { readonly party: Party; readonly token: ServiceToken; readonly log: Logger },
): CscCalls {
  const send = async (method: string, body: unknown, signal: AbortSignal) => {
    const bearer = await token.get(signal)
    const answer = await post(under(url, method), { json: body }, signal, { authorization: `Bearer ${bearer}` })
    return { answer, bearer }
  }
  return {
    ask: (kind, method, body, shape) =>
      party.ask(kind, async (signal) => {
        const first = await send(method, body, signal)
        if (meaning(first.answer) !== 'token') return judge(method, first.answer, shape, log)
        token.forget(first.bearer)
        const second = await send(method, body, signal)
        return judge(method, second.answer, shape, log)
      }),
  }
}

function meaning({ status, value }: HttpAnswer): CscMeaning | null {
  if (status === OK || status === ACCEPTED) return null
  if (isError.Check(value)) return meaningOf(status, value)
  return status === UNAUTHORIZED ? 'token' : 'away'
}

function judge<Value>(method: string, answer: HttpAnswer, shape: Shape<Value>, log: Logger): CscAnswer<Value> {
  const { status, value } = answer
  const meant = meaning(answer)
  switch (meant) {
    case null:
      if (status === ACCEPTED) return { kind: 'accepted', value }
      if (!shape.Check(value)) throw new Error(`${method} answered in another shape`)
      return { kind: 'said', value }
    case 'away':
      throw new Error(`${method} answered with status ${status}`)
    case 'token':
    case 'not-allowed':
      log.error({ method, status }, 'remote signing service does not let us in')
      throw new Fault('REMOTE_SIGN_UNAVAILABLE', { reason: 'not-allowed' })
    default:
      log.info({ method, status, meaning: meant }, 'remote signing service refused')
      return { kind: 'erred', meaning: meant }
  }
}
