import { MISSING_MAX, type TallyReply } from '../../data/wire/holding.wire.ts'
import type { Clock } from '../../flows/base/clock.ts'
import type { Sql } from '../db/pool.ts'
import type { Station } from '../stations/station.repo.ts'

/** A count with more holes than this is not kept: to look into each again would cost as much as counting anew. */
const KEPT_HOLES_MAX = 1_000

interface Counted {
  readonly missingCount: number
  readonly missing: readonly [number, number][] | null
  readonly lastSequence: number | null
  readonly lastHash: string | null
  /** How far it is counted now, and the holes up to there; `isNew` where that is not what was kept. */
  readonly countedTo: number
  readonly holes: string
  readonly holeCount: number
  readonly isNew: boolean
  /** Whether the head was reached. */
  readonly isWhole: boolean
}

/** A first count of a million packets walks the index for seconds: in steps of so many, each kept, so that whoever gave up waiting finds it further on. */
const STEP = 100_000
const ALL = 2 ** 52

/** Packets are never removed: what was there stays there, and a hole can only fill. So only what lies beyond the last count, and the holes known then, are looked at. */
const COUNT = `with last as (
    select sequence, hash from packet where station_id = $1 order by sequence desc limit 1
  ), kept as (
    select coalesce((select counted_to from station_tally where station_id = $1), 0) as counted_to,
      coalesce((select missing from station_tally where station_id = $1), '{}'::int8multirange) as missing
  ), near as (
    select p.sequence from packet p
    where p.station_id = $1 and p.sequence > (select counted_to from kept) and p.sequence <= $2 order by p.sequence limit $4
  ), reach as (
    select case when count(*) = $4 then max(sequence) else $2 end as head, count(*) < $4 as whole from near
  ), beyond as (
    select coalesce(range_agg(int8range(g.before + 1, g.sequence)) filter (where g.sequence > g.before + 1), '{}') as holes, max(g.sequence) as last
    from (
      select n.sequence, lag(n.sequence, 1, (select counted_to from kept)) over (order by n.sequence) as before from near n
    ) g
  ), filled as (
    select range_agg(f.present) as present from kept k, unnest(k.missing) as h, lateral (
      select range_agg(int8range(p.sequence, p.sequence + 1)) as present from packet p
      where p.station_id = $1 and p.sequence >= lower(h) and p.sequence < upper(h)
    ) f
  ), counted as (
    select k.counted_to as before, k.missing as missing_before,
      greatest(k.counted_to, least(r.head, coalesce((select sequence from last), 0))) as counted_to,
      k.missing - coalesce(f.present, '{}') + b.holes
        + int8multirange(int8range(coalesce(b.last, k.counted_to) + 1, greatest(k.counted_to, b.last, r.head) + 1)) as holes
    from kept k, beyond b, filled f, reach r
  ), told as (
    select *, holes * int8multirange(int8range(1, $2 + 1)) as missing, holes * int8multirange(int8range(1, counted_to + 1)) as holes_kept from counted
  )
  select (select coalesce(sum(upper(m) - lower(m)), 0)::bigint from unnest(missing) as m) as "missingCount",
    (select jsonb_agg(jsonb_build_array(lower(m), upper(m) - 1)) from (select m from unnest(missing) as m limit $3) as first) as missing,
    (select sequence from last) as "lastSequence", (select hash from last) as "lastHash",
    counted_to as "countedTo", holes_kept::text as holes, (select count(*) from unnest(holes_kept)) as "holeCount",
    counted_to > before or holes_kept <> missing_before as "isNew", (select whole from reach) as "isWhole"
  from told`

const KEEP = `insert into station_tally as t (station_id, counted_to, missing) values ($1, $2, $3)
  on conflict (station_id) do update set counted_to = excluded.counted_to, missing = excluded.missing
  where excluded.counted_to >= t.counted_to`

/**
 * GET /v1/tally: what central holds of this station up to `head`, counted, with the holes as ranges, at most MISSING_MAX of them. The first count of a station walks its whole
 * index; the later ones go on from there.
 */
export async function tally(
  parts: { readonly sql: Sql; readonly clock: Clock },
  { stationId }: Pick<Station, 'stationId'>,
  head: number,
): Promise<TallyReply> {
  let counted = await countOn(parts.sql, stationId, head, STEP)
  // A count that is not kept would begin at the same place for ever.
  while (!counted.isWhole) counted = await countOn(parts.sql, stationId, head, mayKeep(counted) ? STEP : ALL)
  return {
    packets: head - counted.missingCount,
    lastSequence: counted.lastSequence ?? 0,
    lastHash: counted.lastHash,
    missing: (counted.missing ?? []).map(([from, to]) => [from, to]),
    serverTimeMs: parts.clock.now(),
  }
}

async function countOn(sql: Sql, stationId: string, head: number, step: number): Promise<Counted> {
  const { rows } = await sql.query<Counted>({
    name: 'tally',
    text: COUNT,
    values: [stationId, head, MISSING_MAX, step],
  })
  const counted = rows[0]!
  if (counted.isNew && mayKeep(counted)) {
    await sql.query({ name: 'keep-tally', text: KEEP, values: [stationId, counted.countedTo, counted.holes] })
  }
  return counted
}

function mayKeep({ holeCount }: Counted): boolean {
  return holeCount <= KEPT_HOLES_MAX
}
