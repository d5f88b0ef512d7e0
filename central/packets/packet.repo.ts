import type { PacketEnvelope } from '../../data/wire/packet.wire.ts'
import type { Sql } from '../db/pool.ts'

export interface PacketRow {
  readonly packetId: string
  readonly stationId: string
  readonly sequence: number
  readonly previousHash: string | null
  readonly hash: string
  readonly sealed: string
  readonly receivedAtMs: number
  /** The proof its citizen gave on coming back, and the station that took it; absent or null where nobody came back. */
  readonly returned?: ReturnProof | null
}

export interface ReturnProof {
  readonly proof: string
  readonly stationId: string
  readonly stationKind: 'self-service' | 'assisted'
}

/** A batch that waits for decisions. */
export interface Intake {
  readonly intakeId: string
  /** How many packets it brought. */
  readonly size: number
}

/** A batch as it is written. */
export interface IntakeBatch {
  readonly intakeId: string
  readonly stationId: string
  readonly receivedAtMs: number
  readonly packets: readonly PacketEnvelope[]
}

/**
 * Writes a batch and the row that says it waits for decisions, in one statement. Gives how many are new; the others were there before.
 * Sealed texts travel joined by blanks (base64url and dots hold none): as an array every one of them would be quoted and unquoted.
 */
export async function insertPackets(sql: Sql, batch: IntakeBatch): Promise<number> {
  const packets = batch.packets.toSorted(byId)
  const { rows } = await sql.query<{ fresh: number }>({
    name: 'insert-packets',
    text: `with fresh as (
        insert into packet (packet_id, station_id, sequence, previous_hash, hash, sealed, received_at_ms)
        select t.packet_id, $2, t.sequence, nullif(t.previous_hash, '-'), t.hash, t.sealed, $3
        from unnest(string_to_array($4, ' ')::uuid[], string_to_array($5, ' ')::bigint[], string_to_array($6, ' '),
          string_to_array($7, ' '), string_to_array($8, ' ')) as t (packet_id, sequence, previous_hash, hash, sealed)
        on conflict (packet_id) do nothing returning packet_id
      ), waiting as (
        insert into intake (intake_id, station_id, packet_ids, received_at_ms)
        select $1, $2, array_agg(packet_id), $3 from fresh having count(*) > 0
      )
      select count(*) as fresh from fresh`,
    values: [
      batch.intakeId,
      batch.stationId,
      batch.receivedAtMs,
      packets.map((packet) => packet.packetId).join(' '),
      packets.map((packet) => packet.sequence).join(' '),
      packets.map((packet) => packet.previousHash ?? '-').join(' '),
      packets.map((packet) => packet.hash).join(' '),
      packets.map((packet) => packet.sealed).join(' '),
    ],
  })
  return rows[0]?.fresh ?? 0
}

/** The same for several batches at once, none of which holds a packet of another. Gives how many are new of each, in their order. */
export async function insertBatches(sql: Sql, batches: readonly IntakeBatch[]): Promise<readonly number[]> {
  const rows = batches
    .flatMap(({ packets, ...batch }) => packets.map((packet) => ({ ...batch, packet })))
    .sort((a, b) => byId(a.packet, b.packet))
  const joined = (read: (row: (typeof rows)[number]) => string | number) => rows.map(read).join(' ')
  const found = await sql.query<{ intakeId: string; fresh: number }>({
    name: 'insert-batches',
    text: `with fresh as (
        insert into packet (packet_id, station_id, sequence, previous_hash, hash, sealed, received_at_ms)
        select t.packet_id, t.station_id, t.sequence, nullif(t.previous_hash, '-'), t.hash, t.sealed, t.received_at_ms
        from unnest(string_to_array($1, ' ')::uuid[], string_to_array($2, ' ')::uuid[], string_to_array($4, ' ')::bigint[],
          string_to_array($5, ' ')::bigint[], string_to_array($6, ' '), string_to_array($7, ' '), string_to_array($8, ' '))
          as t (packet_id, station_id, received_at_ms, sequence, previous_hash, hash, sealed)
        on conflict (packet_id) do nothing returning packet_id
      ), taken as (
        select s.intake_id, s.station_id, s.received_at_ms, array_agg(s.packet_id) as packet_ids
        from unnest(string_to_array($1, ' ')::uuid[], string_to_array($2, ' ')::uuid[], string_to_array($3, ' ')::uuid[], string_to_array($4, ' ')::bigint[])
          as s (packet_id, station_id, intake_id, received_at_ms) join fresh using (packet_id)
        group by s.intake_id, s.station_id, s.received_at_ms
      ), waiting as (
        insert into intake (intake_id, station_id, packet_ids, received_at_ms) select intake_id, station_id, packet_ids, received_at_ms from taken
      )
      select intake_id as "intakeId", cardinality(packet_ids) as fresh from taken`,
    values: [
      joined(({ packet }) => packet.packetId),
      joined(({ stationId }) => stationId),
      joined(({ intakeId }) => intakeId),
      joined(({ receivedAtMs }) => receivedAtMs),
      joined(({ packet }) => packet.sequence),
      joined(({ packet }) => packet.previousHash ?? '-'),
      joined(({ packet }) => packet.hash),
      joined(({ packet }) => packet.sealed),
    ],
  })
  const fresh = new Map(found.rows.map((row) => [row.intakeId, row.fresh]))
  return batches.map(({ intakeId }) => fresh.get(intakeId) ?? 0)
}

