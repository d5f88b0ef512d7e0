import { randomInt } from 'node:crypto'
import { Fault } from '../../flows/base/fault.ts'
import type { NewId } from '../../flows/base/id.ts'
import type { Secrets } from '../../flows/base/secret.ts'
import type {
  CentralPort,
  OtpChallenge,
  OtpVerdict,
  PreCheck,
  SubscriberMatch,
} from '../../flows/ports/central.port.ts'
import { carrierHint } from '../../flows/rules/carrier.ts'
import { maskPhone } from '../../flows/rules/phone.ts'

/** The same waits as at a real central, so that practice feels like work. */
export const TRAINING_LIFETIME_MS = 300_000
export const TRAINING_RESEND_MS = 60_000
export const TRAINING_TRIES = 5

/** What the last digit of the phone makes of a practice person, so that a trainer can show every end (docs/huong-dan-thiet-bi.md). */
const STORY: Readonly<Record<string, { readonly subscriber: SubscriberMatch; readonly account: PreCheck['account'] }>> =
  {
    '1': { subscriber: 'other-owner', account: 'none' },
    '2': { subscriber: 'cmnd-9', account: 'none' },
    '3': { subscriber: 'match', account: 'exists' },
    '4': { subscriber: 'unavailable', account: 'none' },
  }

interface Standing {
  readonly challenge: OtpChallenge
  readonly phone: string
  readonly code: string
  readonly expiresAtMs: number
  triesLeft: number
}

/**
 * Central as practice needs it: no line, no account, nothing kept beyond this object. Codes go to `onText`, never to a network.
 * Raises OTP_RESEND_TOO_SOON, OTP_TRIES_SPENT and OTP_UNKNOWN as central does.
 */
export function createTrainingCentral(parts: {
  readonly secrets: Secrets
  readonly newId: NewId
  /** A clock that never jumps, in milliseconds. */
  readonly nowMs: () => number
  /** `to` is E.164. */
  readonly onText: (message: { readonly to: string; readonly text: string }) => void
}): CentralPort {
  const byRequest = new Map<string, Standing>()
  const byChallenge = new Map<string, Standing>()
  const byPhone = new Map<string, Standing>()
  const byAttempt = new Map<string, OtpVerdict>()

  const send = (phone: string): Standing => {
    const before = byPhone.get(phone)
    if (before && before.triesLeft === 0) throw new Fault('OTP_TRIES_SPENT')
    const sentAtMs = before ? before.expiresAtMs - TRAINING_LIFETIME_MS : null
    if (sentAtMs !== null && parts.nowMs() - sentAtMs < TRAINING_RESEND_MS) throw new Fault('OTP_RESEND_TOO_SOON')
    const code = String(randomInt(1_000_000)).padStart(6, '0')
    const triesLeft = before?.triesLeft ?? TRAINING_TRIES
    const standing: Standing = {
      challenge: {
        challengeId: parts.newId(),
        maskedPhone: maskPhone(phone),
        lifetimeMs: TRAINING_LIFETIME_MS,
        resendAfterMs: TRAINING_RESEND_MS,
        triesLeft,
      },
      phone,
      code,
      expiresAtMs: parts.nowMs() + TRAINING_LIFETIME_MS,
      triesLeft,
    }
    byPhone.set(phone, standing)
    byChallenge.set(standing.challenge.challengeId, standing)
    parts.onText({ to: phone, text: `LUYEN TAP. Ma xac nhan cua quy khach la ${code}` })
    return standing
  }

  return {
    async requestOtp({ requestId, phone }) {
      const standing = byRequest.get(requestId) ?? send(phone)
      byRequest.set(requestId, standing)
      return standing.challenge
    },
    async verifyOtp({ challengeId, attemptId, code }) {
      const standing = byChallenge.get(challengeId)
      if (!standing) throw new Fault('OTP_UNKNOWN')
      const verdict = byAttempt.get(attemptId) ?? judge(standing, parts.secrets.redeem(code), parts.nowMs())
      byAttempt.set(attemptId, verdict)
      return verdict
    },
    async preCheck({ claims }) {
      const story = STORY[claims.phone.at(-1) ?? ''] ?? { subscriber: 'match' as const, account: 'none' as const }
      return { ...story, carrier: carrierHint(claims.phone), insurance: 'match' as const }
    },
    askAccount: async () => ({ state: 'none' }),
  }
}

function judge(standing: Standing, given: string, nowMs: number): OtpVerdict {
  if (nowMs > standing.expiresAtMs) return { kind: 'expired' }
  if (standing.triesLeft === 0) return { kind: 'spent' }
  if (given === standing.code) return { kind: 'proved', proof: 'training' }
  standing.triesLeft -= 1
  return standing.triesLeft === 0 ? { kind: 'spent' } : { kind: 'wrong', triesLeft: standing.triesLeft }
}
