import { Fault } from '../../flows/base/fault.ts'

/** An answer to 500 packets is about 0.1 MB, a page of decisions as much; more than this is not central, or not well. */
export const REPLY_MAX_BYTES = 8 * 1_048_576

/** Reads a reply's body as it comes, at most `maxBytes`. Raises CENTRAL_ANSWER_INVALID past that. */
export async function readBody(body: AsyncIterable<Uint8Array>, maxBytes = REPLY_MAX_BYTES): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  let sizeBytes = 0
  for await (const chunk of body) {
    sizeBytes += chunk.byteLength
    // Leaving the loop cancels the stream, and with it the connection.
    if (sizeBytes > maxBytes) throw new Fault('CENTRAL_ANSWER_INVALID', { reason: 'size' })
    chunks.push(chunk)
  }
  return Buffer.concat(chunks, sizeBytes)
}
