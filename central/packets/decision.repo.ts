import type { FaultCode } from '../../flows/base/fault-codes.ts'
import type { Ial } from '../../flows/base/terms.ts'
import type { Sql } from '../db/pool.ts'

export type DecisionState = 'accepted' | 'refused' | 'waiting-for-citizen'

export interface NewDecision {
  readonly packetId: string
  readonly stationId: string
  readonly state: DecisionState
  readonly ial: Ial | null
  /** An account that was there has this level now. */
  readonly raised: boolean
  readonly reason: FaultCode | null
  readonly carrier: string | null
  readonly atMs: number
  /** When the packet was made, as its station says; absent or null where nobody could read it. */
  readonly time?: { readonly sequence: number; readonly atMs: number; readonly proven: boolean } | null
}

export interface DecisionRow extends NewDecision {
  readonly cursor: number
  readonly hash: string
  /** Until when the citizen is waited for; null where the decision is another. */
  readonly expiresAtMs: number | null
}

/** Locks the packet for one decision at a time. False when it is decided, finally or for as long as its citizen has not come back. */
export async function lockUndecided(sql: Sql, packetId: string): Promise<boolean> {
  await sql.query('select 1 from packet where packet_id = $1 for no key update', [packetId])
  const { rowCount } = await sql.query(
    `select 1 from packet_decision d where d.packet_id = $1 and (d.state <> 'waiting-for-citizen'
       or not exists (select 1 from return_proof r where r.packet_id = d.packet_id))`,
    [packetId],
  )
  return rowCount === 0
}

/**
 * Writes the decision under the station's next cursor. The cursor's row stays locked until the transaction commits: decisions of one station become
 * visible in the order of their cursors, without holes. Taken last, so that nothing is waited for while holding it.
 */
export async function insertDecision(sql: Sql, decision: NewDecision): Promise<void> {
  await sql.query({
    name: 'insert-decision',
    text: `with next as (
        insert into decision_cursor (station_id, last) values ($1, 1)
        on conflict (station_id) do update set last = decision_cursor.last + 1 returning last
      ), over as (delete from packet_wait where packet_id = $2
      ), timed as (
        insert into packet_time (station_id, sequence, packet_id, made_at_ms, proven) select $1, $9, $2, $10, $11 where $9::bigint is not null
        on conflict do nothing
      )
      insert into packet_decision (station_id, cursor, packet_id, state, ial, reason, carrier, at_ms, raised)
      select $1, last, $2, $3, $4, $5, $6, $7, $8 from next`,
    values: [
      decision.stationId,
      decision.packetId,
      decision.state,
      decision.ial,
      decision.reason,
      decision.carrier,
      decision.atMs,
      decision.raised,
      decision.time?.sequence ?? null,
      decision.time?.atMs ?? null,
      decision.time?.proven ?? null,
    ],
  })
}

/** A station's decisions after a cursor, oldest first. */
export async function decisionsAfter(
  sql: Sql,
  stationId: string,
  after: number,
  limit: number,
): Promise<readonly DecisionRow[]> {
  const { rows } = await sql.query<DecisionRow>({
    name: 'decisions-after',
    text: `select d.station_id as "stationId", d.cursor, d.packet_id as "packetId", d.state, d.ial, d.raised, d.reason, d.carrier, d.at_ms as "atMs",
        p.hash, case when d.state = 'waiting-for-citizen' then w.expires_at_ms end as "expiresAtMs"
      from packet_decision d join packet p using (packet_id) left join citizen_wait w using (packet_id)
      where d.station_id = $1 and d.cursor > $2 order by d.cursor limit $3`,
    values: [stationId, after, limit],
  })
  return rows
}

/** What a packet of this station that is being verified waits for; null when it waits for nothing. */
export async function waitOf(
  sql: Sql,
  stationId: string,
  packetId: string,
): Promise<{ readonly hash: string; readonly reason: FaultCode } | null> {
  const { rows } = await sql.query<{ hash: string; reason: FaultCode }>({
    name: 'wait-of',
    text: 'select p.hash, w.reason from packet_wait w join packet p using (packet_id) where w.packet_id = $1 and p.station_id = $2',
    values: [packetId, stationId],
  })
  return rows[0] ?? null
}

