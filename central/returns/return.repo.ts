import type { FaultCode } from '../../flows/base/fault-codes.ts'
import type { Ial } from '../../flows/base/terms.ts'
import type { Sql } from '../db/pool.ts'
import type { PacketRow } from '../packets/packet.repo.ts'

/** What a receipt says in print: the station's number and the packet's sequence there. */
export interface PrintedNumber {
  readonly stationNumber: number
  readonly sequence: number
}

/** A packet and where it stands, for somebody who comes back with its receipt. */
export interface ReturnRow extends PacketRow {
  /** The final decision; null while there is none. */
  readonly decided: 'accepted' | 'refused' | null
  readonly ial: Ial | null
  readonly reason: FaultCode | null
  readonly carrier: string | null
  /** Null where the citizen is not waited for. */
  readonly expiresAtMs: number | null
  /** A proof was taken already, and central looks at it. */
  readonly isProved: boolean
  /** What a packet that is being verified waits for. */
  readonly waitsFor: FaultCode | null
}

const ROW = `select p.packet_id as "packetId", p.station_id as "stationId", p.sequence, p.previous_hash as "previousHash", p.hash, p.sealed,
    p.received_at_ms as "receivedAtMs", f.state as decided, f.ial, f.reason, f.carrier, w.expires_at_ms as "expiresAtMs",
    r.packet_id is not null as "isProved", v.reason as "waitsFor"
  from packet p
    left join packet_decision f on f.packet_id = p.packet_id and f.state <> 'waiting-for-citizen'
    left join citizen_wait w on w.packet_id = p.packet_id and w.ended_at_ms is null
    left join return_proof r on r.packet_id = p.packet_id
    left join packet_wait v on v.packet_id = p.packet_id`

/** The packet of this id; null when central does not have it. */
export async function findReturn(sql: Sql, packetId: string): Promise<ReturnRow | null> {
  const { rows } = await sql.query<ReturnRow>(`${ROW} where p.packet_id = $1`, [packetId])
  return rows[0] ?? null
}

/** The packets under a printed number, newest first: two where a restored disk gave the number out again (packet ids are told apart, numbers are not). */
export async function findReturnsByNumber(sql: Sql, printed: PrintedNumber): Promise<readonly ReturnRow[]> {
  const { rows } = await sql.query<ReturnRow>(
    `${ROW} where p.station_id = (select station_id from station where station_number = $1) and p.sequence = $2
     order by p.received_at_ms desc limit 3`,
    [printed.stationNumber, printed.sequence],
  )
  return rows
}

/** The number of a station as it is printed on receipts. */
export async function stationNumberOf(sql: Sql, stationId: string): Promise<number | null> {
  const { rows } = await sql.query<{ stationNumber: number }>(
    'select station_number as "stationNumber" from station where station_id = $1',
    [stationId],
  )
  return rows[0]?.stationNumber ?? null
}

/** Notes until when the citizen of this packet is waited for; a wait that stands is not made longer. */
export async function insertWait(
  sql: Sql,
  wait: { packetId: string; stationId: string; sinceMs: number; expiresAtMs: number },
): Promise<void> {
  await sql.query(
    `insert into citizen_wait (packet_id, station_id, since_ms, expires_at_ms) values ($1, $2, $3, $4) on conflict do nothing`,
    [wait.packetId, wait.stationId, wait.sinceMs, wait.expiresAtMs],
  )
}

/** The citizen is waited for no more. */
export async function endWait(sql: Sql, packetId: string, atMs: number): Promise<void> {
  await sql.query('update citizen_wait set ended_at_ms = $2 where packet_id = $1 and ended_at_ms is null', [
    packetId,
    atMs,
  ])
}

/**
 * Locks the packet and says how its wait stands: `open`, `expired`, `proved` (a proof was taken), or `over` (decided, or never waited). Whoever holds the lock is alone with it
 * until the transaction ends, in whatever central process.
 */
export async function lockWait(
  sql: Sql,
  packetId: string,
  nowMs: number,
): Promise<'open' | 'expired' | 'proved' | 'over'> {
  await sql.query('select 1 from packet where packet_id = $1 for no key update', [packetId])
  // Asked after the lock is held: what another process wrote meanwhile counts.
  const row = await findReturn(sql, packetId)
  if (!row || row.decided !== null || row.expiresAtMs === null) return 'over'
  if (row.isProved) return 'proved'
  return row.expiresAtMs <= nowMs ? 'expired' : 'open'
}

/** Keeps the proof. The packet is due to be looked at again from `lookAtMs` on, should the process that took it die before it has. */
export async function insertProof(
  sql: Sql,
  proof: {
    packetId: string
    stationId: string
    challengeId: string
    proof: string
    atMs: number
    lookAtMs: number
  },
): Promise<void> {
  await sql.query(
    'insert into return_proof (packet_id, station_id, challenge_id, proof, at_ms) values ($1, $2, $3, $4, $5)',
    [proof.packetId, proof.stationId, proof.challengeId, proof.proof, proof.atMs],
  )
  await sql.query(
    `insert into packet_wait (packet_id, reason, tries, next_try_at_ms) values ($1, 'OTP_DEFERRED', 0, $2) on conflict do nothing`,
    [proof.packetId, proof.lookAtMs],
  )
}

/** The request a code was sent for, and its phone; null when it is not this station's or has been tidied away. */
export async function challengeRequest(
  sql: Sql,
  challengeId: string,
  stationId: string,
): Promise<{ readonly requestId: string; readonly phone: string } | null> {
  const { rows } = await sql.query<{ requestId: string; phone: string }>(
    'select request_id as "requestId", phone from otp_challenge where challenge_id = $1 and station_id = $2',
    [challengeId, stationId],
  )
  return rows[0] ?? null
}

/** Packets nobody came back for, the longest overdue first. */
export async function expiredWaits(sql: Sql, nowMs: number, limit: number): Promise<readonly string[]> {
  const { rows } = await sql.query<{ packetId: string }>(
    `select w.packet_id as "packetId" from citizen_wait w where w.ended_at_ms is null and w.expires_at_ms <= $1
       and not exists (select 1 from return_proof r where r.packet_id = w.packet_id)
     order by w.expires_at_ms limit $2`,
    [nowMs, limit],
  )
  return rows.map((row) => row.packetId)
}

export interface CallBackRow extends PacketRow {
  readonly sinceMs: number
  readonly expiresAtMs: number
}

/** The packets of a station whose citizens must come back, soonest expiry first. */
export async function callBacksOf(
  sql: Sql,
  stationId: string,
  nowMs: number,
  limit: number,
): Promise<readonly CallBackRow[]> {
  const { rows } = await sql.query<CallBackRow>(
    `select p.packet_id as "packetId", p.station_id as "stationId", p.sequence, p.previous_hash as "previousHash", p.hash, p.sealed,
       p.received_at_ms as "receivedAtMs", w.since_ms as "sinceMs", w.expires_at_ms as "expiresAtMs"
     from citizen_wait w join packet p using (packet_id)
     where w.station_id = $1 and w.ended_at_ms is null and w.expires_at_ms > $2
       and not exists (select 1 from return_proof r where r.packet_id = w.packet_id)
     order by w.expires_at_ms, p.sequence limit $3`,
    [stationId, nowMs, limit],
  )
  return rows
}
