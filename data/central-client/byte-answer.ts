import { Fault } from '../../flows/base/fault.ts'
import { type RawAnswer, readAnswer } from './answer.ts'

/** Bytes that are no JSON, and where they lie in the whole. */
export interface ByteAnswer {
  readonly bytes: Uint8Array
  readonly from: number
  /** Size of the whole, of which `bytes` is a part. */
  readonly sizeBytes: number
}

/** Content-Range of one range (RFC 9110 §14.4). */
const CONTENT_RANGE = /^bytes (\d{1,15})-(\d{1,15})\/(\d{1,15})$/

/** Judges an answer that was to be one range of bytes, as readAnswer judges one that was to be JSON. Raises the same, and CENTRAL_ANSWER_INVALID for another answer than one range. */
export function readByteAnswer(raw: RawAnswer): ByteAnswer {
  const isBytes = raw.headers.get('content-type') === 'application/octet-stream'
  if (raw.status !== 206 || !isBytes) {
    readAnswer(raw, (_): _ is never => false)
    throw new Fault('CENTRAL_ANSWER_INVALID', { reason: 'shape' })
  }
  const [, first, last, size] = CONTENT_RANGE.exec(raw.headers.get('content-range') ?? '') ?? []
  const [from, to, sizeBytes] = [Number(first), Number(last) + 1, Number(size)]
  if (!(to - from === raw.body.length && to <= sizeBytes)) {
    throw new Fault('CENTRAL_ANSWER_INVALID', { reason: 'range' })
  }
  return { bytes: raw.body, from, sizeBytes }
}
