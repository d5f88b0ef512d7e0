import { DAY_MS, HOUR_MS, type OtpSettings } from '../../flows/rules/otp-limits.ts'
import type { Sql } from '../db/pool.ts'

export type ChallengeState = 'sending' | 'sent' | 'failed' | 'voided' | 'proved'
export type Verdict = 'proved' | 'wrong' | 'expired' | 'spent'

export interface ChallengeRow {
  readonly challengeId: string
  readonly stationId: string
  readonly phone: string
  readonly codeHmac: Uint8Array
  readonly state: ChallengeState
  readonly createdAtMs: number
  readonly expiresAtMs: number
  readonly provedAtMs: number | null
}

export interface PhoneRow {
  readonly wrongCount: number
  readonly firstWrongAtMs: number | null
  readonly lockedUntilMs: number | null
}

const CHALLENGE = `challenge_id as "challengeId", station_id as "stationId", phone, code_hmac as "codeHmac", state,
  created_at_ms as "createdAtMs", expires_at_ms as "expiresAtMs", proved_at_ms as "provedAtMs"`

/** Locks the phone until the transaction ends: whatever is decided about its codes is decided one after the other. */
export async function lockPhone(sql: Sql, phone: string): Promise<PhoneRow> {
  await sql.query('insert into otp_phone (phone) values ($1) on conflict do nothing', [phone])
  const { rows } = await sql.query<PhoneRow>(
    `select wrong_count as "wrongCount", first_wrong_at_ms as "firstWrongAtMs", locked_until_ms as "lockedUntilMs"
     from otp_phone where phone = $1 for update`,
    [phone],
  )
  return rows[0]!
}

export async function savePhone(sql: Sql, phone: string, row: PhoneRow): Promise<void> {
  await sql.query(
    'update otp_phone set wrong_count = $2, first_wrong_at_ms = $3, locked_until_ms = $4 where phone = $1',
    [phone, row.wrongCount, row.firstWrongAtMs, row.lockedUntilMs],
  )
}

export async function findChallenge(sql: Sql, challengeId: string): Promise<ChallengeRow | null> {
  const { rows } = await sql.query<ChallengeRow>(`select ${CHALLENGE} from otp_challenge where challenge_id = $1`, [
    challengeId,
  ])
  return rows[0] ?? null
}

export async function findChallengeOfRequest(
  sql: Sql,
  stationId: string,
  requestId: string,
): Promise<ChallengeRow | null> {
  const { rows } = await sql.query<ChallengeRow>(
    `select ${CHALLENGE} from otp_challenge where station_id = $1 and request_id = $2`,
    [stationId, requestId],
  )
  return rows[0] ?? null
}

export async function insertChallenge(
  sql: Sql,
  challenge: Pick<ChallengeRow, 'challengeId' | 'stationId' | 'phone' | 'codeHmac' | 'createdAtMs' | 'expiresAtMs'>,
  requestId: string,
): Promise<void> {
  const { challengeId, stationId, phone, codeHmac, createdAtMs, expiresAtMs } = challenge
  await sql.query(
    `insert into otp_challenge (challenge_id, station_id, request_id, phone, code_hmac, state, created_at_ms, expires_at_ms)
     values ($1, $2, $3, $4, $5, 'sending', $6, $7)`,
    [challengeId, stationId, requestId, phone, codeHmac, createdAtMs, expiresAtMs],
  )
}

/** The code is out: it counts from now on, and the codes sent before it to this phone do not. */
export async function markSent(sql: Sql, challengeId: string, phone: string): Promise<void> {
  await sql.query("update otp_challenge set state = 'voided' where phone = $1 and state = 'sent'", [phone])
  await sql.query("update otp_challenge set state = 'sent' where challenge_id = $1 and state = 'sending'", [
    challengeId,
  ])
}

export async function markFailed(sql: Sql, challengeId: string): Promise<void> {
  await sql.query("update otp_challenge set state = 'failed' where challenge_id = $1 and state = 'sending'", [
    challengeId,
  ])
}

