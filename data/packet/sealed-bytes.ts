import { Fault } from '../../flows/base/fault.ts'

const IV_BYTES = 12
const TAG_BYTES = 16
const HEADER_LENGTH_BYTES = 2

/**
 * A compact JWE of ECDH-ES with A256GCM (RFC 7518 §4.6, §5.3: no encrypted key, 96-bit IV, 128-bit tag) as raw bytes: length of the header
 * (2 bytes, big endian), header, IV, tag, ciphertext. A quarter smaller than its text, and gives the same text back, bit for bit.
 * Raises PACKET_UNREADABLE for any other text.
 */
export function packSealed(compact: string): Buffer {
  const parts = compact.split('.')
  const [header, key, iv, ciphertext, tag] = parts.map((part) => Buffer.from(part, 'base64url'))
  if (parts.length !== 5 || !header || !key || !iv || !ciphertext || !tag) throw new Fault('PACKET_UNREADABLE')
  if (key.length !== 0 || iv.length !== IV_BYTES || tag.length !== TAG_BYTES || header.length > 0xffff) {
    throw new Fault('PACKET_UNREADABLE')
  }
  const length = Buffer.alloc(HEADER_LENGTH_BYTES)
  length.writeUInt16BE(header.length)
  const packed = Buffer.concat([length, header, iv, tag, ciphertext])
  // The hash is over the text: a spelling of base64url that does not come back would break it.
  if (unpackSealed(packed) !== compact) throw new Fault('PACKET_UNREADABLE')
  return packed
}

/** The compact JWE again. Raises PACKET_UNREADABLE when the bytes are no packed JWE. */
export function unpackSealed(packed: Uint8Array): string {
  return sealedPieces(packed).join('')
}

/** The compact JWE in three pieces, the long ciphertext by itself: for those who write it somewhere piece by piece. Raises PACKET_UNREADABLE. */
export function sealedPieces(packed: Uint8Array): readonly [before: string, ciphertext: string, after: string] {
  const bytes = Buffer.from(packed.buffer, packed.byteOffset, packed.byteLength)
  if (bytes.length < HEADER_LENGTH_BYTES) throw new Fault('PACKET_UNREADABLE')
  const headerEnd = HEADER_LENGTH_BYTES + bytes.readUInt16BE(0)
  const ivEnd = headerEnd + IV_BYTES
  const tagEnd = ivEnd + TAG_BYTES
  if (bytes.length < tagEnd) throw new Fault('PACKET_UNREADABLE')
  const part = (from: number, to: number) => bytes.toString('base64url', from, to)
  const before = `${part(HEADER_LENGTH_BYTES, headerEnd)}..${part(headerEnd, ivEnd)}.`
  return [before, part(tagEnd, bytes.length), `.${part(ivEnd, tagEnd)}`]
}
