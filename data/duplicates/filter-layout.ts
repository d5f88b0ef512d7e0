/**
 * The file of a filter: 8 bytes that name it, the length of central's document (uint32, big-endian), the document as it was signed (compact JWS), zeros up to 8192, then the blocks. One
 * file holds all of it, so that one renaming puts it in force and nothing else can disagree with it. Blocks begin at a page: each lies in one.
 */
export const HEADER_BYTES = 8_192

const MAGIC = Buffer.from('motcuaF1', 'ascii')
const LENGTH_AT = MAGIC.length
const DOCUMENT_AT = LENGTH_AT + 4

/** Raises RangeError for a document that does not fit. */
export function filterHeader(jws: string): Buffer {
  const header = Buffer.alloc(HEADER_BYTES)
  if (jws.length > HEADER_BYTES - DOCUMENT_AT) throw new RangeError('the document does not fit before the blocks')
  MAGIC.copy(header)
  header.writeUInt32BE(jws.length, LENGTH_AT)
  header.write(jws, DOCUMENT_AT, 'latin1')
  return header
}

/** The document in a header, unchecked; null for another file. */
export function documentIn(header: Uint8Array): string | null {
  const bytes = Buffer.from(header.buffer, header.byteOffset, header.byteLength)
  if (bytes.length < HEADER_BYTES || !bytes.subarray(0, LENGTH_AT).equals(MAGIC)) return null
  const length = bytes.readUInt32BE(LENGTH_AT)
  return length > HEADER_BYTES - DOCUMENT_AT ? null : bytes.toString('latin1', DOCUMENT_AT, DOCUMENT_AT + length)
}
