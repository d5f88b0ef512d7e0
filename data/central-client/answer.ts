import { Fault } from '../../flows/base/fault.ts'
import { isFaultCode } from '../../flows/base/fault-codes.ts'

export type Answer<T> =
  | { readonly kind: 'value'; readonly value: T; readonly etag: string | null }
  | { readonly kind: 'unchanged' }

/** An HTTP answer before anybody judged it. */
export interface RawAnswer {
  readonly status: number
  /** By lower-case name. */
  readonly headers: { get(name: string): string | null }
  readonly body: Uint8Array
}

/**
 * Judges one HTTP answer by status, type and shape, never by words in its text. Gives the value, or raises: a redirect or a page where JSON
 * was due is CAPTIVE_PORTAL; JSON of another shape CENTRAL_ANSWER_INVALID; a problem document (RFC 9457) its own code when we know it,
 * else CENTRAL_REFUSED; a server's failure without one LINE_DOWN (reason server).
 */
export function readAnswer<T>(raw: RawAnswer, isValue: (value: unknown) => value is T): Answer<T> {
  if (raw.status === 304) return { kind: 'unchanged' }
  if (raw.status >= 300 && raw.status < 400) throw new Fault('CAPTIVE_PORTAL', { status: raw.status })
  // RFC 6585 §6: only a network in between says this.
  if (raw.status === 511) throw new Fault('CAPTIVE_PORTAL', { status: raw.status })
  const json = readJson(raw.headers.get('content-type'), raw.body)
  if (raw.status >= 200 && raw.status < 300) {
    if (!json) throw new Fault('CAPTIVE_PORTAL', { status: raw.status })
    if (!isValue(json.value)) throw new Fault('CENTRAL_ANSWER_INVALID', { reason: 'shape' })
    return { kind: 'value', value: json.value, etag: raw.headers.get('etag') }
  }
  const problem = json ? readProblem(json.value) : null
  if (!problem) throw withoutProblem(raw.status)
  if (isFaultCode(problem.code)) throw new Fault(problem.code, problem.details)
  throw new Fault('CENTRAL_REFUSED', { status: raw.status, code: problem.code.slice(0, 64) })
}

function readJson(type: string | null, body: Uint8Array): { value: unknown } | null {
  if (!type || !/^application\/([a-z.-]+\+)?json\b/i.test(type)) return null
  try {
    return { value: JSON.parse(Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString('utf8')) }
  } catch {
    return null
  }
}

/** The two members we act on; read by hand, since an answer that fails in one of the others still says why it refused. */
function readProblem(
  value: unknown,
): { code: string; details: Record<string, string | number | boolean | null> } | null {
  if (typeof value !== 'object' || value === null || !('code' in value) || typeof value.code !== 'string') return null
  const given = 'details' in value && typeof value.details === 'object' && value.details !== null ? value.details : {}
  const details: Record<string, string | number | boolean | null> = {}
  for (const [name, detail] of Object.entries(given)) {
    if (detail === null || ['string', 'number', 'boolean'].includes(typeof detail)) details[name] = detail
  }
  return { code: value.code, details }
}

function withoutProblem(status: number): Fault {
  if (status === 413) return new Fault('BODY_TOO_LARGE', { status })
  if (status === 429) return new Fault('RATE_LIMITED', { status })
  return status >= 500 ? new Fault('LINE_DOWN', { reason: 'server', status }) : new Fault('CENTRAL_REFUSED', { status })
}
