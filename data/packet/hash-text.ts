/** A hash as it travels: base64url without padding. The bytes are read where they lie. */
export function hashText(hash: Uint8Array): string {
  return Buffer.from(hash.buffer, hash.byteOffset, hash.byteLength).toString('base64url')
}
