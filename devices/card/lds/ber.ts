import { Fault } from '../../../flows/base/fault.ts'

/** One data object of a chip's file (BER-TLV, ISO/IEC 7816-4 §6.3). Views into the bytes read; nothing is copied by hand. */
export interface BerNode {
  /** All identifier octets as one number: 0x30, 0x5f1f, 0x7f61. */
  readonly tag: number
  readonly constructed: boolean
  /** Identifier, length and value. */
  readonly raw: Uint8Array
  readonly value: Uint8Array
  /** Empty for a primitive object. */
  readonly children: readonly BerNode[]
}

/** A file that cannot be read: CHIP_FILE_INVALID with the file's name and a reason of our own words, never its content. */
export function invalidFile(file: string, reason: string, cause?: unknown): Fault {
  return new Fault('CHIP_FILE_INVALID', { file, reason }, cause)
}

/**
 * Reads one data object that is all of `bytes`, long-form lengths included. Definite lengths only (ICAO 9303-10 §4 asks for DER), every object exactly
 * filled by those inside it, depth and number of objects bounded. `file` names the file in the fault. Total: any bytes give a node or CHIP_FILE_INVALID.
 * Our own, since asn1js 4.0 takes an object that is longer than the one around it, and reads meaning into strings and bits that is not wanted here.
 */
export function readBer(bytes: Uint8Array, file: string, maxNodes = MAX_NODES): BerNode {
  // A Buffer's views would be Buffers.
  const plain = new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const read: Reading = { bytes: plain, file, maxNodes, nodes: 0 }
  const node = readNode(read, 0, bytes.length, 0)
  if (node.raw.length !== bytes.length) throw invalidFile(file, 'trailing')
  return node
}

/** The template a data group is: one object with the tag of its file. Raises CHIP_FILE_INVALID. */
export function readTemplate(bytes: Uint8Array, tag: number, file: string): BerNode {
  const node = readBer(bytes, file)
  if (node.tag !== tag || !node.constructed) throw invalidFile(file, 'tag')
  return node
}

/** The first child with this tag. Raises CHIP_FILE_INVALID when there is none. */
export function childOf(node: BerNode, tag: number, file: string): BerNode {
  const child = node.children.find((each) => each.tag === tag)
  if (!child) throw invalidFile(file, 'missing')
  return child
}

/** An INTEGER from 0 to 2³¹ − 1. Null for any other node, so that optional fields read plainly. */
export function integerOf(node: BerNode | undefined): number | null {
  if (node?.tag !== BER.integer || node.value.length === 0 || node.value.length > MAX_INTEGER_BYTES) return null
  const number = node.value.reduce((sum, byte) => sum * 0x100 + byte, 0)
  return number <= MAX_INTEGER ? number : null
}

/** An OBJECT IDENTIFIER in dotted form (X.690 §8.19), arcs of up to 2³¹. Null for any other node. */
export function oidOf(node: BerNode | undefined): string | null {
  if (node?.tag !== BER.oid || node.value.length === 0 || node.value.length > MAX_OID_BYTES) return null
  const arcs: number[] = []
  let arc = 0
  for (const byte of node.value) {
    arc = arc * 0x80 + (byte & 0x7f)
    if (byte < 0x80) {
      arcs.push(arc)
      arc = 0
    }
  }
  const isWhole = (node.value.at(-1) ?? 0) < 0x80
  const [joint = 0, ...rest] = arcs
  const first = Math.min(2, Math.floor(joint / 40))
  return isWhole && arcs.every((each) => each <= MAX_INTEGER) ? [first, joint - first * 40, ...rest].join('.') : null
}

export const BER = { integer: 0x02, octets: 0x04, oid: 0x06, sequence: 0x30, set: 0x31 } as const

const MAX_INTEGER_BYTES = 5
const MAX_INTEGER = 0x7fff_ffff
const MAX_OID_BYTES = 64
/** The deepest file (SOD with its certificates) has about 12 levels. */
const MAX_DEPTH = 32
/** The largest SOD known has a few hundred. */
const MAX_NODES = 5_000
/** Identifier octets; LDS tags have two. Three keep `tag` a small number. */
const MAX_TAG_BYTES = 3
/** Octets of a long-form length: files are smaller than 16 MB by far. */
const MAX_LENGTH_BYTES = 3

interface Reading {
  readonly bytes: Uint8Array
  readonly file: string
  readonly maxNodes: number
  nodes: number
}

/** The object that begins at `from` and ends at `end` or before. */
function readNode(read: Reading, from: number, end: number, depth: number): BerNode {
  read.nodes += 1
  if (depth > MAX_DEPTH || read.nodes > read.maxNodes) throw invalidFile(read.file, 'nesting')
  const { tag, tagBytes } = readTag(read, from, end)
  const { length, lengthBytes } = readLength(read, from + tagBytes, end)
  const start = from + tagBytes + lengthBytes
  const stop = start + length
  if (stop > end) throw invalidFile(read.file, 'length')
  const constructed = ((read.bytes[from] ?? 0) & 0x20) !== 0
  const children: BerNode[] = []
  for (let at = start; constructed && at < stop; at += children.at(-1)?.raw.length ?? 0) {
    children.push(readNode(read, at, stop, depth + 1))
  }
  return { tag, constructed, raw: read.bytes.subarray(from, stop), value: read.bytes.subarray(start, stop), children }
}

/** X.690 §8.1.2: five low bits all set announce further octets, each with its high bit set but the last. */
function readTag({ bytes, file }: Reading, from: number, end: number) {
  const isOpen = (count: number) =>
    count === 1 ? ((bytes[from] ?? 0) & 0x1f) === 0x1f : (bytes[from + count - 1] ?? 0) >= 0x80
  let tagBytes = 1
  while (tagBytes <= MAX_TAG_BYTES && isOpen(tagBytes)) tagBytes += 1
  if (tagBytes > MAX_TAG_BYTES || from + tagBytes > end) throw invalidFile(file, 'tag')
  return { tag: bigEndian(bytes, from, tagBytes), tagBytes }
}

/** X.690 §8.1.3: below 0x80 the length itself, above it the number of octets that hold it; 0x80 is the indefinite form. */
function readLength({ bytes, file }: Reading, from: number, end: number) {
  const first = bytes[from] ?? 0
  const more = first < 0x80 ? 0 : first - 0x80
  if (from >= end || first === 0x80 || more > MAX_LENGTH_BYTES || from + 1 + more > end)
    throw invalidFile(file, 'length')
  return { length: more === 0 ? first : bigEndian(bytes, from + 1, more), lengthBytes: 1 + more }
}

function bigEndian(bytes: Uint8Array, from: number, count: number): number {
  return bytes.subarray(from, from + count).reduce((number, byte) => number * 0x100 + byte, 0)
}
