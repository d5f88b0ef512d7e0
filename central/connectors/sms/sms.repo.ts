import type { Sql } from '../../db/pool.ts'
import { receiptKeys } from './message-id.ts'
import type { DeliveryReceipt } from './receipt.ts'

/** A message the centre took, under every spelling of its id. */
export async function insertSubmitted(
  sql: Sql,
  challengeId: string,
  keys: readonly string[],
  atMs: number,
): Promise<void> {
  await sql.query(
    'insert into sms_message (challenge_id, message_keys, submitted_at_ms) values ($1, $2, $3) on conflict do nothing',
    [challengeId, keys, atMs],
  )
}

/** Receipts may come before the message is written down, so they stand alone and are joined when read. */
export async function insertReceipt(sql: Sql, receipt: DeliveryReceipt, atMs: number): Promise<void> {
  await sql.query('insert into sms_receipt (message_keys, stat, error, received_at_ms) values ($1, $2, $3, $4)', [
    receiptKeys(receipt.messageId),
    receipt.stat,
    receipt.error,
    atMs,
  ])
}

/** The last word of the centre on a challenge's message, or null. */
export async function findDelivery(
  sql: Sql,
  challengeId: string,
): Promise<{ stat: string; error: string | null } | null> {
  const { rows } = await sql.query<{ stat: string; error: string | null }>(
    `select r.stat, r.error from sms_message m join sms_receipt r on r.message_keys && m.message_keys
     where m.challenge_id = $1 order by r.receipt_id desc limit 1`,
    [challengeId],
  )
  return rows[0] ?? null
}
