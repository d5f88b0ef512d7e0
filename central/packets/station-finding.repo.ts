import type { FindingKind } from '../../data/wire/holding.wire.ts'
import type { Sql } from '../db/pool.ts'

/** Facts that are no personal data. */
export type FindingDetails = Readonly<Record<string, string | number | boolean | null>>

export interface NewStationFinding {
  readonly stationId: string
  readonly kind: FindingKind
  /** In this station's chain; 0 where it belongs to no packet. */
  readonly sequence: number
  /** What tells it from another of its kind at the same sequence. */
  readonly about: string
  readonly details: FindingDetails
}

export interface StationFindingRow {
  readonly stationId: string
  readonly cursor: number
  readonly kind: FindingKind
  readonly sequence: number
  readonly foundAtMs: number
  readonly resolvedAtMs: number | null
  readonly details: FindingDetails
}

/** Most findings of one answer to the administrator. */
const LIST_MAX = 1_000

/**
 * Writes findings under their station's next cursors; one that stands already stays as it is. The cursor's row stays locked until the transaction commits, so that a reader
 * skips none; of several stations the rows are locked in one order. Gives how many are new.
 */
export async function writeFindings(sql: Sql, findings: readonly NewStationFinding[], atMs: number): Promise<number> {
  const ordered = [...findings].sort((a, b) => (a.stationId < b.stationId ? -1 : a.stationId > b.stationId ? 1 : 0))
  let written = 0
  for (const { stationId, kind, sequence, about, details } of ordered) {
    const { rowCount } = await sql.query({
      name: 'write-finding',
      text: `with fresh as (
          select 1 where not exists (select 1 from station_finding where station_id = $1 and kind = $2 and sequence = $3 and about = $4)
        ), next as (
          insert into finding_cursor (station_id, last) select $1, 1 from fresh
          on conflict (station_id) do update set last = finding_cursor.last + 1 returning last
        )
        insert into station_finding (station_id, kind, sequence, about, cursor, found_at_ms, details)
        select $1, $2, $3, $4, last, $5, $6 from next on conflict do nothing`,
      values: [stationId, kind, sequence, about, atMs, JSON.stringify(details)],
    })
    written += rowCount ?? 0
  }
  return written
}

const COLUMNS = `f.station_id as "stationId", f.cursor, f.kind, f.sequence, f.found_at_ms as "foundAtMs", f.resolved_at_ms as "resolvedAtMs", f.details`

/** A station's findings after a cursor, oldest first. */
export async function findingsAfter(
  sql: Sql,
  stationId: string,
  after: number,
  limit: number,
): Promise<readonly StationFindingRow[]> {
  const { rows } = await sql.query<StationFindingRow>({
    name: 'findings-after',
    text: `select ${COLUMNS} from station_finding f where f.station_id = $1 and f.cursor > $2 order by f.cursor limit $3`,
    values: [stationId, after, limit],
  })
  return rows
}

/** For the administrator: newest first, at most LIST_MAX. Null takes all of that side. */
export async function listFindings(
  sql: Sql,
  filter: { readonly stationNumber: number | null; readonly kind: FindingKind | null; readonly open: boolean | null },
): Promise<readonly (StationFindingRow & { readonly stationNumber: number })[]> {
  const { rows } = await sql.query<StationFindingRow & { stationNumber: number }>(
    `select ${COLUMNS}, s.station_number as "stationNumber" from station_finding f join station s using (station_id)
     where ($1::integer is null or s.station_number = $1) and ($2::text is null or f.kind = $2)
       and ($3::boolean is null or $3 = (f.resolved_at_ms is null))
     order by f.found_at_ms desc, f.station_id, f.cursor desc limit ${LIST_MAX}`,
    [filter.stationNumber, filter.kind, filter.open],
  )
  return rows
}

/** Findings that stand, by kind. */
export async function countFindings(sql: Sql): Promise<Readonly<Partial<Record<FindingKind, number>>>> {
  const { rows } = await sql.query<{ kind: FindingKind; count: number }>(
    'select kind, count(*) as count from station_finding where resolved_at_ms is null group by kind',
  )
  return Object.fromEntries(rows.map(({ kind, count }) => [kind, count]))
}
