import type { KeyObject } from 'node:crypto'
import type { Static, TSchema } from 'typebox'
import { Compile, type Validator } from 'typebox/compile'
import { Fault } from '../../flows/base/fault.ts'
import type { NewId } from '../../flows/base/id.ts'
import type { CentralTime } from '../central-time.ts'
import { signRequest } from '../wire/message-signature.ts'
import { type Answer, readAnswer } from './answer.ts'
import { createExchange } from './exchange.ts'

/** A person waits: longer than twice this reads as "frozen". Central sends the code before it answers, so it may take some seconds. */
export const REQUEST_TIMEOUT_MS = 6_000
/** A full batch over a slow line (1.5 MB at 1 Mbit/s takes 12 s). */
export const BATCH_TIMEOUT_MS = 45_000
/** A connection kept open that central closed meanwhile breaks at the first use only; a lost answer is there at the second asking. */
const LINE_TRIES = 2

export interface CentralRequest<S extends TSchema> {
  readonly method: 'GET' | 'POST'
  /** From "/v1/" on, with its query. */
  readonly path: string
  /** JSON bytes, or null. */
  readonly body: Uint8Array | null
  readonly headers?: Readonly<Record<string, string>>
  readonly shape: S
  readonly timeoutMs: number
  /** When the same content is sent once more by itself; every request carries an idempotency key or only reads. */
  readonly repeat: 'when-broken' | 'when-broken-or-late'
  readonly signal?: AbortSignal | undefined
}

/** Sends signed requests to central and gives answers of the right shape only. */
export interface Transport {
  /**
   * Raises LINE_DOWN (details.reason: unreachable, broken, timeout, server), CAPTIVE_PORTAL, CENTRAL_ANSWER_INVALID, CENTRAL_REFUSED,
   * CLOCK_SKEW, CANCELLED, or the code of central's problem document.
   */
  send<S extends TSchema>(request: CentralRequest<S>): Promise<Answer<Static<S>>>
}

/** Makes the transport for one station key. `newId` makes nonces; `time` is set right by central's answers. */
export function createTransport(options: {
  readonly baseUrl: string
  readonly key: { readonly keyId: string; readonly privateKey: KeyObject }
  readonly time: CentralTime
  readonly newId: NewId
}): Transport {
  const exchange = createExchange()
  const validators = new WeakMap<TSchema, Validator>()
  const validatorOf = (shape: TSchema) => {
    const known = validators.get(shape)
    if (known) return known
    const made = Compile(shape) as unknown as Validator
    validators.set(shape, made)
    return made
  }
  const once = async <S extends TSchema>(request: CentralRequest<S>): Promise<Answer<Static<S>>> => {
    const url = new URL(request.path, options.baseUrl)
    const headers = await signRequest({
      method: request.method,
      url: url.href,
      headers: {
        accept: 'application/json',
        ...(request.body ? { 'content-type': 'application/json' } : {}),
        ...request.headers,
      },
      body: request.body,
      key: options.key,
      createdMs: options.time.now(),
      nonce: options.newId(),
    })
    const { method, body, timeoutMs, signal } = request
    const raw = await exchange({ method, url, headers, body, timeoutMs, signal })
    const validator = validatorOf(request.shape)
    return readAnswer(raw, (value): value is Static<S> => validator.Check(value))
  }
  return {
    async send(request) {
      let skewMended = false
      for (let tries = 1; ; tries += 1) {
        try {
          return await once(request)
        } catch (thrown) {
          if (!(thrown instanceof Fault) || request.signal?.aborted) throw thrown
          const serverTimeMs = thrown.code === 'CLOCK_SKEW' ? thrown.details.serverTimeMs : null
          if (typeof serverTimeMs === 'number' && !skewMended) {
            options.time.learn(serverTimeMs)
            skewMended = true
          } else if (tries >= LINE_TRIES || !isWorthRepeating(thrown, request.repeat)) throw thrown
        }
      }
    },
  }
}

/** Nobody there is not: that will not change in a moment. */
function isWorthRepeating(fault: Fault, repeat: CentralRequest<TSchema>['repeat']): boolean {
  if (fault.code !== 'LINE_DOWN') return false
  const reason = fault.details.reason
  return reason === 'broken' || (reason === 'timeout' && repeat === 'when-broken-or-late')
}
