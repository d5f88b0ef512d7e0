import type { PreCheckReply, PreCheckRequest } from '../../data/wire/pre-check.wire.ts'
import type { Clock } from '../../flows/base/clock.ts'
import { Fault } from '../../flows/base/fault.ts'
import type { CarrierClient } from '../connectors/carrier/carrier-client.ts'
import type { InsuranceClient } from '../connectors/social-insurance/insurance-client.ts'
import type { Sql } from '../db/pool.ts'
import type { Station } from '../stations/station.repo.ts'
import { accountLevel } from './account.repo.ts'

/** A visit at a kiosk is over long before; an old proof opens nothing. */
const PROOF_FRESH_MS = 1_800_000
/** A person corrects a digit now and then; more questions on one proof are somebody fishing for who has an account. */
const QUESTIONS_PER_PROOF = 10

/**
 * Answers whether the person has an account, and what the register of the method says: owner of the number, or the social insurance record. At a self-service station only on a challenge proved there for this very phone, and of an
 * account only where the register says that phone or insurance number is this person's: a code proves nothing about the ID number typed beside it.
 * Raises OTP_NOT_PROVED, RATE_LIMITED (too many people asked about on one proof).
 */
export async function preCheck(
  parts: { sql: Sql; carrier: CarrierClient; insurance: InsuranceClient; clock: Clock },
  station: Station,
  request: PreCheckRequest,
): Promise<PreCheckReply> {
  const { challengeId, method = 'mobile', insuranceNumber, ...claims } = request
  const isAttended = station.kind === 'assisted'
  if (!isAttended) {
    if (challengeId === null) throw new Fault('OTP_NOT_PROVED')
    await spendQuestion(parts, station, challengeId, claims.phone)
  }
  const numbers = claims.oldIdNumber === undefined ? [claims.idNumber] : [claims.idNumber, claims.oldIdNumber]
  const exists = async (idNumbers: readonly string[]) =>
    (await accountLevel(
      parts.sql,
      idNumbers.map((number) => ({ kind: 'id', number })),
    )) === null
      ? 'none'
      : 'exists'
  if (method === 'social-insurance') {
    if (insuranceNumber === undefined) throw new Fault('SHAPE_INVALID', { part: 'insuranceNumber' })
    const answer = await parts.insurance.match({ ...claims, insuranceNumber })
    // The ID number the record holds is the one that counts (product.md §3).
    const idNumbers = answer.result === 'match' ? [...new Set([answer.idNumber, ...numbers])] : numbers
    return {
      account: isAttended || answer.result === 'match' ? await exists(idNumbers) : 'none',
      subscriber: 'unavailable',
      carrier: null,
      insurance: answer.result,
      ...(answer.result === 'mismatch' && isAttended ? { insuranceFields: [...answer.fields] } : {}),
    }
  }
  const [account, subscriber] = await Promise.all([exists(numbers), parts.carrier.match(claims)])
  const isTold = isAttended || subscriber.result === 'match' || subscriber.result === 'cmnd-9'
  return { account: isTold ? account : 'none', subscriber: subscriber.result, carrier: subscriber.carrier }
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
