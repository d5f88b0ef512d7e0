/** How the line to central stands. A login page that answers for it is a state of its own. */
export type LineState = 'unknown' | 'online' | 'offline' | 'captive-portal'

/** `eager` for the process that carries packets; `calm` for one that only shows the state while another carries them. */
export type LinePace = 'eager' | 'calm'

/** While the line is up and nothing else was heard, this often. */
export const ONLINE_MS = 10_000
/** While it is down: a return is then noticed early enough that the first acknowledgement comes within two seconds over a round trip of 0.3 s. */
export const DOWN_MS = 500
/** After so long the line is not about to come back; a minute's traffic more or less then matters on a metered one. */
export const DOWN_LONG_AFTER_MS = 10 * 60_000
export const DOWN_LONG_MS = 3_000
export const DOWN_CALM_MS = 5_000
/** Stations cut off together must not ask in step. */
const JITTER = 0.15

/** Milliseconds until the next probe starts, whether the last has ended or not. Pure; `random` is 0 ≤ x < 1. */
export function linePauseMs(line: {
  readonly state: LineState
  readonly pace: LinePace
  readonly downForMs: number
  readonly random: number
}): number {
  return Math.round(baseMs(line) * (1 - JITTER + 2 * JITTER * line.random))
}

function baseMs({ state, pace, downForMs }: Parameters<typeof linePauseMs>[0]): number {
  if (state === 'online') return ONLINE_MS
  if (pace === 'calm') return DOWN_CALM_MS
  return downForMs < DOWN_LONG_AFTER_MS ? DOWN_MS : DOWN_LONG_MS
}
