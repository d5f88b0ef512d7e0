/**
 * The GSM 7 bit default alphabet with its extension table (TS 23.038 §6.2.1, §6.2.1.1). Gives one or two septets a letter, or null when
 * the text holds a letter that it has not. No national tables: no network of Vietnam uses them.
 */
export function toSeptets(text: string): number[] | null {
  const septets: number[] = []
  for (const letter of text) {
    const basic = letter === ESCAPE_MARK ? -1 : BASIC.indexOf(letter)
    const extended = EXTENSION.get(letter)
    if (basic >= 0) septets.push(basic)
    else if (extended !== undefined) septets.push(ESCAPE, extended)
    else return null
  }
  return septets
}

/** Any septets are a text: a letter missing from the extension table reads as in the basic one (TS 23.038 §6.2.1.1). */
export function fromSeptets(septets: Iterable<number>): string {
  let text = ''
  let escaped = false
  for (const septet of septets) {
    if (escaped) {
      text += EXTENDED.get(septet) ?? (septet === ESCAPE ? ' ' : BASIC[septet]!)
      escaped = false
    } else if (septet === ESCAPE) {
      escaped = true
    } else {
      text += BASIC[septet]!
    }
  }
  return text
}

/**
 * Packs septets, the lowest bits first, behind `fillBits` bits that align them after a header (TS 23.038 §6.1.2.1, TS 23.040 §9.2.3.24).
 * Seven spare bits at the end are filled with CR, so that no receiver takes them for an @ (domain.md §4.4); the length in septets hides it.
 */
export function packSeptets(septets: readonly number[], fillBits = 0): Uint8Array {
  const bits = fillBits + septets.length * SEPTET_BITS
  const packed = new Uint8Array(Math.ceil(bits / 8))
  const spare = packed.length * 8 - bits
  const all = spare === SEPTET_BITS && fillBits === 0 ? [...septets, CARRIAGE_RETURN] : septets
  all.forEach((septet, index) => {
    const bit = fillBits + index * SEPTET_BITS
    const at = bit >> 3
    const shifted = (septet & 0x7f) << (bit & 7)
    packed[at] = packed[at]! | (shifted & 0xff)
    if (at + 1 < packed.length) packed[at + 1] = packed[at + 1]! | (shifted >> 8)
  })
  return packed
}

/** Takes `count` septets out again; what lies past the end reads as zero bits. */
export function unpackSeptets(packed: Uint8Array, count: number, fillBits = 0): number[] {
  return Array.from({ length: count }, (_, index) => {
    const bit = fillBits + index * SEPTET_BITS
    const at = bit >> 3
    const pair = (packed[at] ?? 0) | ((packed[at + 1] ?? 0) << 8)
    return (pair >> (bit & 7)) & 0x7f
  })
}

export const SEPTET_BITS = 7
/** Leads to the extension table; a pair of septets that begins with it must stay in one part. */
export const ESCAPE = 0x1b
const CARRIAGE_RETURN = 0x0d
// Stands in the table where the escape is; no text can mean it.
const ESCAPE_MARK = '\x1b'

const BASIC =
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞ\x1bÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?' +
  '¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà'

const EXTENSION: ReadonlyMap<string, number> = new Map([
  ['\f', 0x0a],
  ['^', 0x14],
  ['{', 0x28],
  ['}', 0x29],
  ['\\', 0x2f],
  ['[', 0x3c],
  ['~', 0x3d],
  [']', 0x3e],
  ['|', 0x40],
  ['€', 0x65],
])
const EXTENDED: ReadonlyMap<number, string> = new Map([...EXTENSION].map(([letter, septet]) => [septet, letter]))
