import type { TransactionRequest } from '../../data/wire/transaction.wire.ts'
import type { FaultCode } from '../../flows/base/fault-codes.ts'
import type { Subject } from '../../flows/base/terms.ts'
import type { ShownToPerson } from '../connectors/remote-party.ts'
import type { Sql } from '../db/pool.ts'

export type TransactionState = 'starting' | 'waiting' | 'signed' | 'proved' | 'refused'

/** What was put before the person to be signed, and all that is needed to finish it. Bytes are base64. */
export interface SignatureDraft {
  readonly statement: string
  readonly controlCode: string
  /** Of a remote signature: whose key it is, and the signing time in the attributes that are signed. */
  readonly key?: { readonly certificate: string; readonly chain: readonly string[]; readonly signedAtMs: number }
}

export interface TransactionRow {
  readonly transactionId: string
  readonly stationId: string
  readonly requestId: string
  readonly packetId: string
  readonly kind: TransactionRequest['kind']
  readonly provider: string
  readonly subject: Subject
  readonly userKey: string | null
  readonly request: TransactionRequest
  readonly state: TransactionState
  readonly reason: FaultCode | null
  readonly partyRef: string | null
  readonly shown: ShownToPerson | null
  readonly draft: SignatureDraft | null
  /** Shape by kind: settle.ts. */
  readonly result: unknown
  readonly createdAtMs: number
  readonly expiresAtMs: number
  readonly nextPollAtMs: number
  readonly pollAfterMs: number
}

const COLUMNS = `transaction_id as "transactionId", station_id as "stationId", request_id as "requestId", packet_id as "packetId", kind, provider, subject,
  user_key as "userKey", request, state, reason, party_ref as "partyRef", shown, draft, result, created_at_ms as "createdAtMs",
  expires_at_ms as "expiresAtMs", next_poll_at_ms as "nextPollAtMs", poll_after_ms as "pollAfterMs"`

export async function findTransaction(
  sql: Sql,
  transactionId: string,
  stationId: string,
): Promise<TransactionRow | null> {
  const { rows } = await sql.query<TransactionRow>(
    `select ${COLUMNS} from remote_transaction where transaction_id = $1 and station_id = $2`,
    [transactionId, stationId],
  )
  return rows[0] ?? null
}

export async function findByRequest(sql: Sql, stationId: string, requestId: string): Promise<TransactionRow | null> {
  const { rows } = await sql.query<TransactionRow>(
    `select ${COLUMNS} from remote_transaction where station_id = $1 and request_id = $2`,
    [stationId, requestId],
  )
  return rows[0] ?? null
}

/** The newest request of this person at this party that is still open, at whatever station. */
export async function findOpen(
  sql: Sql,
  { kind, provider, userKey, nowMs }: { kind: string; provider: string; userKey: string; nowMs: number },
): Promise<TransactionRow | null> {
  const { rows } = await sql.query<TransactionRow>(
    `select ${COLUMNS} from remote_transaction
     where kind = $1 and provider = $2 and user_key = $3 and state in ('starting', 'waiting', 'signed') and expires_at_ms > $4
     order by created_at_ms desc limit 1`,
    [kind, provider, userKey, nowMs],
  )
  return rows[0] ?? null
}

/** Makes all starts for this person wait for one another until the transaction ends, so that two at one instant see each other. */
export async function lockPerson(sql: Sql, userKey: string): Promise<void> {
  await sql.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`remote ${userKey}`])
}

/** How many requests this person, and this station, began since then, however they ended. */
export async function countStarts(
  sql: Sql,
  { stationId, userKey, sinceMs }: { stationId: string; userKey: string | null; sinceMs: number },
): Promise<{ station: number; person: number }> {
  const { rows } = await sql.query<{ station: number; person: number }>(
    `select (select count(*) from remote_start where station_id = $1 and at_ms > $3) as station,
       (select count(*) from remote_start where user_key = $2 and at_ms > $3) as person`,
    [stationId, userKey, sinceMs],
  )
  return rows[0] ?? { station: 0, person: 0 }
}

export type NewTransaction = Omit<TransactionRow, 'reason' | 'partyRef' | 'shown' | 'result' | 'state'>

/** Writes a request down before it is sent. False when this station has sent one under this key. */
export async function insertTransaction(sql: Sql, row: NewTransaction): Promise<boolean> {
  const { rowCount } = await sql.query(
    `with fresh as (
       insert into remote_transaction (transaction_id, station_id, request_id, packet_id, kind, provider, subject, user_key, request, state, draft,
         created_at_ms, expires_at_ms, next_poll_at_ms, poll_after_ms)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'starting', $10, $11, $12, $13, $14) on conflict do nothing
       returning transaction_id, station_id, user_key, created_at_ms
     )
     insert into remote_start (transaction_id, station_id, user_key, at_ms) select * from fresh`,
    [
      row.transactionId,
      row.stationId,
      row.requestId,
      row.packetId,
      row.kind,
      row.provider,
      row.subject,
      row.userKey,
      row.request,
      row.draft,
      row.createdAtMs,
      row.expiresAtMs,
      row.nextPollAtMs,
      row.pollAfterMs,
    ],
  )
  return rowCount === 1
}

