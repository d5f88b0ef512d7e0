import type { Sql } from '../db/pool.ts'

/**
 * Compares packets with their neighbours in the station's chain and writes down what does not fit: `gap` (the packet before is not here yet),
 * `fork` (two packets of one number), `broken-link` (previousHash is not the hash of the packet before). Nothing is refused for it. A gap that
 * fills is resolved: two batches in flight may arrive in any order. Gives the findings that are new.
 */
export async function checkChain(
  sql: Sql,
  packetIds: readonly string[],
  nowMs: number,
): Promise<readonly { stationId: string; sequence: number; kind: string }[]> {
  const { rows } = await sql.query<{ stationId: string; sequence: number; kind: string }>({
    name: 'check-chain',
    text: `with mine as (select station_id, sequence from packet where packet_id = any($1)),
      -- The packet behind mine looks back at it, so it is judged again.
      touched as (
        select distinct p.packet_id, p.station_id, p.sequence, p.previous_hash from packet p
        where (p.station_id, p.sequence) in (select station_id, sequence from mine union select station_id, sequence + 1 from mine)
      ),
      judged as (
        select t.station_id, t.sequence,
          t.sequence > 1 and not exists (select 1 from packet b where b.station_id = t.station_id and b.sequence = t.sequence - 1) as gap,
          exists (select 1 from packet o where o.station_id = t.station_id and o.sequence = t.sequence and o.packet_id <> t.packet_id) as fork,
          case when t.sequence = 1 then t.previous_hash is not null
            else exists (select 1 from packet b where b.station_id = t.station_id and b.sequence = t.sequence - 1)
              and not exists (select 1 from packet b where b.station_id = t.station_id and b.sequence = t.sequence - 1
                and b.hash = t.previous_hash) end as broken
        from touched t
      ),
      filled as (
        update chain_finding f set resolved_at_ms = $2 from judged j
        where f.kind = 'gap' and f.resolved_at_ms is null and not j.gap and f.station_id = j.station_id and f.sequence = j.sequence
      )
      insert into chain_finding (station_id, sequence, kind, found_at_ms)
      select distinct j.station_id, j.sequence, k.kind, $2::bigint from judged j
        cross join lateral (values ('gap', j.gap), ('fork', j.fork), ('broken-link', j.broken)) as k (kind, holds) where k.holds
      on conflict do nothing
      returning station_id as "stationId", sequence, kind`,
    values: [packetIds, nowMs],
  })
  return rows
}

/** Findings that stand, by kind. */
export async function countChainFindings(sql: Sql): Promise<Readonly<Record<'gap' | 'fork' | 'broken-link', number>>> {
  const { rows } = await sql.query<{ kind: 'gap' | 'fork' | 'broken-link'; count: number }>(
    'select kind, count(*) as count from chain_finding where resolved_at_ms is null group by kind',
  )
  const counts = { gap: 0, fork: 0, 'broken-link': 0 }
  for (const { kind, count } of rows) counts[kind] = count
  return counts
}
