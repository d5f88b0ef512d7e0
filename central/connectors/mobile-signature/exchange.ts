import { type MssOperation, type MssReply, readReply } from './messages.ts'
import { type SoapVersion, soapHeaders } from './soap.ts'
import { XML_MAX_BYTES } from './xml.ts'

/** SOAP over HTTP: an answer with 200, a fault with 500 or, when we are to blame, 400 (SOAP 1.2 part 2 §7.5.1). */
const SOAP_STATUSES: readonly number[] = [200, 400, 500]

/** Sends one SOAP request and reads what comes back, at most 256 KB of it. Throws when that is no answer to the operation; says nothing of what it read. */
export async function exchange(
  url: string,
  request: { readonly version: SoapVersion; readonly operation: MssOperation; readonly xml: string },
  signal: AbortSignal,
): Promise<MssReply> {
  const { version, operation, xml } = request
  const response = await fetch(url, {
    method: 'POST',
    headers: soapHeaders(version, operation),
    body: xml,
    signal,
    redirect: 'error',
  })
  if (!SOAP_STATUSES.includes(response.status)) {
    await response.body?.cancel()
    throw new Error(`HTTP ${response.status}`)
  }
  const reply = readReply(await bodyOf(response), operation)
  if (!reply) throw new Error('no answer to the operation')
  return reply
}

async function bodyOf(response: Response): Promise<Uint8Array> {
  const parts: Uint8Array[] = []
  let size = 0
  for await (const part of response.body ?? []) {
    size += part.length
    // Leaving the loop cancels the rest.
    if (size > XML_MAX_BYTES) throw new Error('answer too large')
    parts.push(part)
  }
  return Buffer.concat(parts)
}
