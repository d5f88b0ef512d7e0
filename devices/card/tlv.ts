import { Fault } from '../../flows/base/fault.ts'

/** One data object of a command or an answer (ISO 7816-4 §5.2.2): tag of one or two bytes, definite length. */
export interface Tlv {
  readonly tag: number
  readonly value: Uint8Array
  /** Tag, length and value as they stood. */
  readonly raw: Uint8Array
}

export interface TlvHeader {
  readonly tag: number
  /** Bytes of tag and length together. */
  readonly headerBytes: number
  readonly valueBytes: number
}

/** Writes one data object; the values given are laid one behind the other. */
export function tlv(tag: number, ...values: readonly Uint8Array[]): Uint8Array {
  const value = Buffer.concat(values)
  return Buffer.concat([Uint8Array.from(tagBytes(tag)), Uint8Array.from(lengthBytes(value.length)), value])
}

/** Takes data objects apart, all bytes used up. Raises CHIP_PROTOCOL for anything else. */
export function readTlvs(bytes: Uint8Array): readonly Tlv[] {
  const found: Tlv[] = []
  for (let at = 0; at < bytes.length; ) {
    const header = readTlvHeader(bytes.subarray(at))
    const end = header ? at + header.headerBytes + header.valueBytes : Number.POSITIVE_INFINITY
    if (!header || end > bytes.length)
      throw new Fault('CHIP_PROTOCOL', { step: 'data objects', sizeBytes: bytes.length })
    found.push({ tag: header.tag, value: bytes.subarray(at + header.headerBytes, end), raw: bytes.subarray(at, end) })
    at = end
  }
  return found
}

/** The value of the first object with this tag. Raises CHIP_PROTOCOL when there is none. */
export function valueUnder(tlvs: readonly Tlv[], tag: number): Uint8Array {
  const found = tlvs.find((object) => object.tag === tag)
  if (!found) throw new Fault('CHIP_PROTOCOL', { step: 'data objects', missingTag: tag })
  return found.value
}

/** Tag and length at the beginning of the bytes; null when there are too few of them, or the length is of a form nobody uses on a card. */
export function readTlvHeader(bytes: Uint8Array): TlvHeader | null {
  const tag = readTag(bytes)
  const first = tag && bytes[tag.sizeBytes]
  if (tag === null || first === undefined || first === null) return null
  const lengthAt = tag.sizeBytes + 1
  if (first < 0x80) return { tag: tag.tag, headerBytes: lengthAt, valueBytes: first }
  const count = first & 0x7f
  if (count === 0 || count > MAX_LENGTH_BYTES || bytes.length < lengthAt + count) return null
  const valueBytes = bytes.subarray(lengthAt, lengthAt + count).reduce((sum, byte) => sum * 256 + byte, 0)
  return { tag: tag.tag, headerBytes: lengthAt + count, valueBytes }
}

/** 16 MB: far more than any file of a chip. */
const MAX_LENGTH_BYTES = 3
const MORE_TAG_BYTES = 0x1f

function readTag(bytes: Uint8Array): { readonly tag: number; readonly sizeBytes: number } | null {
  const [first, second] = bytes
  if (first === undefined) return null
  if ((first & MORE_TAG_BYTES) !== MORE_TAG_BYTES) return { tag: first, sizeBytes: 1 }
  return second === undefined || second >= 0x80 ? null : { tag: (first << 8) | second, sizeBytes: 2 }
}

function tagBytes(tag: number): readonly number[] {
  return tag > 0xff ? [tag >> 8, tag & 0xff] : [tag]
}

function lengthBytes(length: number): readonly number[] {
  if (length < 0x80) return [length]
  if (length <= 0xff) return [0x81, length]
  if (length <= 0xffff) return [0x82, length >> 8, length & 0xff]
  return [0x83, length >> 16, (length >> 8) & 0xff, length & 0xff]
}
