import type { CentralTime } from '../central-time.ts'
import type { CursorRepo } from '../store/cursor.repo.ts'

const MINUTE_MS = 60_000
/** Central is asked every few seconds; a note of it each time would be a write each time. */
const NOTE_EVERY_MS = 10 * MINUTE_MS

const cursorOf = (name: string) => `confirmed.${name}`

/** Runs a pull, and notes that central has confirmed this document or brought a newer one. Raises what the pull raises. */
export function confirming<T>(
  name: string,
  pull: (signal?: AbortSignal) => Promise<T>,
  { cursors, time }: { readonly cursors: CursorRepo; readonly time: CentralTime },
): (signal?: AbortSignal) => Promise<T> {
  return async (signal) => {
    const pulled = await pull(signal)
    // A cursor never goes back: only central's own time may move it.
    const nowMs = Math.round(time.now())
    if (time.proven && nowMs - cursors.get(cursorOf(name)) >= NOTE_EVERY_MS) cursors.advance(cursorOf(name), nowMs)
    return pulled
  }
}

/** When central last confirmed the document, milliseconds since 1970; null when it never did. */
export function confirmedAtMs(name: string, cursors: CursorRepo): number | null {
  return cursors.get(cursorOf(name)) || null
}
