import { FILTER_RANGE_MAX_BYTES } from '../wire/duplicates.wire.ts'

/** Two seconds of a line of 256 kbit/s: a packet that comes meanwhile waits no longer. */
export const PIECE_FIRST_BYTES = 65_536
const PIECE_MIN_BYTES = 16_384
const QUICK_MS = 1_000
const SLOW_MS = 4_000

/** Pure: how much to ask for next, after a piece of so many bytes took so long; null when it did not come. */
export function nextPieceBytes(pieceBytes: number, tookMs: number | null): number {
  if (tookMs === null || tookMs > SLOW_MS) return Math.max(PIECE_MIN_BYTES, pieceBytes / 2)
  return tookMs < QUICK_MS ? Math.min(FILTER_RANGE_MAX_BYTES, pieceBytes * 2) : pieceBytes
}
