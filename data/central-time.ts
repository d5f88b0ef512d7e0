import type { Clock } from '../flows/base/clock.ts'

/** The station's clock set right by central's word. The machine's own clock is not touched. */
export interface CentralTime extends Clock {
  /** Whether it was compared with central since this program started, and nobody has set the machine's clock since then. */
  readonly proven: boolean
  /** Central's own time in its last reply, not carried on by this machine's clock; null until it has spoken. */
  readonly lastWordMs: number | null
  /** Takes central's time from a reply that just came. A value that is no time is ignored. */
  learn(serverTimeMs: number): void
}

/** What the store remembers of time: the newest event, of whichever process wrote it. Null in an empty or closed store. */
export interface TimeMemory {
  newest(): { readonly logId: number; readonly atMs: number } | null
}

/** Below this the travel time of a reply is most of the difference, and the machine's own clock is the better one. */
const NOISE_MS = 2_000
/** Events further ahead of central's time than this come from a clock that was wrong; within it time stands still until central's has caught up. */
const AHEAD_MAX_MS = 10_000
/** Where the machine's clock and its running time went on by amounts that differ more than this, somebody has set the clock, or the machine was asleep. NTP slews both alike. */
const SET_MS = 10_000

/**
 * The time of this station. It is the machine's clock, moved by what central's last word said, and never younger than the newest event in the
 * store: after a restart with a clock that went back it goes on from there, unproven until central has spoken. Central's acknowledgements are
 * events with central's own time, so they count alike.
 *
 * A clock that was far ahead leaves events in the future. They bind only until central speaks: its word overrules those written before it, and the
 * time of day goes back to the right one. The order of events does not suffer, for it is that of their hybrid stamps, which never go back
 * (docs/decisions/0020-hybrid-clock.md).
 *
 * `runningMs`, the machine's own time since it was switched on, which nobody sets, carries time on where the machine's clock cannot be believed: from
 * the newest event while unproven, and from central's last word where the clock was set after it. Without it such time stands still, and a clock that is set goes unnoticed.
 */
export function createCentralTime(
  clock: Clock,
  memory: TimeMemory = { newest: () => null },
  runningMs: (() => number) | null = null,
): CentralTime {
  let offsetMs = 0
  let lastWordMs: number | null = null
  let learnt: { readonly timeMs: number; readonly clockMs: number; readonly runningMs: number } | null = null
  let overruledUpTo = 0
  const carryOn = createCarrying(runningMs)
  /** What the running time makes of central's last word, where the clock was set since; else null. */
  const sinceSet = () => {
    if (!learnt || !runningMs) return null
    const passedMs = runningMs() - learnt.runningMs
    return Math.abs(clock.now() - learnt.clockMs - passedMs) > SET_MS ? learnt.timeMs + passedMs : null
  }
  const machine = () => sinceSet() ?? clock.now() + offsetMs
  const isProven = () => lastWordMs !== null && sinceSet() === null
  return {
    now() {
      const newest = memory.newest()
      if (!newest || newest.logId <= overruledUpTo) return machine()
      return Math.max(machine(), isProven() ? newest.atMs : carryOn.from(newest.atMs))
    },
    get proven() {
      return isProven()
    },
    get lastWordMs() {
      return lastWordMs
    },
    learn(serverTimeMs) {
      if (!Number.isFinite(serverTimeMs) || serverTimeMs <= 0) return
      const clockMs = clock.now()
      const differenceMs = Math.round(serverTimeMs - clockMs)
      offsetMs = Math.abs(differenceMs) < NOISE_MS ? 0 : differenceMs
      lastWordMs = Math.round(serverTimeMs)
      learnt = runningMs && { timeMs: clockMs + offsetMs, clockMs, runningMs: runningMs() }
      carryOn.end()
      const newest = memory.newest()
      if (newest && newest.atMs > machine() + AHEAD_MAX_MS) overruledUpTo = newest.logId
    },
  }
}

/** Lets time go on from the newest event. A newest event older than the one before it was written by a process that central has told the time: it goes on from there. */
function createCarrying(runningMs: (() => number) | null) {
  let carried: { readonly fromMs: number; readonly timeMs: number; readonly runningMs: number } | null = null
  return {
    from(newestMs: number): number {
      if (!runningMs) return newestMs
      const nowMs = runningMs()
      const onMs = carried && newestMs >= carried.fromMs ? carried.timeMs + nowMs - carried.runningMs : newestMs
      carried = { fromMs: newestMs, timeMs: Math.max(newestMs, onMs), runningMs: nowMs }
      return carried.timeMs
    },
    end() {
      carried = null
    },
  }
}
