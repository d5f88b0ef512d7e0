import { DerError, type DerNode, must, TAG } from './der.ts'

/** An OBJECT IDENTIFIER in dotted form (X.690 §8.19). Raises DerError. */
export function oidOf(node: DerNode | undefined): string {
  const { contents } = must(node, TAG.oid)
  if (contents.length === 0 || contents.length > OID_BYTES_MAX || (contents.at(-1) ?? 0) >= 0x80)
    throw new DerError('oid')
  const arcs: number[] = []
  let arc = 0
  for (const octet of contents) {
    arc = arc * 0x80 + (octet & 0x7f)
    if (arc > ARC_MAX) throw new DerError('oid')
    if (octet >= 0x80) continue
    arcs.push(arc)
    arc = 0
  }
  const [joint = 0, ...rest] = arcs
  const first = Math.min(2, Math.floor(joint / 40))
  return [first, joint - first * 40, ...rest].join('.')
}

/** An INTEGER from 0 to 2³¹ − 1. Raises DerError. */
export function integerOf(node: DerNode | undefined, tag: number = TAG.integer): number {
  const { contents } = must(node, tag)
  const number = contents.reduce((sum, octet) => sum * 0x100 + octet, 0)
  if (contents.length === 0 || contents.length > 5 || (contents[0] ?? 0) >= 0x80 || number > ARC_MAX)
    throw new DerError('integer')
  return number
}

/** A serial number as lower-case hex without leading zeros: the same number however many zeros stand before it. Raises DerError. */
export function serialOf(node: DerNode | undefined): string {
  const { contents } = must(node, TAG.integer)
  if (contents.length === 0 || contents.length > SERIAL_BYTES_MAX) throw new DerError('serial')
  return Buffer.from(contents)
    .toString('hex')
    .replace(/^0+(?=.)/, '')
}

/** BOOLEAN; DER writes true as FF, others take any but 0. Raises DerError. */
export function booleanOf(node: DerNode | undefined): boolean {
  const { contents } = must(node, TAG.boolean)
  if (contents.length !== 1) throw new DerError('boolean')
  return contents[0] !== 0
}

/** The bytes of a BIT STRING of whole octets: a signature, a key. Raises DerError. */
export function octetsOfBits(node: DerNode | undefined): Uint8Array {
  const { contents } = must(node, TAG.bitString)
  if (contents[0] !== 0) throw new DerError('bits')
  return contents.subarray(1)
}

/** Named bits, the first one lowest (RFC 5280 §4.2.1.3: bit 0 is digitalSignature). At most 16. Raises DerError. */
export function namedBitsOf(node: DerNode | undefined): number {
  const { contents } = must(node, TAG.bitString)
  if (contents.length === 0 || contents.length > 3 || (contents[0] ?? 8) > 7) throw new DerError('bits')
  let bits = 0
  for (let at = 0; at < (contents.length - 1) * 8; at += 1) {
    if (((contents[1 + (at >> 3)] ?? 0) >> (7 - (at & 7))) & 1) bits |= 1 << at
  }
  return bits
}

/** UTCTime or GeneralizedTime in the forms of RFC 5280 §4.1.2.5, as milliseconds since 1970. Raises DerError. */
export function timeOf(node: DerNode | undefined): number {
  const text = Buffer.from(node?.contents ?? []).toString('latin1')
  const short = node?.tag === TAG.utcTime
  // Fractions are no DER of RFC 5280, but some OCSP responders write them.
  const parts = (short ? UTC_TIME : GENERALIZED_TIME).exec(text)
  if (!parts || (!short && node?.tag !== TAG.generalizedTime)) throw new DerError('time')
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = parts.slice(1, 7).map(Number)
  const fullYear = short ? year + (year < 50 ? 2000 : 1900) : year
  const time = new Date(Date.UTC(fullYear, month - 1, day, hour, minute, second))
  // Date.UTC takes the 31st of February for the 3rd of March.
  if (time.getUTCMonth() !== month - 1 || time.getUTCDate() !== day || hour > 23 || minute > 59 || second > 59)
    throw new DerError('time')
  return time.getTime()
}

const OID_BYTES_MAX = 64
const ARC_MAX = 0x7fff_ffff
/** RFC 5280 §4.1.2.2: 20 octets; some issuers go a little past it. */
const SERIAL_BYTES_MAX = 32
const UTC_TIME = /^(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$/
const GENERALIZED_TIME = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(?:\.\d{1,9})?Z$/