/** In one order everywhere: two statements that hold the same packets would wait for each other. */
function byId(a: PacketEnvelope, b: PacketEnvelope): number {
  return a.packetId < b.packetId ? -1 : 1
}

/** Station and hash of packets that are there, by id. */
export async function findHashes(
  sql: Sql,
  packetIds: readonly string[],
): Promise<ReadonlyMap<string, { readonly stationId: string; readonly hash: string }>> {
  const { rows } = await sql.query<{ packetId: string; stationId: string; hash: string }>(
    'select packet_id as "packetId", station_id as "stationId", hash from packet where packet_id = any($1)',
    [packetIds],
  )
  return new Map(rows.map((row) => [row.packetId, row]))
}

/** Writes down that a station sent other content under an id that is taken. */
export async function insertConflict(
  sql: Sql,
  conflict: { packetId: string; stationId: string; hash: string; atMs: number },
): Promise<void> {
  await sql.query(
    'insert into packet_conflict (packet_id, station_id, hash, at_ms) values ($1, $2, $3, $4) on conflict do nothing',
    [conflict.packetId, conflict.stationId, conflict.hash, conflict.atMs],
  )
}

const UNDECIDED = `not exists (select 1 from packet_decision d where d.packet_id = p.packet_id)`
/** A packet that waited is to be decided again once its citizen has come back. */
const TO_DECIDE = `not exists (select 1 from packet_decision d where d.packet_id = p.packet_id
    and (d.state <> 'waiting-for-citizen' or r.packet_id is null))`

/** The station of a batch that is not settled and all its packets; null for one that is. */
export async function openIntake(
  sql: Sql,
  intakeId: string,
): Promise<{ readonly stationId: string; readonly packetIds: readonly string[] } | null> {
  const { rows } = await sql.query<{ stationId: string; packetIds: readonly string[] }>(
    'select station_id as "stationId", packet_ids as "packetIds" from intake where intake_id = $1 and settled_at_ms is null',
    [intakeId],
  )
  return rows[0] ?? null
}

/** Ids of the batch's packets that have no decision and do not wait for a later try. */
export async function undecidedOfIntake(sql: Sql, intakeId: string): Promise<readonly string[]> {
  const { rows } = await sql.query<{ packetId: string }>(
    `select p.packet_id as "packetId" from intake i, unnest(i.packet_ids) as p (packet_id)
     where i.intake_id = $1 and i.settled_at_ms is null and ${UNDECIDED}
       and not exists (select 1 from packet_wait w where w.packet_id = p.packet_id)`,
    [intakeId],
  )
  return rows.map((row) => row.packetId)
}

/** One packet to verify, or null when it is decided already, or waits for a citizen who has not come back. */
export async function findUndecided(sql: Sql, packetId: string): Promise<PacketRow | null> {
  const { rows } = await sql.query<PacketRow>({
    name: 'find-undecided',
    text: `select packet_id as "packetId", p.station_id as "stationId", sequence, previous_hash as "previousHash", hash, sealed,
        received_at_ms as "receivedAtMs", case when r.packet_id is not null then jsonb_build_object('proof', r.proof,
          'stationId', r.station_id, 'stationKind', (select kind from station s where s.station_id = r.station_id)) end as returned
      from packet p left join return_proof r using (packet_id) where packet_id = $1 and ${TO_DECIDE}`,
    values: [packetId],
  })
  return rows[0] ?? null
}

/** The batch needs no more looking after: every packet is decided or waits for a later try. */
export async function settleIntake(sql: Sql, intakeId: string, nowMs: number): Promise<void> {
  await sql.query('update intake set settled_at_ms = $2 where intake_id = $1 and settled_at_ms is null', [
    intakeId,
    nowMs,
  ])
}

/** Batches not settled and older than the given moment: their job was lost, or failed for good. */
export async function openIntakes(sql: Sql, before: number, limit: number): Promise<readonly Intake[]> {
  const { rows } = await sql.query<Intake>(
    `select intake_id as "intakeId", cardinality(packet_ids) as size from intake where settled_at_ms is null and received_at_ms <= $1
     order by received_at_ms limit $2`,
    [before, limit],
  )
  return rows
}

/** Counts by state, for the administrator. */
export async function countPackets(sql: Sql): Promise<Readonly<Record<string, number>>> {
  const { rows } = await sql.query<Record<string, number>>(
    `select (select count(*) from packet) as total,
      (select count(*) from packet_wait) as verifying,
      (select count(*) from packet_decision where state = 'accepted') as accepted,
      (select count(*) from packet_decision where state = 'refused') as refused,
      (select count(*) from packet_decision d where state = 'waiting-for-citizen' and not exists (select 1
        from packet_decision f where f.packet_id = d.packet_id and f.state <> 'waiting-for-citizen')
        and not exists (select 1 from packet_wait w where w.packet_id = d.packet_id)) as "waiting-for-citizen",
      (select count(*) from packet_conflict) as conflicts`,
  )
  const counts = rows[0]!
  const decided = counts.accepted! + counts.refused! + counts['waiting-for-citizen']!
  return { received: counts.total! - decided - counts.verifying!, ...counts }
}
