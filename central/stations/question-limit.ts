import type { Clock } from '../../flows/base/clock.ts'
import { Fault } from '../../flows/base/fault.ts'
import type { Sql } from '../db/pool.ts'
import type { Station } from './station.repo.ts'

/** More than a counter with a queue asks, and too few to go through a province's numbers with a stolen key. */
const QUESTIONS_MAX = 300
const WINDOW_MS = 15 * 60_000

/** Counts one question about somebody's account. Raises RATE_LIMITED past the station's allowance. */
export type CountQuestion = (station: Pick<Station, 'stationId'>) => Promise<void>

/**
 * An allowance for each station in windows of a quarter of an hour, one count whichever central is asked. It need not outlive a crash of the database: the table is unlogged. A clock
 * that was set back must not hold a station for longer than a window.
 */
export function createQuestionLimit(
  sql: Sql,
  clock: Clock,
  limit: { readonly kind: string; readonly max: number } = { kind: 'question', max: QUESTIONS_MAX },
): CountQuestion {
  return async ({ stationId }) => {
    const { rows } = await sql.query<{ asked: number }>({
      name: 'count-question',
      text: `insert into question_count as q (station_id, kind, since_ms, asked) values ($1, $2, $3, 1)
        on conflict (station_id, kind) do update set
          asked = case when abs($3 - q.since_ms) < $4 then q.asked + 1 else 1 end,
          since_ms = case when abs($3 - q.since_ms) < $4 then q.since_ms else $3 end
        returning asked`,
      values: [stationId, limit.kind, clock.now(), WINDOW_MS],
    })
    if ((rows[0]?.asked ?? 0) > limit.max) throw new Fault('RATE_LIMITED', { windowMs: WINDOW_MS })
  }
}

/** Counts of windows that are over. */
export async function removeOldCounts(sql: Sql, nowMs: number): Promise<void> {
  await sql.query('delete from question_count where abs($1 - since_ms) >= $2', [nowMs, WINDOW_MS])
}
