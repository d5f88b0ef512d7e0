/**
 * A portrait of nobody for sample cards: a baseline JPEG (ITU-T T.81), grey, 240 × 320, head and shoulders in blocks of 8 × 8, filled up with a comment
 * segment to `sizeBytes`, the size of real ones. Each block has one level only, so its two Huffman tables are a few bytes.
 */
export function samplePortrait(sizeBytes = 15_000): Uint8Array {
  const head = Buffer.concat([Buffer.of(0xff, 0xd8), quantisation(), frame(), huffman(), scanHeader()])
  const body = Buffer.concat([scan(), Buffer.of(0xff, 0xd9)])
  const filler = Math.max(0, sizeBytes - head.length - body.length - 4)
  const comment = segment(0xfe, Buffer.alloc(filler, 'motcua sample '))
  return Buffer.concat([head.subarray(0, 2), comment, head.subarray(2), body])
}

const BLOCKS_WIDE = 30
const BLOCKS_HIGH = 40

function segment(marker: number, content: Uint8Array): Buffer {
  const length = content.length + 2
  return Buffer.concat([Buffer.of(0xff, marker, length >> 8, length & 0xff), content])
}

// Every step is 8: a block's level l has the DC coefficient (l − 128) · 8 / 8.
function quantisation(): Buffer {
  return segment(0xdb, Buffer.concat([Buffer.of(0), Buffer.alloc(64, 8)]))
}

function frame(): Buffer {
  const [width, height] = [BLOCKS_WIDE * 8, BLOCKS_HIGH * 8]
  return segment(0xc0, Buffer.of(8, height >> 8, height & 0xff, width >> 8, width & 0xff, 1, 1, 0x11, 0))
}

/** DC: the twelve sizes, each as four bits. AC: nothing but "end of block", as one bit. */
function huffman(): Buffer {
  const counts = (bitLength: number, count: number) =>
    Array.from({ length: 16 }, (_, at) => (at + 1 === bitLength ? count : 0))
  const dc = Buffer.from([0x00, ...counts(4, 12), ...Array.from({ length: 12 }, (_, size) => size)])
  const ac = Buffer.from([0x10, ...counts(1, 1), 0x00])
  return Buffer.concat([segment(0xc4, dc), segment(0xc4, ac)])
}

function scanHeader(): Buffer {
  return segment(0xda, Buffer.of(1, 1, 0x00, 0, 63, 0))
}

function scan(): Buffer {
  const levels = Array.from({ length: BLOCKS_WIDE * BLOCKS_HIGH }, (_, at) =>
    level(at % BLOCKS_WIDE, Math.floor(at / BLOCKS_WIDE)),
  )
  const bitText = levels.map((value, at) => blockBits(value - (levels[at - 1] ?? 128))).join('')
  const padded = bitText.padEnd(Math.ceil(bitText.length / 8) * 8, '1')
  const bytes = (padded.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2))
  // T.81 §B.1.1.5: a byte FF in the data is followed by 00.
  return Buffer.from(bytes.flatMap((byte) => (byte === 0xff ? [0xff, 0x00] : [byte])))
}

/** T.81 §F.1.2.1: the size as a Huffman code, then the difference, negative ones as complement; then "end of block". */
function blockBits(difference: number): string {
  const magnitude = Math.abs(difference)
  const size = magnitude === 0 ? 0 : magnitude.toString(2).length
  const value = difference < 0 ? difference + 2 ** size - 1 : difference
  const extra = size === 0 ? '' : value.toString(2).padStart(size, '0')
  return `${size.toString(2).padStart(4, '0')}${extra}0`
}

function level(x: number, y: number): number {
  const inside = (cx: number, cy: number, rx: number, ry: number) => ((x - cx) / rx) ** 2 + ((y - cy) / ry) ** 2 <= 1
  if (inside(14.5, 10, 7.5, 6)) return 40
  if (inside(14.5, 14, 6.5, 9)) return 190
  return inside(14.5, 40, 13, 14) ? 90 : 235
}
