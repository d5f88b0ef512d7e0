import type { Logger } from 'pino'
import type { Clock } from '../flows/base/clock.ts'
import { DAY_MS } from '../flows/rules/otp-limits.ts'
import type { Sql } from './db/pool.ts'
import type { WorkLocks } from './db/work-lock.ts'
import { removeOldCodeDays } from './packets/code-allowance.ts'
import { currentTrust } from './reference/trust.repo.ts'
import { removeOldSignedNonces } from './signatures/nonce.repo.ts'
import { removeOldAnswers } from './signatures/revocation.repo.ts'
import type { TrustStore } from './signatures/trust-store.ts'
import { removeOldNonces } from './stations/nonce.repo.ts'
import { removeOldCounts } from './stations/question-limit.ts'
import { removeOldStarts, removeOldTransactions } from './transactions/transaction.repo.ts'

const EVERY_MS = 60_000
/** Challenges count for the daily limit; two days leave room for a clock that was set. Proofs are checked by signature, not by these rows. */
const CHALLENGE_LIFE_MS = 2 * DAY_MS
/** Receipts come hours late at times. */
const RECEIPT_LIFE_MS = 3 * DAY_MS
/** A packet with a sign-in may wait in an outbox while the line is down; its proof is spent on the row. */
const TRANSACTION_LIFE_MS = 90 * DAY_MS
/** The limits on requests look back a quarter of an hour; a day leaves room for a clock that was set. */
const START_LIFE_MS = DAY_MS
const CODE_LIFE_MS = 30 * DAY_MS

export interface HousekeepingParts {
  readonly sql: Sql
  readonly clock: Clock
  readonly locks: WorkLocks
  readonly trust: TrustStore
  readonly log: Logger
}

/**
 * Removes what has served its time (nonces, challenges with phone numbers, receipts, old enrolment codes, revocation answers), one central at a time; and follows the trust anchors
 * when the administrator had them read again through another central. Gives the function that ends it.
 */
export function startHousekeeping({ sql, clock, locks, trust, log }: HousekeepingParts): () => Promise<void> {
  let running: Promise<void> = Promise.resolve()
  let known: number | null = null
  const followTrust = async () => {
    const { version } = await currentTrust(sql)
    if (known !== null && known !== version) await trust.reload()
    known = version
  }
  const round = async () => {
    await followTrust()
    await locks.alone('housekeeping', () => tidy(sql, clock.now()))
  }
  const look = () => {
    // A round that takes longer than the pause is not run twice side by side.
    running = running.then(round).catch((err) => log.warn({ err }, 'housekeeping'))
  }
  look()
  const timer = setInterval(look, EVERY_MS).unref()
  return () => {
    clearInterval(timer)
    return running
  }
}

/** One round of it. */
export async function tidy(sql: Sql, nowMs: number): Promise<void> {
  await removeOldNonces(sql, nowMs)
  await removeOldCounts(sql, nowMs)
  await removeOldCodeDays(sql, nowMs - CODE_LIFE_MS)
  await sql.query('delete from otp_challenge where created_at_ms < $1', [nowMs - CHALLENGE_LIFE_MS])
  await sql.query(
    `delete from otp_phone p where not exists (select 1 from otp_challenge c where c.phone = p.phone)
     and coalesce(locked_until_ms, 0) < $1`,
    [nowMs],
  )
  await sql.query('delete from sms_receipt where received_at_ms < $1', [nowMs - RECEIPT_LIFE_MS])
  await sql.query('delete from enrollment_code where created_at_ms < $1', [nowMs - CODE_LIFE_MS])
  await removeOldAnswers(sql, nowMs)
  await removeOldSignedNonces(sql, nowMs)
  await removeOldTransactions(sql, nowMs - TRANSACTION_LIFE_MS)
  await removeOldStarts(sql, nowMs - START_LIFE_MS)
}
