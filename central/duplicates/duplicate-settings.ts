/** When central makes the filter of everybody who has an account anew. */
export interface DuplicateSettings {
  /** How often it is looked whether a new one is due. Milliseconds; 0 looks never. */
  readonly checkEveryMs: number
  /** A filter older than this is made anew when anything was added. */
  readonly maxAgeMs: number
  /** A younger one when the keys grew by this part: each part of a hundred adds as much to what it does not know. */
  readonly growth: number
  /** A key of marks this old is replaced with the next filter: what was copied with it says nothing of those who come later. */
  readonly epochLifeMs: number
  /** Keys read at once; each page holds the event loop for about half a microsecond a key. */
  readonly pageSize: number
}

const HOUR_MS = 3_600_000

export const DUPLICATE_DEFAULTS: DuplicateSettings = {
  checkEveryMs: HOUR_MS,
  maxAgeMs: 24 * HOUR_MS,
  growth: 0.02,
  epochLifeMs: 90 * 24 * HOUR_MS,
  pageSize: 4_000,
}
