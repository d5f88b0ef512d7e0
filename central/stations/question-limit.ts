import type { Clock } from '../../flows/base/clock.ts'
import { Fault } from '../../flows/base/fault.ts'
import type { Station } from './station.repo.ts'

/** More than a counter with a queue asks, and too few to go through a province's numbers with a stolen key. */
const QUESTIONS_MAX = 300
const WINDOW_MS = 15 * 60_000
/** As many stations as the directory keeps; past that all counts begin anew. */
const STATIONS_MAX = 10_000

/** Counts one question about somebody's account. Raises RATE_LIMITED past the station's allowance. */
export type CountQuestion = (station: Pick<Station, 'stationId'>) => void

/** An allowance for each station in windows of a quarter of an hour, in memory: it need not outlive a restart. */
export function createQuestionLimit(clock: Clock, max: number = QUESTIONS_MAX): CountQuestion {
  const counts = new Map<string, { readonly sinceMs: number; asked: number }>()
  return ({ stationId }) => {
    const nowMs = clock.now()
    const known = counts.get(stationId)
    // A clock that was set back must not hold a station for longer than a window.
    const isOpen = known && Math.abs(nowMs - known.sinceMs) < WINDOW_MS
    const count = isOpen ? known : { sinceMs: nowMs, asked: 0 }
    count.asked += 1
    if (!isOpen && counts.size >= STATIONS_MAX) counts.clear()
    counts.set(stationId, count)
    if (count.asked > max) throw new Fault('RATE_LIMITED', { windowMs: WINDOW_MS })
  }
}
