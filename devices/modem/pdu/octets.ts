/** Bytes of a hexadecimal text, or null when it is none: an odd length, another letter. Either case. */
export function fromHex(hex: string): Uint8Array | null {
  if (hex.length % 2 !== 0 || !/^[0-9a-f]*$/i.test(hex)) return null
  const bytes = new Uint8Array(hex.length / 2)
  for (let at = 0; at < bytes.length; at += 1) bytes[at] = Number.parseInt(hex.slice(2 * at, 2 * at + 2), 16)
  return bytes
}

/** Upper-case hexadecimal, two letters a byte, as modems write it. */
export function toHex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0').toUpperCase()).join('')
}

/** Reads octets one after the other. Reading past the end gives zeros and is remembered: a decoder looks once, when it is through. */
export interface OctetReader {
  octet(): number
  octets(count: number): Uint8Array
  rest(): Uint8Array
  /** More was read than there is. */
  readonly short: boolean
}

export function createOctetReader(bytes: Uint8Array): OctetReader {
  let at = 0
  const octets = (count: number) => {
    const taken = new Uint8Array(count)
    taken.set(bytes.subarray(at, at + count))
    at += count
    return taken
  }
  return {
    octet: () => octets(1)[0]!,
    octets,
    rest: () => octets(Math.max(0, bytes.length - at)),
    get short() {
      return at > bytes.length
    },
  }
}

/** Digits two in an octet, low nibble first, F fills the last (TS 23.040 §9.1.2.3). Takes 0-9, *, #, a, b, c. */
export function toSemiOctets(digits: string): Uint8Array {
  const bytes = new Uint8Array(Math.ceil(digits.length / 2))
  for (let at = 0; at < bytes.length; at += 1) {
    bytes[at] = nibble(digits[2 * at]) | (nibble(digits[2 * at + 1]) << 4)
  }
  return bytes
}

/** The digits of semi-octets; everything from the first fill (F) on is left away. */
export function fromSemiOctets(bytes: Uint8Array): string {
  let digits = ''
  for (const byte of bytes) digits += DIGITS[byte & 0x0f]! + DIGITS[byte >> 4]!
  const fill = digits.indexOf(FILL)
  return fill < 0 ? digits : digits.slice(0, fill)
}

const DIGITS = '0123456789*#abcf'
const FILL = 'f'

function nibble(digit: string | undefined): number {
  const value = digit === undefined ? 0x0f : DIGITS.indexOf(digit)
  return value < 0 ? 0x0f : value
}
