import { Fault } from '../../flows/base/fault.ts'
import type { RawAnswer } from './answer.ts'

const SECOND_MS = 1_000

/**
 * What an answer of 429 or 503 says about when to come again (RFC 9110 §10.2.3: seconds, or a date), milliseconds; null without it. A date is read
 * against the answer's own Date: this machine's clock may be wrong.
 */
export function retryAfterMs({ status, headers }: Pick<RawAnswer, 'status' | 'headers'>): number | null {
  if (status !== 429 && status !== 503) return null
  const said = headers.get('retry-after')?.trim()
  if (!said) return null
  if (/^\d{1,9}$/.test(said)) return Number(said) * SECOND_MS
  const [at, now] = [Date.parse(said), Date.parse(headers.get('date') ?? '')]
  return Number.isNaN(at) || Number.isNaN(now) ? null : Math.max(0, at - now)
}

/** The fault of such an answer with details.retryAfterMs; any other fault as it is. A server that names a time is busy, whatever else it is. */
export function withRetryAfter(thrown: unknown, raw: Pick<RawAnswer, 'status' | 'headers'>): unknown {
  const afterMs = retryAfterMs(raw)
  if (!(thrown instanceof Fault) || afterMs === null) return thrown
  const isNamed = thrown.code !== 'LINE_DOWN' && thrown.code !== 'CENTRAL_REFUSED'
  const code = isNamed ? thrown.code : 'CENTRAL_BUSY'
  return new Fault(code, { retryAfterMs: afterMs, ...thrown.details }, thrown)
}
