import { DerError, type DerNode, must, TAG } from './der.ts'
import { OID } from './oids.ts'

/** An OBJECT IDENTIFIER in dotted form (X.690 §8.19). Raises DerError. */
export function oidOf(node: DerNode | undefined): string {
  const value = must(node, TAG.oid)
  // A certificate has forty of them, nearly all of one list: looked up, they take a tenth of the time.
  const known = KNOWN.get(sumOf(value.bytes, value.start, value.end))
  return known !== undefined && isIn(value, known.contents) ? known.id : dotted(value.contents)
}

function dotted(contents: Uint8Array): string {
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
  const hex = Buffer.from(contents).toString('hex')
  return hex.startsWith('0') ? hex.replace(/^0+(?=.)/, '') : hex
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
  const short = node?.tag === TAG.utcTime
  if (!node || (!short && node.tag !== TAG.generalizedTime)) throw new DerError('time')
  const { bytes, start, end } = node
  const at = short ? start + 2 : start + 4
  const second = twoDigits(bytes, at + 8)
  if (!endsAsTime(bytes, at + 10, end, short)) throw new DerError('time')
  const year = short ? shortYear(twoDigits(bytes, start)) : twoDigits(bytes, start) * 100 + twoDigits(bytes, start + 2)
  const [month, day] = [twoDigits(bytes, at), twoDigits(bytes, at + 2)]
  const [hour, minute] = [twoDigits(bytes, at + 4), twoDigits(bytes, at + 6)]
  const ms = Date.UTC(year, month - 1, day, hour, minute, second)
  const time = new Date(ms)
  // Date.UTC takes the 31st of February for the 3rd of March.
  if (time.getUTCMonth() !== month - 1 || time.getUTCDate() !== day || hour > 23 || minute > 59 || second > 59)
    throw new DerError('time')
  return ms
}

/** RFC 5280 §4.1.2.5.1. */
function shortYear(year: number): number {
  return year < 50 ? 2000 + year : 1900 + year
}

const [ZERO, DOT, ZULU] = [0x30, 0x2e, 0x5a]
const FRACTION_DIGITS_MAX = 9

function digitAt(bytes: Uint8Array, at: number): number {
  const digit = (bytes[at] ?? 0) - ZERO
  if (digit < 0 || digit > 9) throw new DerError('time')
  return digit
}

function twoDigits(bytes: Uint8Array, at: number): number {
  return digitAt(bytes, at) * 10 + digitAt(bytes, at + 1)
}

/** "Z" and nothing more. Fractions before it are no DER of RFC 5280, but some OCSP responders write them. */
function endsAsTime(bytes: Uint8Array, from: number, end: number, short: boolean): boolean {
  if (bytes[end - 1] !== ZULU || from > end - 1) return false
  if (from === end - 1) return true
  const digits = end - from - 2
  if (short || bytes[from] !== DOT || digits < 1 || digits > FRACTION_DIGITS_MAX) return false
  for (let at = from + 1; at < end - 1; at += 1) digitAt(bytes, at)
  return true
}

const OID_BYTES_MAX = 64
/** By a sum of the bytes; the bytes themselves decide. Of two with one sum the second would be read the long way. */
const KNOWN: ReadonlyMap<number, { readonly contents: Uint8Array; readonly id: string }> = new Map(
  Object.values(OID).map((id) => {
    const contents = encoded(id)
    return [sumOf(contents, 0, contents.length), { contents, id }]
  }),
)

function sumOf(bytes: Uint8Array, start: number, end: number): number {
  let sum = end - start
  for (let at = start; at < end; at += 1) sum = (Math.imul(sum, 31) + (bytes[at] ?? 0)) | 0
  return sum
}

function isIn({ bytes, start, end }: DerNode, contents: Uint8Array): boolean {
  if (end - start !== contents.length) return false
  for (let at = 0; at < contents.length; at += 1) if (bytes[start + at] !== contents[at]) return false
  return true
}

/** Contents of an OBJECT IDENTIFIER, the other way round. */
function encoded(id: string): Uint8Array {
  const [first = 0, second = 0, ...rest] = id.split('.').map(Number)
  const octets = [first * 40 + second, ...rest].flatMap((arc) => {
    const groups = [arc & 0x7f]
    for (let left = arc >> 7; left > 0; left >>= 7) groups.unshift((left & 0x7f) | 0x80)
    return groups
  })
  return Uint8Array.from(octets)
}

const ARC_MAX = 0x7fff_ffff
/** RFC 5280 §4.1.2.2: 20 octets; some issuers go a little past it. */
const SERIAL_BYTES_MAX = 32
