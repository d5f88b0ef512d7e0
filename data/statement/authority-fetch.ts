/** One question to a certificate authority. */
export interface AuthorityRequest {
  readonly url: string
  /** Posted as `application/ocsp-request` (RFC 6960 appendix A.1); without it the address is got. */
  readonly ocspRequest?: Uint8Array | undefined
  readonly signal: AbortSignal
}

/** Gives the answer's bytes; rejects for none, for more than it may have, and when the signal is given. */
export type FetchLimited = (request: AuthorityRequest) => Promise<Uint8Array>

/** Bytes, as at central (central/signatures/fetch-limited.ts). */
const OCSP_MAX_BYTES = 64 * 1024
const LIST_MAX_BYTES = 16 * 1024 * 1024

/** Asks over the station's own line. Only addresses out of proved chains come here, and fetch itself speaks nothing but http and https, redirected or not. */
export const fetchFromAuthority: FetchLimited = async ({ url, ocspRequest, signal }) => {
  const response = await fetch(url, {
    signal,
    ...(ocspRequest && {
      method: 'POST',
      headers: { 'content-type': 'application/ocsp-request' },
      body: Uint8Array.from(ocspRequest),
      redirect: 'error',
    }),
  })
  if (response.status !== 200 || !response.body) throw new Error(`status ${response.status}`)
  return upTo(response.body, ocspRequest ? OCSP_MAX_BYTES : LIST_MAX_BYTES)
}

async function upTo(body: AsyncIterable<Uint8Array>, maxBytes: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  let sizeBytes = 0
  for await (const chunk of body) {
    sizeBytes += chunk.byteLength
    // Leaving the loop cancels the stream, and with it the connection.
    if (sizeBytes > maxBytes) throw new Error('too large')
    chunks.push(chunk)
  }
  return new Uint8Array(Buffer.concat(chunks, sizeBytes))
}
