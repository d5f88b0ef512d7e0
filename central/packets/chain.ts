import type { FindingKind } from '../../data/wire/holding.wire.ts'
import type { Database, Sql } from '../db/pool.ts'

/** First half of the advisory locks on a station's chain: "chai" in ASCII. The second is the station. */
const CHAIN_LOCK = 0x63686169

/**
 * Compares packets of one station with their neighbours in its chain and writes down what does not fit: `gap` (the packet before is not here yet),
 * `fork` (two packets of one number: a restored old disk), `broken-link` (previousHash is not the hash of the packet before). Nothing is refused for it. A gap that fills is
 * resolved, and told again: two batches in flight may arrive in any order. Gives the findings that are new.
 */
export async function checkChain(
  database: Database,
  stationId: string,
  packetIds: readonly string[],
  nowMs: number,
): Promise<readonly { sequence: number; kind: FindingKind }[]> {
  return database.transaction(async (sql) => {
    await lockChain(sql, stationId)
    const { rows } = await sql.query<{ sequence: number; kind: FindingKind; fresh: boolean }>({
      name: 'check-chain',
      text: `with mine as (select sequence from packet where station_id = $3 and packet_id = any($1)),
        -- The packet behind mine looks back at it, so it is judged again.
        touched as (
          select distinct p.packet_id, p.sequence, p.previous_hash from packet p
          where p.station_id = $3 and p.sequence in (select sequence from mine union select sequence + 1 from mine)
        ),
        judged as (
          select t.sequence,
            t.sequence > 1 and not exists (select 1 from packet b where b.station_id = $3 and b.sequence = t.sequence - 1) as gap,
            exists (select 1 from packet o where o.station_id = $3 and o.sequence = t.sequence and o.packet_id <> t.packet_id) as fork,
            case when t.sequence = 1 then t.previous_hash is not null
              else exists (select 1 from packet b where b.station_id = $3 and b.sequence = t.sequence - 1)
                and not exists (select 1 from packet b where b.station_id = $3 and b.sequence = t.sequence - 1
                  and b.hash = t.previous_hash) end as broken
          from touched t
        ),
        standing as (
          select distinct j.sequence, k.kind from judged j
            cross join lateral (values ('gap', j.gap), ('fork', j.fork), ('broken-link', j.broken)) as k (kind, holds) where k.holds
        ),
        changed as (
          select s.sequence, s.kind, true as fresh from standing s where not exists (
            select 1 from station_finding f where f.station_id = $3 and f.kind = s.kind and f.sequence = s.sequence and f.about = '')
          union all
          select f.sequence, f.kind, false from station_finding f where f.station_id = $3 and f.kind = 'gap' and f.about = ''
            and f.resolved_at_ms is null and exists (select 1 from judged j where j.sequence = f.sequence and not j.gap)
        ),
        next as (
          insert into finding_cursor (station_id, last) select $3, count(*) from changed having count(*) > 0
          on conflict (station_id) do update set last = finding_cursor.last + excluded.last returning last
        ),
        numbered as (
          select c.*, n.last - (select count(*) from changed) + row_number() over (order by c.sequence, c.kind) as cursor from changed c, next n
        ),
        filled as (
          update station_finding f set resolved_at_ms = $2, cursor = n.cursor from numbered n
          where not n.fresh and f.station_id = $3 and f.kind = n.kind and f.sequence = n.sequence and f.about = ''
        ),
        written as (
          insert into station_finding (station_id, kind, sequence, cursor, found_at_ms)
          select $3, n.kind, n.sequence, n.cursor, $2::bigint from numbered n where n.fresh
        )
        select sequence, kind, fresh from numbered`,
      values: [packetIds, nowMs, stationId],
    })
    return rows.filter(({ fresh }) => fresh).map(({ sequence, kind }) => ({ sequence, kind }))
  })
}

/**
 * One central at a time judges a station's chain: two that look at once would each miss what the other is just writing. Whoever waited looks after the other committed. The lock
 * ends with the transaction and writes nothing.
 */
export async function lockChain(sql: Sql, stationId: string): Promise<void> {
  await sql.query({
    name: 'lock-chain',
    text: 'select pg_advisory_xact_lock($1, hashtext($2))',
    values: [CHAIN_LOCK, stationId],
  })
}
