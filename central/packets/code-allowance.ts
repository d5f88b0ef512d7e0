import { dayInVietnam } from '../../flows/base/vietnam-time.ts'
import { DAY_MS } from '../../flows/rules/otp-limits.ts'
import type { Sql } from '../db/pool.ts'
import type { NewStationFinding } from './station-finding.repo.ts'

/** A busy counter registers a hundred people a day; with a stolen key nobody proves a province's phones. */
export const STATION_CODES_PER_DAY = 300
/** A line that was down a week brings the people of a week in one day. */
const SILENT_DAYS_MAX = 7

export interface CodeAllowance {
  readonly stationId: string
  /** Most accounts a day on the word of a station's own codes. */
  readonly perDay: number
  readonly nowMs: number
}

/**
 * What a station may have accepted today: $3, and as much for each full day before today ($5, its begin) on which nothing of the station was decided, at most $4 days in all. Who kept still for a week gains no
 * more by it than who used every day.
 */
const ALLOWED = `(select ($3::bigint * (1 + least($4::bigint - 1, greatest(0, ($5::bigint - coalesce(
    (select d.at_ms from packet_decision d where d.station_id = $1 and d.at_ms < $5::bigint and d.reason is distinct from 'PACKET_WAIT_EXPIRED'
      order by d.cursor desc limit 1), s.enrolled_at_ms)) / ${DAY_MS}))))::integer from station s where s.station_id = $1)`

/** Whether the station's own codes still count today. A look only: the place is taken with the decision. */
export async function hasCodeAllowance(sql: Sql, { stationId, perDay, nowMs }: CodeAllowance): Promise<boolean> {
  if (perDay <= 0) return false
  const { rows } = await sql.query<{ left: boolean }>({
    name: 'has-code-allowance',
    text: 'select accepted < allowed as left from station_code_day where station_id = $1 and day = $2',
    values: [stationId, dayInVietnam(nowMs)],
  })
  return rows[0]?.left ?? true
}

/**
 * Takes one place of the day, within the transaction that accepts a packet: it counts packets that are accepted, each once, whichever central decides. False when the day is full. The row stays
 * locked until the transaction commits.
 */
export async function takeCodeAllowance(sql: Sql, { stationId, perDay, nowMs }: CodeAllowance): Promise<boolean> {
  if (perDay <= 0) return false
  const day = dayInVietnam(nowMs)
  const { rowCount } = await sql.query({
    name: 'take-code-allowance',
    text: `insert into station_code_day as c (station_id, day, accepted, allowed) values ($1, $2, 1, ${ALLOWED})
      on conflict (station_id, day) do update set accepted = c.accepted + 1 where c.accepted < c.allowed`,
    values: [stationId, day, perDay, SILENT_DAYS_MAX, Date.parse(`${day}T00:00:00+07:00`)],
  })
  return rowCount === 1
}

/** Told to staff once a day. */
export function allowanceFinding({ stationId, perDay, nowMs }: CodeAllowance): NewStationFinding {
  const day = dayInVietnam(nowMs)
  return { stationId, kind: 'own-codes', sequence: 0, about: day, details: { day, perDay } }
}

/** Days that are long over. */
export async function removeOldCodeDays(sql: Sql, beforeMs: number): Promise<void> {
  await sql.query('delete from station_code_day where day < $1', [dayInVietnam(beforeMs)])
}
