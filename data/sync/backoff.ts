/** The first wait after a failure, before jitter. */
export const BACKOFF_BASE_MS = 2_000
/** A line that came back is used at the latest after this; beyond it a counter would find yesterday's packets still there at noon. */
export const BACKOFF_CAP_MS = 15 * 60_000

/**
 * How long to wait after the n-th failure in a row (1 is the first): full jitter, so that stations cut off together do not come back together.
 * `random` gives 0 ≤ x < 1.
 */
export function backoffMs(failures: number, random: () => number): number {
  const ceilingMs = Math.min(BACKOFF_CAP_MS, BACKOFF_BASE_MS * 2 ** Math.min(Math.max(failures, 1) - 1, 30))
  return Math.floor(random() * ceilingMs)
}

/** Central's own word on when to come again: not before it, and not all stations at that moment. Beyond the cap it is no word of a healthy server. */
export function retryAfterWaitMs(saidMs: number, random: () => number): number {
  const least = Math.min(BACKOFF_CAP_MS, Math.max(0, saidMs))
  return Math.floor(least + random() * Math.max(BACKOFF_BASE_MS, least / 2))
}
