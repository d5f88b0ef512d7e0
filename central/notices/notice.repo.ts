import type { Sql } from '../db/pool.ts'

/** Receipts come hours late at times, and are kept as long (housekeeping.ts). */
const REPORT_WITHIN_MS = 3 * 86_400_000
/** Final states of a message that nobody read (SMPP 3.4 appendix B). */
const LOST_STATS = ['UNDELIV', 'EXPIRED', 'DELETED', 'REJECTD']

/** Within the transaction of the decision. A repeat changes nothing. */
export async function insertNotice(
  sql: Sql,
  notice: { readonly packetId: string; readonly phone: string; readonly place: string; readonly atMs: number },
): Promise<void> {
  await sql.query(
    `insert into subscriber_notice (packet_id, phone, place, since_ms, next_try_at_ms) values ($1, $2, $3, $4, $4)
     on conflict do nothing`,
    [notice.packetId, notice.phone, notice.place, notice.atMs],
  )
}

/** A try that this process alone makes. */
export interface NoticeTry {
  readonly packetId: string
  readonly phone: string
  readonly place: string
  readonly sinceMs: number
  /** Which try it is, from 1: an answer to an earlier one no longer counts. */
  readonly tries: number
}

/** Takes what is due for this process until `leasedUntilMs`. One that dies with them leaves them due again then. */
export async function takeDueNotices(
  sql: Sql,
  nowMs: number,
  leasedUntilMs: number,
  limit: number,
): Promise<readonly NoticeTry[]> {
  const { rows } = await sql.query<NoticeTry>(
    `update subscriber_notice set tries = tries + 1, tried_at_ms = $1, next_try_at_ms = $2 where packet_id in (
       select packet_id from subscriber_notice where state = 'due' and next_try_at_ms <= $1
       order by next_try_at_ms limit $3 for update skip locked
     ) returning packet_id as "packetId", phone, place, since_ms as "sinceMs", tries`,
    [nowMs, leasedUntilMs, limit],
  )
  return rows
}

type OfTry = Pick<NoticeTry, 'packetId' | 'tries'>

/** The centre took it, under these spellings of its message id. */
export async function noteSent(sql: Sql, { packetId, tries }: OfTry, messageKeys: readonly string[]): Promise<void> {
  await sql.query(
    `update subscriber_notice set state = 'sent', phone = null, reason = null, message_keys = $3
     where packet_id = $1 and tries = $2 and state = 'due'`,
    [packetId, tries, messageKeys.length === 0 ? null : messageKeys],
  )
}

export async function noteNextTry(
  sql: Sql,
  { packetId, tries }: OfTry,
  next: { readonly atMs: number; readonly reason: string },
): Promise<void> {
  await sql.query(
    `update subscriber_notice set next_try_at_ms = $3, reason = $4 where packet_id = $1 and tries = $2 and state = 'due'`,
    [packetId, tries, next.atMs, next.reason],
  )
}

/** A packet whose subscriber was not told. */
export interface Untold {
  readonly stationId: string
  readonly sequence: number
  readonly packetId: string
  readonly reason: string
}

const UNTOLD = 'p.station_id as "stationId", p.sequence, p.packet_id as "packetId", n.reason'

/** Ends the trying; gives nothing where another try is under way. */
export async function noteFailed(sql: Sql, { packetId, tries }: OfTry, reason: string): Promise<readonly Untold[]> {
  const { rows } = await sql.query<Untold>(
    `update subscriber_notice n set state = 'failed', phone = null, reason = $3 from packet p
     where n.packet_id = $1 and p.packet_id = n.packet_id and n.tries = $2 and n.state = 'due' returning ${UNTOLD}`,
    [packetId, tries, reason],
  )
  return rows
}

/** Compares what was sent with the carriers' reports of delivery; gives what a report says nobody read. */
export async function noteReports(sql: Sql, nowMs: number): Promise<readonly Untold[]> {
  await sql.query(
    `update subscriber_notice n set message_keys = null where n.message_keys is not null and (n.tried_at_ms < $1
       or exists (select 1 from sms_receipt r where r.message_keys && n.message_keys and r.received_at_ms >= n.tried_at_ms and r.stat = 'DELIVRD'))`,
    [nowMs - REPORT_WITHIN_MS],
  )
  const { rows } = await sql.query<Untold>(
    `update subscriber_notice n set state = 'failed', message_keys = null, reason = r.stat from packet p, sms_receipt r
     where p.packet_id = n.packet_id and r.message_keys && n.message_keys and r.received_at_ms >= n.tried_at_ms and r.stat = any($1)
     returning ${UNTOLD}`,
    [LOST_STATS],
  )
  return rows
}

/** For the administrator: notices that are still to be told, and those that were not delivered. */
export async function countNotices(
  sql: Sql,
): Promise<{ readonly 'notices-due': number; readonly 'notices-not-delivered': number }> {
  const { rows } = await sql.query<{ due: number; failed: number }>(
    `select (select count(*) from subscriber_notice where state = 'due') as due,
      (select count(*) from subscriber_notice where state = 'failed') as failed`,
  )
  const { due = 0, failed = 0 } = rows[0] ?? {}
  return { 'notices-due': due, 'notices-not-delivered': failed }
}
