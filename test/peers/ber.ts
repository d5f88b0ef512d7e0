/** One BER-TLV object; the tag as it is written in hex ("5FC105"), the value from bytes, hex, or objects inside. */
export function tlv(tag: string, ...parts: readonly (Uint8Array | string)[]): Uint8Array {
  const value = Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part, 'hex') : part)))
  return Uint8Array.from([...Buffer.from(tag, 'hex'), ...lengthOf(value.length), ...value])
}

/** The value of the first object with this tag at the top level; null when there is none or the bytes are no TLV. */
export function findTlv(bytes: Uint8Array, wanted: string): Uint8Array | null {
  let at = 0
  while (at < bytes.length) {
    let end = at + 1
    if ((bytes[at]! & 0x1f) === 0x1f) while ((bytes[end++] ?? 0) & 0x80) {}
    const tag = Buffer.from(bytes.subarray(at, end)).toString('hex').toUpperCase()
    const first = bytes[end++] ?? 0
    const more = first & 0x80 ? first & 0x7f : 0
    const length = more === 0 ? first : [...bytes.subarray(end, end + more)].reduce((sum, byte) => sum * 256 + byte, 0)
    const value = bytes.subarray(end + more, end + more + length)
    if (value.length < length) return null
    if (tag === wanted) return value
    at = end + more + length
  }
  return null
}

function lengthOf(length: number): number[] {
  if (length < 0x80) return [length]
  return length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff]
}
