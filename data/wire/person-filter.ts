import { MARK_BYTES } from './person-mark.ts'

/**
 * The filter of marks that central makes and counters read: a Bloom filter in blocks (Putze, Sanders, Singler 2007, §3). All bits of one mark lie in one block of 64 bytes, so
 * that a look is one read of a file and one line of a cache. The mark is itself a hash: bytes 0 to 3 choose the block, bytes 4 to 11 six bits in it (docs/decisions/0023: seven tell
 * no better, five worse).
 * Never "no" for a mark that was added; "yes" for one that was not in about one of a hundred.
 */
export const BLOCK_BYTES = 64
/** 1.25 bytes a key. */
export const BITS_PER_KEY = 10
/** 64 MiB: more people than any province has. */
export const BLOCKS_MAX = 1_048_576

const BLOCK_BITS = BLOCK_BYTES * 8
const BIT_MASK = BLOCK_BITS - 1
const POSITION_BITS = 9
const WORD_SHIFTS = 3 * POSITION_BITS
const TWO_TO_32 = 2 ** 32

/** How many blocks hold so many marks. */
export function blocksFor(marks: number): number {
  return Math.min(BLOCKS_MAX, Math.max(1, Math.ceil((marks * BITS_PER_KEY) / BLOCK_BITS)))
}

/** The block of the mark that begins at `at`. */
export function blockOf(marks: Uint8Array, at: number, blocks: number): number {
  return Math.floor((wordAt(marks, at) * blocks) / TWO_TO_32)
}

/** Adds every mark of `marks`, 16 bytes each. */
export function addMarks(filter: Uint8Array, marks: Uint8Array): void {
  const blocks = filter.length / BLOCK_BYTES
  for (let at = 0; at + MARK_BYTES <= marks.length; at += MARK_BYTES) {
    const block = blockOf(marks, at, blocks) * BLOCK_BYTES
    setBits(filter, block, wordAt(marks, at + 4))
    setBits(filter, block, wordAt(marks, at + 8))
  }
}

/** Whether the block that begins at `block` has every bit of the mark. */
export function blockHas(bytes: Uint8Array, block: number, mark: Uint8Array): boolean {
  return hasBits(bytes, block, wordAt(mark, 4)) && hasBits(bytes, block, wordAt(mark, 8))
}

/** Whether the mark may have been added to the filter. */
export function filterHas(filter: Uint8Array, mark: Uint8Array): boolean {
  return blockHas(filter, blockOf(mark, 0, filter.length / BLOCK_BYTES) * BLOCK_BYTES, mark)
}

/** Three positions of nine bits lie in each word. */
function setBits(bytes: Uint8Array, block: number, word: number): void {
  for (let shift = 0; shift < WORD_SHIFTS; shift += POSITION_BITS) {
    const position = (word >>> shift) & BIT_MASK
    const byte = block + (position >> 3)
    bytes[byte] = (bytes[byte] ?? 0) | (1 << (position & 7))
  }
}

function hasBits(bytes: Uint8Array, block: number, word: number): boolean {
  for (let shift = 0; shift < WORD_SHIFTS; shift += POSITION_BITS) {
    const position = (word >>> shift) & BIT_MASK
    if (((bytes[block + (position >> 3)] ?? 0) & (1 << (position & 7))) === 0) return false
  }
  return true
}

/** Little-endian. */
function wordAt(bytes: Uint8Array, at: number): number {
  return (
    ((bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8) | ((bytes[at + 2] ?? 0) << 16) | ((bytes[at + 3] ?? 0) << 24)) >>> 0
  )
}