/** Spends the proof on the packet. False when another packet has it. */
export async function spendProof(sql: Sql, challengeId: string, packetId: string, atMs: number): Promise<boolean> {
  const { rows } = await sql.query<{ packetId: string }>(
    `insert into otp_proof_use (challenge_id, packet_id, used_at_ms) values ($1, $2, $3)
     on conflict (challenge_id) do update set packet_id = otp_proof_use.packet_id returning packet_id as "packetId"`,
    [challengeId, packetId, atMs],
  )
  return rows[0]?.packetId === packetId
}

/** Puts the packet off; gives how often it was tried by now. */
export async function putOff(
  sql: Sql,
  wait: { packetId: string; reason: FaultCode; nextTryAtMs: (tries: number) => number },
): Promise<{ tries: number; nextTryAtMs: number }> {
  const { rows } = await sql.query<{ tries: number }>('select tries from packet_wait where packet_id = $1 for update', [
    wait.packetId,
  ])
  const tries = (rows[0]?.tries ?? 0) + 1
  const nextTryAtMs = wait.nextTryAtMs(tries)
  await sql.query(
    `insert into packet_wait (packet_id, reason, tries, next_try_at_ms) values ($1, $2, $3, $4)
     on conflict (packet_id) do update set reason = $2, tries = $3, next_try_at_ms = $4`,
    [wait.packetId, wait.reason, tries, nextTryAtMs],
  )
  return { tries, nextTryAtMs }
}

/** Puts off what is left undecided of a batch, without having tried, for the reason that the batch met last. */
export async function putOffRest(sql: Sql, intakeId: string, nextTryAtMs: number): Promise<void> {
  await sql.query(
    `insert into packet_wait (packet_id, reason, tries, next_try_at_ms)
     select p.packet_id, met.reason, 0, $2 from intake i, unnest(i.packet_ids) as p (packet_id),
       lateral (select reason from packet_wait w where w.packet_id = any(i.packet_ids) order by next_try_at_ms desc limit 1) as met
     where i.intake_id = $1 and not exists (select 1 from packet_decision d where d.packet_id = p.packet_id)
     on conflict do nothing`,
    [intakeId, nextTryAtMs],
  )
}

/** A packet whose next try was due, and its station. */
export interface DuePacket {
  readonly packetId: string
  readonly stationId: string
}

/**
 * Takes packets whose next try is due for this process alone: nobody else finds them due before `leasedUntilMs`. A process that dies with them leaves them due again then.
 */
export async function takeDue(
  sql: Sql,
  nowMs: number,
  leasedUntilMs: number,
  limit: number,
): Promise<readonly DuePacket[]> {
  const { rows } = await sql.query<DuePacket>(
    `with due as (
        select packet_id from packet_wait where next_try_at_ms <= $1 order by next_try_at_ms limit $3 for update skip locked
      )
      update packet_wait w set next_try_at_ms = $2 from due join packet p using (packet_id) where w.packet_id = due.packet_id
      returning w.packet_id as "packetId", p.station_id as "stationId"`,
    [nowMs, leasedUntilMs, limit],
  )
  return rows
}

/** Gives back what was taken and not tried: due at `atMs`. What was put off or decided meanwhile has another time, or no row. */
export async function giveBack(
  sql: Sql,
  packetIds: readonly string[],
  leasedUntilMs: number,
  atMs: number,
): Promise<void> {
  await sql.query('update packet_wait set next_try_at_ms = $3 where packet_id = any($1) and next_try_at_ms = $2', [
    packetIds,
    leasedUntilMs,
    atMs,
  ])
}

/** When the next try comes due; null when nothing waits. */
export async function nextDueAt(sql: Sql): Promise<number | null> {
  const { rows } = await sql.query<{ at: number | null }>('select min(next_try_at_ms) as at from packet_wait')
  return rows[0]?.at ?? null
}
