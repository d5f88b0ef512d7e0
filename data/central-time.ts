import type { Clock } from '../flows/base/clock.ts'

/** The station's clock set right by central's word. The machine's own clock is not touched. */
export interface CentralTime extends Clock {
  /** Whether it was compared with central since this program started. */
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

/**
 * The time of this station. It is the machine's clock, moved by what central's last word said, and never younger than the newest event in the
 * store: after a restart with a clock that went back it goes on from there, unproven until central has spoken. Central's acknowledgements are
 * events with central's own time, so they count alike.
 *
 * A clock that was far ahead leaves events in the future. They bind only until central speaks: its word overrules those written before it, and the
 * time of day goes back to the right one. The order of events does not suffer, for it is that of their hybrid stamps, which never go back
 * (docs/decisions/0020-hybrid-clock.md).
 */
export function createCentralTime(clock: Clock, memory: TimeMemory = { newest: () => null }): CentralTime {
  let offsetMs = 0
  let lastWordMs: number | null = null
  let overruledUpTo = 0
  const machine = () => clock.now() + offsetMs
  return {
    now() {
      const newest = memory.newest()
      return newest && newest.logId > overruledUpTo ? Math.max(machine(), newest.atMs) : machine()
    },
    get proven() {
      return lastWordMs !== null
    },
    get lastWordMs() {
      return lastWordMs
    },
    learn(serverTimeMs) {
      if (!Number.isFinite(serverTimeMs) || serverTimeMs <= 0) return
      const differenceMs = Math.round(serverTimeMs - clock.now())
      offsetMs = Math.abs(differenceMs) < NOISE_MS ? 0 : differenceMs
      lastWordMs = Math.round(serverTimeMs)
      const newest = memory.newest()
      if (newest && newest.atMs > machine() + AHEAD_MAX_MS) overruledUpTo = newest.logId
    },
  }
}
