import { Fault } from '../../flows/base/fault.ts'
import type { OtpChallenge } from '../../flows/ports/central.port.ts'
import type { OwnCode, OwnCodePort } from '../../flows/ports/own-code.port.ts'
import { DAY_MS, HOUR_MS } from '../../flows/rules/otp-limits.ts'
import { otpText } from '../../flows/rules/otp-text.ts'
import { maskPhone } from '../../flows/rules/phone.ts'
import { checkSends, countingTries } from './code-limits.ts'
import { markOfCode, markOfPhone, newCode, sameMark } from './code-marks.ts'
import { type CodeParts, countedNow, logCode } from './code-parts.ts'
import type { CountedTime } from './running-clock.ts'
import type { CodeRow } from './station-code.repo.ts'

/** Makes OwnCodePort.prepare. The code leaves as a handle for the modem; what stays is its HMAC. */
export function createPrepareCode(parts: CodeParts): OwnCodePort['prepare'] {
  return async ({ requestId, phone }) => {
    const made = parts.store.write(() => make(parts, requestId, phone))
    if (made.code === null) return { challenge: made.challenge, message: null }
    const text = parts.secrets.keep(otpText(made.code, parts.settings.lifetimeMs))
    return { challenge: made.challenge, message: { messageId: made.challenge.challengeId, text } }
  }
}

/** Makes OwnCodePort.settle. */
export function createSettleCode(parts: CodeParts): OwnCodePort['settle'] {
  const { store, codes } = parts
  return async ({ challengeId, report }) =>
    store.write(() => {
      const row = codes.byId(challengeId)
      if (row?.state !== 'sending') return
      switch (report) {
        case 'not-sent':
          codes.settle(challengeId, 'failed', null)
          break
        case 'undelivered':
          codes.settle(challengeId, 'undelivered', null)
          break
        case 'delivered':
        case 'unconfirmed':
          codes.settle(challengeId, 'sent', report)
          codes.voidOthers(row.phoneMark, challengeId)
      }
      logCode(parts, 'code.settled', { challengeId, report })
    })
}

function make(
  parts: CodeParts,
  requestId: string,
  phone: string,
): { readonly challenge: OwnCode['challenge']; readonly code: string | null } {
  const { codes, codeKey, settings } = parts
  const counted = countedNow(parts)
  const nowMs = counted.totalMs
  const phoneMark = markOfPhone(codeKey, phone)
  const tries = countingTries(codes.tries(phoneMark), settings, nowMs)
  const triesLeft = settings.triesMax - tries.wrong
  const earlier = codes.byRequest(requestId)
  if (earlier && !sameMark(earlier.phoneMark, phoneMark))
    throw new Fault('SHAPE_INVALID', { field: '/requestId', rule: 'other-phone' })
  if (earlier && earlier.state !== 'failed')
    return { challenge: challengeOf(parts, earlier, phone, counted, triesLeft), code: null }
  if (tries.lockedUntilMs !== null) throw new Fault('OTP_TRIES_SPENT', { retryAfterMs: tries.lockedUntilMs - nowMs })
  checkSends(codes.sends(phoneMark, nowMs - DAY_MS), codes.countSends(nowMs - HOUR_MS), settings, nowMs)
  // A request that was never sent may be made again, under the same id.
  if (earlier) codes.remove(earlier.challengeId)
  codes.forgetBefore(nowMs - DAY_MS, nowMs - settings.lockMs)
  const code = newCode()
  const challengeId = parts.newId()
  const row = {
    challengeId,
    requestId,
    phoneMark,
    codeHmac: markOfCode(codeKey, challengeId, code),
    start: counted.starts,
    madeAtMs: nowMs,
    sentWallMs: parts.time.now(),
  }
  codes.insert(row)
  logCode(parts, 'code.made', { challengeId })
  return { challenge: challengeOf(parts, row, phone, counted, triesLeft), code }
}

function challengeOf(
  { settings }: CodeParts,
  row: Pick<CodeRow, 'challengeId' | 'madeAtMs' | 'start'>,
  phone: string,
  counted: CountedTime,
  triesLeft: number,
): OtpChallenge {
  const left = (untilMs: number) => Math.max(0, untilMs - counted.totalMs)
  return {
    challengeId: row.challengeId,
    maskedPhone: maskPhone(phone),
    // How long ago an earlier start of the machine was, nobody knows: its codes are over.
    lifetimeMs: row.start === counted.starts ? left(row.madeAtMs + settings.lifetimeMs) : 0,
    resendAfterMs: left(row.madeAtMs + settings.resendAfterMs),
    triesLeft,
    report: 'unconfirmed',
  }
}
