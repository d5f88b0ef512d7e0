import { TAG } from './der.ts'

/** A DER value of one tag around contents (X.690 §10.1). */
export function writeDer(tag: number, ...contents: readonly Uint8Array[]): Uint8Array {
  const body = Buffer.concat(contents)
  const octets: number[] = []
  for (let rest = body.length; rest > 0; rest = Math.floor(rest / 0x100)) octets.unshift(rest & 0xff)
  const head = body.length < 0x80 ? [body.length] : [0x80 + octets.length, ...octets]
  return new Uint8Array(Buffer.concat([Uint8Array.of(tag, ...head), body]))
}

export function sequence(...values: readonly Uint8Array[]): Uint8Array {
  return writeDer(TAG.sequence, ...values)
}

/** SET OF: in the order of their encodings (X.690 §11.6). */
export function setOf(...values: readonly Uint8Array[]): Uint8Array {
  return writeDer(TAG.set, ...[...values].sort(Buffer.compare))
}

export function octetString(bytes: Uint8Array): Uint8Array {
  return writeDer(TAG.octetString, bytes)
}

export function bitString(bytes: Uint8Array): Uint8Array {
  return writeDer(TAG.bitString, Uint8Array.of(0), bytes)
}

/** Named bits as `namedBitsOf` reads them, without trailing zeros (X.690 §11.2.2). */
export function namedBits(bits: number): Uint8Array {
  const used = 32 - Math.clz32(bits)
  const octets = new Uint8Array(Math.ceil(used / 8))
  for (let at = 0; at < used; at += 1) {
    if ((bits >> at) & 1) octets[at >> 3] = (octets[at >> 3] ?? 0) | (0x80 >> (at & 7))
  }
  return writeDer(TAG.bitString, Uint8Array.of(octets.length * 8 - used), octets)
}

/** Of a number below 2³¹, or of the bytes of a positive one. */
export function integer(value: number | Uint8Array): Uint8Array {
  const hex = typeof value === 'number' ? value.toString(16) : Buffer.from(value).toString('hex')
  const even = Buffer.from(hex.length % 2 === 0 ? hex : `0${hex}`, 'hex')
  const start = Math.max(
    0,
    Math.min(
      even.findIndex((octet) => octet !== 0),
      even.length - 1,
    ),
  )
  const bytes = even.subarray(start)
  return writeDer(TAG.integer, ...((bytes[0] ?? 0) >= 0x80 ? [Uint8Array.of(0)] : []), bytes)
}

export function boolean(value: boolean): Uint8Array {
  return writeDer(TAG.boolean, Uint8Array.of(value ? 0xff : 0))
}

export function nullValue(): Uint8Array {
  return writeDer(TAG.null)
}

/** Of an identifier in dotted form. */
export function oid(dotted: string): Uint8Array {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number)
  const octets = [first * 40 + second, ...rest].flatMap((arc) => {
    const sevens = [arc & 0x7f]
    for (let left = Math.floor(arc / 0x80); left > 0; left = Math.floor(left / 0x80))
      sevens.unshift((left & 0x7f) | 0x80)
    return sevens
  })
  return writeDer(TAG.oid, Uint8Array.from(octets))
}

export function utf8(text: string): Uint8Array {
  return writeDer(0x0c, Buffer.from(text, 'utf8'))
}

/** GeneralizedTime in whole seconds (RFC 5280 §4.1.2.5.2). */
export function generalizedTime(ms: number): Uint8Array {
  return writeDer(TAG.generalizedTime, Buffer.from(`${digitsOf(ms)}Z`, 'latin1'))
}

/** UTCTime up to 2049, GeneralizedTime from 2050 on (RFC 5280 §4.1.2.5). */
export function certificateTime(ms: number): Uint8Array {
  const digits = digitsOf(ms)
  return digits < '2050' ? writeDer(TAG.utcTime, Buffer.from(`${digits.slice(2)}Z`, 'latin1')) : generalizedTime(ms)
}

function digitsOf(ms: number): string {
  return new Date(ms).toISOString().slice(0, 19).replace(/\D/g, '')
}
