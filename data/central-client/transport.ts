import type { KeyObject } from 'node:crypto'
import type { Static, TSchema } from 'typebox'
import { Compile, type Validator } from 'typebox/compile'
import { Fault } from '../../flows/base/fault.ts'
import type { NewId } from '../../flows/base/id.ts'
import type { CentralTime } from '../central-time.ts'
import type { LineSign, LineWatch } from '../sync/line-watch.ts'
import { signRequest } from '../wire/message-signature.ts'
import { type Answer, type RawAnswer, readAnswer } from './answer.ts'
import { type ByteAnswer, readByteAnswer } from './byte-answer.ts'
import { createExchange, type Exchange } from './exchange.ts'
import { withRetryAfter } from './retry-after.ts'

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
  /** JSON bytes, or what `headers` says with "content-encoding", or null. The signature covers them as they travel (RFC 9530 §2). */
  readonly body: Uint8Array | null
  readonly headers?: Readonly<Record<string, string>>
  readonly shape: S
  readonly timeoutMs: number
  /**
   * When the same content is sent once more by itself; every request carries an idempotency key or only reads. `when-stale`: only where a connection
   * that was kept open had been closed at the other end.
   */
  readonly repeat: 'when-stale' | 'when-broken' | 'when-broken-or-late'
  readonly signal?: AbortSignal | undefined
}

/** Sends signed requests to central and gives answers of the right shape only. */
export interface Transport {
  /**
   * Raises LINE_DOWN (details.reason: unreachable, broken, timeout, server), CAPTIVE_PORTAL, CENTRAL_ANSWER_INVALID, CENTRAL_REFUSED,
   * CLOCK_SKEW, CANCELLED, or the code of central's problem document; details.retryAfterMs where central said when to come again.
   */
  send<S extends TSchema>(request: CentralRequest<S>): Promise<Answer<Static<S>>>
  /** The same for one range of bytes that are no JSON: `headers` names the range. */
  sendForBytes(request: Omit<CentralRequest<TSchema>, 'shape'>): Promise<ByteAnswer>
}

/** Makes the transport for one station key. `newId` makes nonces; `time` is set right by central's answers; `line` is told what requests meet. */
export function createTransport(options: {
  readonly baseUrl: string
  readonly key: { readonly keyId: string; readonly privateKey: KeyObject }
  readonly time: CentralTime
  readonly newId: NewId
  readonly exchange?: Exchange
  readonly line?: Pick<LineWatch, 'heard' | 'busy'>
}): Transport {
  const exchange = options.exchange ?? createExchange()
  const validators = new WeakMap<TSchema, Validator>()
  const validatorOf = (shape: TSchema) => {
    const known = validators.get(shape)
    if (known) return known
    const made = Compile(shape) as unknown as Validator
    validators.set(shape, made)
    return made
  }
  const once = async <T>(request: SignedRequest, read: (raw: RawAnswer) => T): Promise<T> => {
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
    return judge(raw, read)
  }
  const told = async <T>(request: SignedRequest, read: (raw: RawAnswer) => T): Promise<T> => {
    const ended = options.line?.busy()
    try {
      const answer = await once(request, read)
      options.line?.heard('answered')
      return answer
    } catch (thrown) {
      const sign = thrown instanceof Fault ? signOf(thrown) : null
      if (sign) options.line?.heard(sign)
      throw thrown
    } finally {
      ended?.()
    }
  }
  const repeated = async <T>(request: SignedRequest, read: (raw: RawAnswer) => T): Promise<T> => {
    let skewMended = false
    let hasLeft = false
    for (let tries = 1; ; tries += 1) {
      try {
        return await told(request, read)
      } catch (thrown) {
        if (!(thrown instanceof Fault)) throw thrown
        const fault = hasLeft ? asLeft(thrown) : thrown
        if (request.signal?.aborted) throw fault
        const serverTimeMs = fault.code === 'CLOCK_SKEW' ? fault.details.serverTimeMs : null
        if (typeof serverTimeMs === 'number' && !skewMended) {
          options.time.learn(serverTimeMs)
          skewMended = true
        } else if (tries >= LINE_TRIES || !isWorthRepeating(fault, request.repeat)) throw fault
        else hasLeft = true
      }
    }
  }
  return {
    send<S extends TSchema>(request: CentralRequest<S>) {
      const validator = validatorOf(request.shape)
      return repeated(request, (raw) => readAnswer(raw, (value): value is Static<S> => validator.Check(value)))
    },
    sendForBytes: (request) => repeated(request, readByteAnswer),
  }
}

type SignedRequest = Omit<CentralRequest<TSchema>, 'shape'>

/** Nobody there is not: that will not change in a moment. */
function isWorthRepeating(fault: Fault, repeat: CentralRequest<TSchema>['repeat']): boolean {
  if (fault.code !== 'LINE_DOWN') return false
  const { reason, reused } = fault.details
  if (repeat === 'when-stale') return reused === true
  return reason === 'broken' || (reason === 'timeout' && repeat === 'when-broken-or-late')
}

/** An earlier try broke on its way and may have arrived: that this one reached nobody does not undo it. */
function asLeft(fault: Fault): Fault {
  if (fault.details.reason !== 'unreachable') return fault
  return new Fault(fault.code, { ...fault.details, reason: 'broken' }, fault.cause)
}

function judge<T>(raw: RawAnswer, read: (raw: RawAnswer) => T): T {
  try {
    return read(raw)
  } catch (thrown) {
    throw withRetryAfter(thrown, raw)
  }
}

/** What a failed request says about the line; null where it says nothing. A word from central, whatever it is, came over the line. */
function signOf({ code, details }: Fault): LineSign | null {
  if (code === 'CANCELLED') return null
  if (code === 'CAPTIVE_PORTAL') return 'captive-portal'
  if (code !== 'LINE_DOWN') return 'answered'
  return details.reason === 'unreachable' ? 'unreachable' : 'doubtful'
}
