/**
 * Hybrid logical clock (Kulkarni, Demirbas, Madappa, Avva, Leone: "Logical Physical Clocks and Consistent Snapshots in Globally Distributed
 * Databases", 2014). It tells the order of events, never the time of day: a stamp is as near to wall time as the order allows, and every new stamp
 * is greater than all that were seen before it, whatever the wall clock does.
 *
 * The paper's pair (l, c) is packed into one safe integer, l · 2^11 + c with l in milliseconds since 1970: stamps compare as numbers, and a counter
 * that runs over carries into l by itself. 42 bits of l reach the year 2109.
 */
export type HybridStamp = number

const COUNTER_BITS = 11
/** Stamps of one millisecond. */
export const STAMPS_PER_MS = 2 ** COUNTER_BITS
/** A wall clock beyond this (2100-01-01) counts as this: what is left above it is room for stamps to go on for nine years of counting alone. */
export const HYBRID_WALL_MAX_MS = 4_102_444_800_000

/** The lowest stamp of a wall time. A value that is no time counts as 1970. */
export function stampAt(wallMs: number): HybridStamp {
  if (!(wallMs > 0)) return 0
  return Math.floor(Math.min(wallMs, HYBRID_WALL_MAX_MS)) * STAMPS_PER_MS
}

/** The stamp of an event here: `last` is the newest stamp seen, null before the first. */
export function tick(last: HybridStamp | null, wallMs: number): HybridStamp {
  return last === null ? stampAt(wallMs) : Math.max(stampAt(wallMs), last + 1)
}

/** The stamp of an event that follows from a message with the stamp `remote`: greater than it and than all before. */
export function receive(last: HybridStamp | null, remote: HybridStamp, wallMs: number): HybridStamp {
  return tick(last === null ? remote : Math.max(last, remote), wallMs)
}

/** The part of a stamp that is near to wall time, milliseconds since 1970. */
export function wallOf(stamp: HybridStamp): number {
  return Math.floor(stamp / STAMPS_PER_MS)
}
