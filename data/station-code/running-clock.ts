/** How far the machine's running time had come when it was last counted. */
export interface CountedTime {
  /** The system's name of the machine's start it was counted in; the same text every time where the system gives none. */
  readonly boot: string
  /** Starts of the machine seen so far. */
  readonly starts: number
  /** Running time added up over all of them, milliseconds. */
  readonly totalMs: number
  /** Running time of that start when it was counted, milliseconds. */
  readonly countedAtMs: number
}

/** What the machine says of itself now. */
export interface RunningTime {
  readonly boot: string
  /** Since it was switched on, milliseconds; starts at 0 at every start, the same for all programs, and nobody sets it. */
  readonly runningMs: number
}

/**
 * Counts on. Like a lock of staff (data/staff/lock.ts) limits run down by this time alone: neither a wrong clock nor a restart frees one, and time the machine was off
 * is not counted, since nobody here can prove how long it was. Pure.
 */
export function countOn(before: CountedTime | null, { boot, runningMs }: RunningTime): CountedTime {
  const atMs = Math.max(0, Math.round(runningMs))
  if (!before) return { boot, starts: 1, totalMs: 0, countedAtMs: atMs }
  const isSameStart = before.boot === boot && atMs >= before.countedAtMs
  return {
    boot,
    starts: before.starts + (isSameStart ? 0 : 1),
    totalMs: before.totalMs + (isSameStart ? atMs - before.countedAtMs : atMs),
    countedAtMs: atMs,
  }
}
