/** Writes the DER of sample cards. Apart from what reads real cards, so that one mistake cannot hide in both. */

/** One data object: identifier octets as a number (0x30, 0x5f1f), then the length in its shortest form, then the parts. */
export function tlv(tag: number, ...parts: readonly Uint8Array[]): Uint8Array {
  const value = Buffer.concat(parts)
  return Buffer.concat([bigEndian(tag), lengthOctets(value.length), value])
}

export function sequence(...parts: readonly Uint8Array[]): Uint8Array {
  return tlv(0x30, ...parts)
}

export function set(...parts: readonly Uint8Array[]): Uint8Array {
  return tlv(0x31, ...parts)
}

/** A non-negative INTEGER. */
export function integer(value: number): Uint8Array {
  const bytes = bigEndian(value)
  return tlv(0x02, (bytes[0] ?? 0) >= 0x80 ? Buffer.concat([Buffer.of(0), bytes]) : bytes)
}

/** An OBJECT IDENTIFIER from its dotted form (X.690 §8.19). */
export function oid(dotted: string): Uint8Array {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number)
  return tlv(0x06, Buffer.from([first * 40 + second, ...rest].flatMap(base128)))
}

export function octets(value: Uint8Array): Uint8Array {
  return tlv(0x04, value)
}

/** A BIT STRING of whole bytes, or with `unused` bits at the end. */
export function bits(value: Uint8Array, unused = 0): Uint8Array {
  return tlv(0x03, Buffer.of(unused), value)
}

export function utf8(text: string): Uint8Array {
  return tlv(0x0c, Buffer.from(text, 'utf8'))
}

export function printable(text: string): Uint8Array {
  return tlv(0x13, Buffer.from(text, 'latin1'))
}

/** UTCTime; sample certificates end before 2050. */
export function utcTime(date: Date): Uint8Array {
  return tlv(0x17, Buffer.from(`${date.toISOString().slice(2, 19).replace(/[-:T]/g, '')}Z`, 'latin1'))
}

export const NULL: Uint8Array = Buffer.of(0x05, 0x00)

function bigEndian(value: number): Uint8Array {
  const hex = value.toString(16)
  return Buffer.from(hex.length % 2 ? `0${hex}` : hex, 'hex')
}

function lengthOctets(length: number): Uint8Array {
  if (length < 0x80) return Buffer.of(length)
  const bytes = bigEndian(length)
  return Buffer.concat([Buffer.of(0x80 | bytes.length), bytes])
}

function base128(value: number): readonly number[] {
  const low = value & 0x7f
  const high = Math.floor(value / 0x80)
  return high === 0 ? [low] : [...base128(high).map((byte) => byte | 0x80), low]
}
