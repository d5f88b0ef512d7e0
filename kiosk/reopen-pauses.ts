import type { OutOfServiceCode } from './ui/text/vi-store.ts'

/** Room on a disk is made by a person, who should see that it was enough. */
export const ROOM_PAUSE_MS = 5_000
const FIRST_PAUSE_MS = 5_000
/** Each try at a damaged store reads its copies through: no disk should do that all day. */
export const LONGEST_PAUSE_MS = 120_000
/** A store that was well for so long is damaged anew. */
export const WELL_AFTER_MS = 600_000

/** How long to wait before the store is opened again. */
export interface ReopenPauses {
  /** A try failed, or a store that was open failed, with this code. Gives milliseconds, 0 for at once. */
  after(code: OutOfServiceCode): number
  /** The store is open. */
  opened(): void
}

/**
 * Pauses that grow while one try after the other fails. A store found damaged is opened anew at once the first time, for that restores it; found damaged again soon after, it
 * waits as one that failed. `runningMs` is the machine's own time.
 */
export function createReopenPauses(runningMs: () => number): ReopenPauses {
  let failures = 0
  let openSinceMs: number | null = null
  return {
    after(code) {
      if (openSinceMs !== null && runningMs() - openSinceMs >= WELL_AFTER_MS) failures = 0
      const wasOpen = openSinceMs !== null
      openSinceMs = null
      if (code === 'STORE_FULL' || code === 'STORE_READ_ONLY' || code === 'CONFIG_INVALID') return ROOM_PAUSE_MS
      failures += 1
      if (wasOpen && failures === 1) return 0
      return Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** Math.min(failures - 1, 10))
    },
    opened() {
      openSinceMs = runningMs()
    },
  }
}
