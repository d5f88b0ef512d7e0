import type { Clock } from '../flows/base/clock.ts'

/** The station's clock set right by central's word. The machine's own clock is not touched. */
export interface CentralTime extends Clock {
  /** Whether it was compared with central since this program started. */
  readonly proven: boolean
  /** Takes central's time from a reply that just came. A value that is no time is ignored. */
  learn(serverTimeMs: number): void
}

/** Below this the travel time of a reply is most of the difference, and the machine's own clock is the better one. */
const NOISE_MS = 2_000

export function createCentralTime(clock: Clock): CentralTime {
  let offsetMs = 0
  let proven = false
  return {
    now: () => clock.now() + offsetMs,
    get proven() {
      return proven
    },
    learn(serverTimeMs) {
      if (!Number.isFinite(serverTimeMs) || serverTimeMs <= 0) return
      const differenceMs = Math.round(serverTimeMs - clock.now())
      offsetMs = Math.abs(differenceMs) < NOISE_MS ? 0 : differenceMs
      proven = true
    },
  }
}