/** Counts a question that nobody was sent: whoever asks what keys a stranger has is asked to stop like who lets a stranger's phone ring. */
export async function noteAsked(
  sql: Sql,
  asked: {
    readonly askedId: string
    readonly stationId: string
    readonly userKey: string | null
    readonly atMs: number
  },
): Promise<void> {
  await sql.query('insert into remote_start (transaction_id, station_id, user_key, at_ms) values ($1, $2, $3, $4)', [
    asked.askedId,
    asked.stationId,
    asked.userKey,
    asked.atMs,
  ])
}

/** The party took it. */
export async function noteStarted(
  sql: Sql,
  transactionId: string,
  started: {
    readonly partyRef: string
    readonly shown: ShownToPerson
    readonly expiresAtMs: number
    readonly nextPollAtMs: number
    readonly pollAfterMs: number
  },
): Promise<void> {
  await sql.query(
    `update remote_transaction set state = 'waiting', party_ref = $2, shown = $3, expires_at_ms = $4, next_poll_at_ms = $5, poll_after_ms = $6
     where transaction_id = $1 and state = 'starting'`,
    [transactionId, started.partyRef, started.shown, started.expiresAtMs, started.nextPollAtMs, started.pollAfterMs],
  )
}

/** Takes a request that was never sent out of the way, so that the same key may start it. */
export async function forgetUnsent(sql: Sql, transactionId: string): Promise<void> {
  await sql.query(
    `with gone as (delete from remote_transaction where transaction_id = $1 and state = 'starting' returning transaction_id)
     delete from remote_start where transaction_id in (select transaction_id from gone)`,
    [transactionId],
  )
}

/** Takes the right to ask the party, for one asker at a time, and gives the request as it stands then. Null while somebody else has it or it is too early. */
export async function leasePoll(
  sql: Sql,
  transactionId: string,
  nowMs: number,
  untilMs: number,
): Promise<TransactionRow | null> {
  const { rows } = await sql.query<TransactionRow>(
    `update remote_transaction set next_poll_at_ms = $3
     where transaction_id = $1 and next_poll_at_ms <= $2 and state in ('waiting', 'signed') returning ${COLUMNS}`,
    [transactionId, nowMs, untilMs],
  )
  return rows[0] ?? null
}

export async function noteWaiting(
  sql: Sql,
  transactionId: string,
  next: { readonly nextPollAtMs: number; readonly pollAfterMs: number },
): Promise<void> {
  await sql.query('update remote_transaction set next_poll_at_ms = $2, poll_after_ms = $3 where transaction_id = $1', [
    transactionId,
    next.nextPollAtMs,
    next.pollAfterMs,
  ])
}

/** The party's answer is here; what it proves is not known yet. Kept, since a party gives an answer once. */
export async function noteSigned(sql: Sql, transactionId: string, result: object): Promise<void> {
  await sql.query("update remote_transaction set state = 'signed', result = $2 where transaction_id = $1", [
    transactionId,
    result,
  ])
}

/** What a request says of the person it went to. */
const OF_PERSON = `'{phone,userKey,card}'::text[]`

/** Ends it. Whom it went to is forgotten, and when it was refused, everything of the person. */
export async function noteEnd(
  sql: Sql,
  transactionId: string,
  end:
    | { readonly state: 'proved'; readonly result: object }
    | { readonly state: 'refused'; readonly reason: FaultCode },
): Promise<void> {
  await sql.query(
    `update remote_transaction set state = $2, result = $3, reason = $4, user_key = null, party_ref = null,
       request = case $2 when 'refused' then request - ${OF_PERSON} else request end,
       draft = case $2 when 'refused' then null else draft end, shown = case $2 when 'refused' then null else shown end
     where transaction_id = $1 and state in ('starting', 'waiting', 'signed')`,
    [transactionId, end.state, end.state === 'proved' ? end.result : null, end.state === 'refused' ? end.reason : null],
  )
}

/** Spends a proved request on a packet. False when another packet has it, or it was made for another. */
export async function spendTransaction(sql: Sql, transactionId: string, packetId: string): Promise<boolean> {
  const { rowCount } = await sql.query(
    `update remote_transaction set used_by = $2
     where transaction_id = $1 and state = 'proved' and packet_id = $2 and (used_by is null or used_by = $2)`,
    [transactionId, packetId],
  )
  return rowCount === 1
}

/** A packet that was decided needs no request any more: what stands here of the person goes. */
export async function closeTransactions(sql: Sql, packetId: string, stationId: string): Promise<void> {
  await sql.query({
    name: 'close-transactions',
    text: `update remote_transaction set used_by = $1, result = '{}', draft = null, shown = null, request = '{}', user_key = null, party_ref = null
      where packet_id = $1 and station_id = $2 and state = 'proved'`,
    values: [packetId, stationId],
  })
}

/** A visit is over within the hour; what was proved has gone into its packet, and a packet that waits offline carries its own proof. */
export async function removeOldTransactions(sql: Sql, beforeMs: number): Promise<void> {
  await sql.query('delete from remote_transaction where created_at_ms < $1', [beforeMs])
}

/** The limits look back minutes only. */
export async function removeOldStarts(sql: Sql, beforeMs: number): Promise<void> {
  await sql.query('delete from remote_start where at_ms < $1', [beforeMs])
}