export async function markProved(sql: Sql, challengeId: string, atMs: number): Promise<void> {
  await sql.query("update otp_challenge set state = 'proved', proved_at_ms = $2 where challenge_id = $1", [
    challengeId,
    atMs,
  ])
}

/**
 * The code that counts for this phone now, when it was asked for under a name that begins so: handed to another station and request, it is typed back there. Null without one.
 * The phone's lock is held.
 */
export async function handOverChallenge(
  sql: Sql,
  live: { readonly phone: string; readonly requestPrefix: string; readonly nowMs: number },
  to: { readonly stationId: string; readonly requestId: string },
): Promise<ChallengeRow | null> {
  const { rows } = await sql.query<ChallengeRow>(
    `update otp_challenge set station_id = $4, request_id = $5
     where phone = $1 and state = 'sent' and expires_at_ms > $2 and starts_with(request_id, $3) returning ${CHALLENGE}`,
    [live.phone, live.nowMs, live.requestPrefix, to.stationId, to.requestId],
  )
  return rows[0] ?? null
}

/** Frees the request id of a sending that never ended; the challenge itself goes on counting against the limits. */
export async function detachRequest(sql: Sql, challengeId: string): Promise<void> {
  await sql.query(
    "update otp_challenge set request_id = 'detached:' || challenge_id, state = 'voided' where challenge_id = $1",
    [challengeId],
  )
}

export async function removeChallenge(sql: Sql, challengeId: string): Promise<void> {
  await sql.query('delete from otp_challenge where challenge_id = $1', [challengeId])
}

/** When codes were asked for, newest first: for the phone in the last day, and how many the station asked for in the last hour. */
export async function sendsBefore(
  sql: Sql,
  about: { phone: string; stationId: string; nowMs: number },
): Promise<{ phoneSends: readonly { at: number; proved: boolean }[]; stationSends: number }> {
  // One request of a station at a time: a count without it lets parallel requests through together.
  await sql.query('select 1 from station where station_id = $1 for no key update', [about.stationId])
  const phone = await sql.query<{ at: number; proved: boolean }>(
    `select created_at_ms as at, state = 'proved' as proved from otp_challenge where phone = $1 and created_at_ms > $2 and state <> 'failed'
     order by created_at_ms desc`,
    [about.phone, about.nowMs - DAY_MS],
  )
  const station = await sql.query<{ count: number }>(
    "select count(*) as count from otp_challenge where station_id = $1 and created_at_ms > $2 and state <> 'failed'",
    [about.stationId, about.nowMs - HOUR_MS],
  )
  return { phoneSends: phone.rows, stationSends: station.rows[0]?.count ?? 0 }
}

export async function findAttempt(
  sql: Sql,
  challengeId: string,
  attemptId: string,
): Promise<{ verdict: Verdict; triesLeft: number } | null> {
  const { rows } = await sql.query<{ verdict: Verdict; triesLeft: number }>(
    'select verdict, tries_left as "triesLeft" from otp_attempt where challenge_id = $1 and attempt_id = $2',
    [challengeId, attemptId],
  )
  return rows[0] ?? null
}

export async function insertAttempt(
  sql: Sql,
  attempt: { challengeId: string; attemptId: string; verdict: Verdict; triesLeft: number },
): Promise<void> {
  await sql.query('insert into otp_attempt (challenge_id, attempt_id, verdict, tries_left) values ($1, $2, $3, $4)', [
    attempt.challengeId,
    attempt.attemptId,
    attempt.verdict,
    attempt.triesLeft,
  ])
}

/** Wrong tries that still count: they are forgotten lockMs after the first, or when the lock has run out. */
export function countingTries(row: PhoneRow, settings: OtpSettings, nowMs: number): PhoneRow {
  const lockOver = row.lockedUntilMs !== null && row.lockedUntilMs <= nowMs
  const forgotten =
    row.lockedUntilMs === null && row.firstWrongAtMs !== null && row.firstWrongAtMs + settings.lockMs <= nowMs
  return lockOver || forgotten ? { wrongCount: 0, firstWrongAtMs: null, lockedUntilMs: null } : row
}
