import type { OtpAttempt, OtpVerdictReply } from '../../data/wire/otp.wire.ts'
import type { Clock } from '../../flows/base/clock.ts'
import { Fault } from '../../flows/base/fault.ts'
import type { OtpSettings } from '../../flows/rules/otp-limits.ts'
import type { Database, Sql } from '../db/pool.ts'
import type { SignJws } from '../keys/jws.ts'
import type { Station } from '../stations/station.repo.ts'
import * as repo from './otp.repo.ts'
import { otpHmac, sameHmac } from './otp-code.ts'
import { signOtpProof } from './otp-proof.ts'

export interface OtpAttemptParts {
  readonly database: Database
  readonly hmacKey: Uint8Array
  readonly settings: OtpSettings
  readonly clock: Clock
  readonly signJws: SignJws
}

export type AttemptOtp = (station: Station, challengeId: string, attempt: OtpAttempt) => Promise<OtpVerdictReply>

/**
 * Makes the use case of POST /v1/otp/:challengeId/attempts. A right code proves the phone once; a superseded, used or old one is `expired`; the
 * last wrong try locks the phone, whatever code comes next. Idempotent by attemptId: a repeat spends no try.
 * Raises OTP_UNKNOWN (no such challenge of this station).
 */
export function createOtpAttempt(parts: OtpAttemptParts): AttemptOtp {
  return (station, challengeId, attempt) =>
    parts.database.transaction(async (sql) => {
      const asked = await repo.findChallenge(sql, challengeId)
      if (!asked || asked.stationId !== station.stationId) throw new Fault('OTP_UNKNOWN')
      const phone = await repo.lockPhone(sql, asked.phone)
      const challenge = (await repo.findChallenge(sql, challengeId)) ?? asked
      const known = await repo.findAttempt(sql, challengeId, attempt.attemptId)
      if (known) return replyOf(parts, challenge, known)
      const judged = await judge(parts, sql, challenge, phone, attempt.code)
      await repo.insertAttempt(sql, { challengeId, attemptId: attempt.attemptId, ...judged })
      return replyOf(parts, { ...challenge, provedAtMs: judged.provedAtMs }, judged)
    })
}

interface Judged {
  readonly verdict: repo.Verdict
  readonly triesLeft: number
  readonly provedAtMs: number | null
}

async function judge(
  parts: OtpAttemptParts,
  sql: Sql,
  challenge: repo.ChallengeRow,
  row: repo.PhoneRow,
  code: string,
): Promise<Judged> {
  const { settings } = parts
  const nowMs = parts.clock.now()
  const phone = repo.countingTries(row, settings, nowMs)
  const triesLeft = settings.triesMax - phone.wrongCount
  if (phone.lockedUntilMs !== null) return { verdict: 'spent', triesLeft: 0, provedAtMs: null }
  if (challenge.state !== 'sent' || challenge.expiresAtMs <= nowMs)
    return { verdict: 'expired', triesLeft, provedAtMs: null }
  if (sameHmac(otpHmac(parts.hmacKey, challenge.challengeId, code), challenge.codeHmac)) {
    await repo.markProved(sql, challenge.challengeId, nowMs)
    await repo.savePhone(sql, challenge.phone, { wrongCount: 0, firstWrongAtMs: null, lockedUntilMs: null })
    return { verdict: 'proved', triesLeft: settings.triesMax, provedAtMs: nowMs }
  }
  const wrongCount = phone.wrongCount + 1
  const spent = wrongCount >= settings.triesMax
  await repo.savePhone(sql, challenge.phone, {
    wrongCount,
    firstWrongAtMs: phone.firstWrongAtMs ?? nowMs,
    lockedUntilMs: spent ? nowMs + settings.lockMs : null,
  })
  return { verdict: spent ? 'spent' : 'wrong', triesLeft: settings.triesMax - wrongCount, provedAtMs: null }
}

function replyOf(
  parts: OtpAttemptParts,
  challenge: repo.ChallengeRow,
  judged: { readonly verdict: repo.Verdict; readonly triesLeft: number },
): OtpVerdictReply {
  if (judged.verdict === 'proved') {
    const { challengeId, stationId, phone, provedAtMs } = challenge
    return {
      kind: 'proved',
      proof: signOtpProof(parts.signJws, {
        challengeId,
        stationId,
        phone,
        provedAtMs: provedAtMs ?? parts.clock.now(),
      }),
    }
  }
  return judged.verdict === 'wrong' ? { kind: 'wrong', triesLeft: judged.triesLeft } : { kind: judged.verdict }
}
