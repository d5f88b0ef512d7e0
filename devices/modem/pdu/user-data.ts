import { fromSeptets, packSeptets, SEPTET_BITS, toSeptets, unpackSeptets } from './gsm7.ts'

export type SmsAlphabet = 'gsm7' | 'ucs2' | 'octets'

/** One part of a long message (TS 23.040 §9.2.3.24.1 and .8). */
export interface Concatenation {
  readonly reference: number
  /** 8-bit and 16-bit references are different messages even when the numbers agree. */
  readonly referenceBits: 8 | 16
  readonly total: number
  /** From 1. */
  readonly sequence: number
}

export interface UserData {
  readonly alphabet: SmsAlphabet
  /** Null for octets that are no text. */
  readonly text: string | null
  readonly concatenation: Concatenation | null
}

/** The alphabet that a data coding scheme names (TS 23.038 §4). Compressed text cannot be read and counts as octets. */
export function alphabetOf(dataCoding: number): SmsAlphabet {
  const group = dataCoding >> 4
  if (group <= 0x7) {
    if (dataCoding & 0x20) return 'octets'
    return (['gsm7', 'octets', 'ucs2', 'gsm7'] as const)[(dataCoding >> 2) & 3]!
  }
  if (group === 0xe) return 'ucs2'
  if (group === 0xf) return dataCoding & 0x04 ? 'octets' : 'gsm7'
  return 'gsm7'
}

export function dataCodingOf(alphabet: SmsAlphabet): number {
  return { gsm7: 0x00, octets: 0x04, ucs2: 0x08 }[alphabet]
}

/** Length octet and user data of one part. `text` must fit: split-text.ts makes parts that do. */
export function encodeUserData(
  text: string,
  alphabet: 'gsm7' | 'ucs2',
  concatenation: Concatenation | null,
): Uint8Array {
  const header = concatenation ? headerOf(concatenation) : []
  if (alphabet === 'ucs2') {
    const body = Array.from({ length: text.length }, (_, at) => text.charCodeAt(at)).flatMap((unit) => [
      unit >> 8,
      unit & 0xff,
    ])
    return Uint8Array.from([header.length + body.length, ...header, ...body])
  }
  const septets = toSeptets(text) ?? []
  const { fillBits, headerSeptets } = alignment(header.length)
  return Uint8Array.from([headerSeptets + septets.length, ...header, ...packSeptets(septets, fillBits)])
}

/** Reads user data. `length` is TP-UDL, septets for the 7 bit alphabet and octets else. Null when it claims more than is there. */
export function decodeUserData(
  data: Uint8Array,
  length: number,
  dataCoding: number,
  hasHeader: boolean,
): UserData | null {
  const alphabet = alphabetOf(dataCoding)
  const lengthOctets = alphabet === 'gsm7' ? Math.ceil((length * SEPTET_BITS) / 8) : length
  if (lengthOctets > data.length) return null
  const headerOctets = hasHeader ? (data[0] ?? 0) + 1 : 0
  if (headerOctets > lengthOctets) return null
  const concatenation = hasHeader ? readConcatenation(data.subarray(1, headerOctets)) : null
  const body = data.subarray(headerOctets, lengthOctets)
  if (alphabet === 'octets') return { alphabet, text: null, concatenation }
  if (alphabet === 'ucs2') return { alphabet, text: utf16(body), concatenation }
  const { fillBits, headerSeptets } = alignment(headerOctets)
  const septets = unpackSeptets(body, Math.max(0, length - headerSeptets), fillBits)
  return { alphabet, text: fromSeptets(septets), concatenation }
}

/** A header is followed by as many bits as bring the text to a septet boundary (TS 23.040 §9.2.3.24). */
function alignment(headerOctets: number) {
  const headerSeptets = Math.ceil((headerOctets * 8) / SEPTET_BITS)
  return { headerSeptets, fillBits: headerSeptets * SEPTET_BITS - headerOctets * 8 }
}

const CONCATENATED_8 = 0x00
const CONCATENATED_16 = 0x08

function headerOf({ reference, referenceBits, total, sequence }: Concatenation): number[] {
  return referenceBits === 8
    ? [0x05, CONCATENATED_8, 0x03, reference & 0xff, total, sequence]
    : [0x06, CONCATENATED_16, 0x04, (reference >> 8) & 0xff, reference & 0xff, total, sequence]
}

/** The last concatenation element counts; one that makes no sense is as good as none (TS 23.040 §9.2.3.24.1). */
function readConcatenation(elements: Uint8Array): Concatenation | null {
  let found: Concatenation | null = null
  for (let at = 0; at + 1 < elements.length; ) {
    const [id, size] = [elements[at]!, elements[at + 1]!]
    const value = elements.subarray(at + 2, at + 2 + size)
    if (value.length < size) break
    const wide = id === CONCATENATED_16 && size === 4
    if (wide || (id === CONCATENATED_8 && size === 3)) {
      const [total, sequence] = [value[size - 2]!, value[size - 1]!]
      const reference = wide ? (value[0]! << 8) | value[1]! : value[0]!
      if (total > 0 && sequence > 0 && sequence <= total)
        found = { reference, referenceBits: wide ? 16 : 8, total, sequence }
    }
    at += 2 + size
  }
  return found
}

function utf16(octets: Uint8Array): string {
  let text = ''
  for (let at = 0; at + 1 < octets.length; at += 2) text += String.fromCharCode((octets[at]! << 8) | octets[at + 1]!)
  return text
}
