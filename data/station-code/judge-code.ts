import type { OtpVerdict } from '../../flows/ports/central.port.ts'
import type { OwnCodePort } from '../../flows/ports/own-code.port.ts'
import { signContent } from '../packet/sign-content.ts'
import type { StationOtpProof } from '../wire/otp.wire.ts'
import { countingTries } from './code-limits.ts'
import { markOfCode, markOfPhone, sameMark } from './code-marks.ts'
import { type CodeParts, countedNow, logCode } from './code-parts.ts'
import type { CountedTime } from './running-clock.ts'
import type { CodeRow, CodeTry } from './station-code.repo.ts'

/**
 * Makes OwnCodePort.judge. A right code proves the phone once; a superseded, used or old one is `expired`; the last wrong try locks the phone, whatever code comes next.
 * The try and what it changes are kept in one transaction, before anybody hears the verdict.
 */
export function createJudgeCode(parts: CodeParts): OwnCodePort['judge'] {
  const { store, codes, secrets, codeKey } = parts
  return async ({ challengeId, phone, attemptId, code }) => {
    const mark = markOfPhone(codeKey, phone)
    const isOurs = store.read(() => {
      const row = codes.byId(challengeId)
      return row !== null && sameMark(row.phoneMark, mark)
    })
    if (!isOurs) return null
    return store.write(() => {
      const known = codes.tryOf(challengeId, attemptId)
      if (known) secrets.discard(code)
      const judged = known ?? judge(parts, challengeId, secrets.redeem(code))
      if (!known) codes.insertTry(challengeId, attemptId, judged)
      return verdictOf(parts, phone, codes.byId(challengeId), judged)
    })
  }
}

function judge(parts: CodeParts, challengeId: string, typed: string): CodeTry {
  const { codes, settings, codeKey } = parts
  const counted = countedNow(parts)
  const row = codes.byId(challengeId)
  if (!row) return { verdict: 'expired', triesLeft: 0 }
  const nowMs = counted.totalMs
  const tries = countingTries(codes.tries(row.phoneMark), settings, nowMs)
  if (tries.lockedUntilMs !== null) return { verdict: 'spent', triesLeft: 0 }
  if (!isAlive(parts, row, counted)) return { verdict: 'expired', triesLeft: settings.triesMax - tries.wrong }
  if (sameMark(markOfCode(codeKey, challengeId, typed), row.codeHmac)) {
    codes.setProved(challengeId, parts.time.now(), parts.time.proven ? 'proven' : 'unproven')
    codes.clearTries(row.phoneMark)
    logCode(parts, 'code.proved', { challengeId })
    return { verdict: 'proved', triesLeft: settings.triesMax }
  }
  const wrong = tries.wrong + 1
  const isSpent = wrong >= settings.triesMax
  codes.saveTries(row.phoneMark, {
    wrong,
    firstWrongAtMs: tries.wrong === 0 ? nowMs : tries.firstWrongAtMs,
    lockedUntilMs: isSpent ? nowMs + settings.lockMs : null,
  })
  logCode(parts, isSpent ? 'code.locked' : 'code.wrong', { challengeId, wrong })
  return { verdict: isSpent ? 'spent' : 'wrong', triesLeft: settings.triesMax - wrong }
}

/** One whose sending was never settled, because the program ended in it, may have arrived all the same. */
function isAlive({ settings }: CodeParts, row: CodeRow, counted: CountedTime): boolean {
  const canBeTyped = row.state === 'sent' || row.state === 'sending'
  return canBeTyped && row.start === counted.starts && row.madeAtMs + settings.lifetimeMs > counted.totalMs
}

function verdictOf(parts: CodeParts, phone: string, row: CodeRow | null, judged: CodeTry): OtpVerdict {
  if (!row) return { kind: 'expired' }
  switch (judged.verdict) {
    case 'proved':
      return { kind: 'proved', proof: proofOf(parts, row, phone) }
    case 'wrong':
      return { kind: 'wrong', triesLeft: judged.triesLeft }
    default:
      return { kind: judged.verdict }
  }
}

/** JWS by the station's key: this code was typed back here. A repeat says the same. */
function proofOf({ stationId, stationKey }: CodeParts, row: CodeRow, phone: string): string {
  const proof: StationOtpProof = {
    typ: 'station-otp-proof',
    challengeId: row.challengeId,
    stationId,
    phone,
    messageReport: row.report ?? 'unconfirmed',
    sentAtMs: row.sentWallMs,
    provedAtMs: row.provedWallMs ?? row.sentWallMs,
    clock: row.provedClock ?? 'unproven',
  }
  return signContent(proof, stationKey)
}
