import type { PreCheckReply, PreCheckRequest } from '../../data/wire/pre-check.wire.ts'
import type { Clock } from '../../flows/base/clock.ts'
import { Fault } from '../../flows/base/fault.ts'
import type { CarrierClient } from '../connectors/carrier/carrier-client.ts'
import type { Sql } from '../db/pool.ts'
import type { Station } from '../stations/station.repo.ts'
import { accountExists } from './account.repo.ts'

/** A visit at a kiosk is over long before; an old proof opens nothing. */
const PROOF_FRESH_MS = 1_800_000
/** A person corrects a digit now and then; more questions on one proof are somebody fishing for who has an account. */
const QUESTIONS_PER_PROOF = 10

/**
 * Answers whether the person has an account and owns the number. At a self-service station only on a challenge proved there for this very phone.
 * Raises OTP_NOT_PROVED, RATE_LIMITED (too many people asked about on one proof).
 */
export async function preCheck(
  parts: { sql: Sql; carrier: CarrierClient; clock: Clock },
  station: Station,
  request: PreCheckRequest,
): Promise<PreCheckReply> {
  const { challengeId, ...claims } = request
  if (station.kind === 'self-service') await spendQuestion(parts, station, challengeId, claims.phone)
  const numbers = claims.oldIdNumber === undefined ? [claims.idNumber] : [claims.idNumber, claims.oldIdNumber]
  const [exists, subscriber] = await Promise.all([accountExists(parts.sql, numbers), parts.carrier.match(claims)])
  return { account: exists ? 'exists' : 'none', subscriber: subscriber.result, carrier: subscriber.carrier }
}

async function spendQuestion(
  parts: { sql: Sql; clock: Clock },
  station: Station,
  challengeId: string,
  phone: string,
): Promise<void> {
  const { rows } = await parts.sql.query<{ asked: number }>(
    `update otp_challenge set pre_checks = pre_checks + 1
     where challenge_id = $1 and station_id = $2 and phone = $3 and state = 'proved' and proved_at_ms > $4
     returning pre_checks as asked`,
    [challengeId, station.stationId, phone, parts.clock.now() - PROOF_FRESH_MS],
  )
  if (!rows[0]) throw new Fault('OTP_NOT_PROVED')
  if (rows[0].asked > QUESTIONS_PER_PROOF) throw new Fault('RATE_LIMITED', { questions: QUESTIONS_PER_PROOF })
}
