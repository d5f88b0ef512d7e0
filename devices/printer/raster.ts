/** One bit a dot, rows from the top, eight dots a byte with the leftmost in the highest bit, 1 is black: as ESC/POS `GS v 0` takes it. */
export interface Raster {
  /** A multiple of 8. */
  readonly widthDots: number
  readonly heightDots: number
  readonly bits: Uint8Array
}

/** Width of the paper in millimetres. */
export type PaperMm = 58 | 80

/** What the head prints of it at 203 dots per inch (8 a millimetre): 48 and 72 mm. */
export const WIDTH_DOTS: Readonly<Record<PaperMm, number>> = { 58: 384, 80: 576 }

export function isBlack({ widthDots, bits }: Raster, x: number, y: number): boolean {
  return ((bits[(y * widthDots + x) >> 3] ?? 0) & (0x80 >> (x & 7))) !== 0
}

/** Black where a pixel is darker than half. Takes RGBA pixels, four bytes each, on a ground that is not transparent. */
export function rasterOf(pixels: Uint8Array, widthDots: number, heightDots: number): Raster {
  const bits = new Uint8Array((widthDots * heightDots) / 8)
  for (let at = 0; at < widthDots * heightDots; at += 1) {
    const [red = 0, green = 0, blue = 0] = [pixels[4 * at], pixels[4 * at + 1], pixels[4 * at + 2]]
    if (red + green + blue < HALF_OF_THREE) bits[at >> 3] = bits[at >> 3]! | (0x80 >> (at & 7))
  }
  return { widthDots, heightDots, bits: withoutRealTimeCommands(bits) }
}

const HALF_OF_THREE = (3 * 255) / 2

const DLE = 0x10
/** EOT asks for the status, ENQ clears, DC4 switches off (ESC/POS, real-time commands). */
const REAL_TIME = new Set([0x04, 0x05, 0x14])

/**
 * A printer takes real-time commands out of the stream wherever they stand, in the middle of a picture too: a picture that happens to hold
 * DLE DC4 may switch it off. One dot more, beside the one that makes a byte DLE, and it is none; nobody sees it.
 */
function withoutRealTimeCommands(bits: Uint8Array): Uint8Array {
  return bits.map((byte, at) => (byte === DLE && REAL_TIME.has(bits[at + 1] ?? 0) ? DLE | 0x08 : byte))
}
