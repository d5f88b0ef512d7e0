/** What any of the parties says fits in a fraction of this. Bytes, after decompression. */
const ANSWER_MAX_BYTES = 1_048_576

/** The same answer, read to its end. Throws a plain error past `maxBytes`: a party that sends without end, or a small body that unpacks to a huge one, must not fill the memory. */
export async function capped(response: Response, maxBytes: number = ANSWER_MAX_BYTES): Promise<Response> {
  if (!response.body) return response
  const parts: Uint8Array[] = []
  let sizeBytes = 0
  for await (const part of response.body) {
    sizeBytes += part.byteLength
    // Leaving the loop cancels the rest.
    if (sizeBytes > maxBytes) throw new Error('answer is too large')
    parts.push(part)
  }
  const { status, statusText, headers } = response
  return new Response(Buffer.concat(parts), { status, statusText, headers })
}
