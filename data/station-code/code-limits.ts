import { Fault } from '../../flows/base/fault.ts'
import { DAY_MS, HOUR_MS, type OtpSettings } from '../../flows/rules/otp-limits.ts'
import type { CodeState, PhoneTries } from './station-code.repo.ts'

/** A code that was sent, or may have been. */
export interface EarlierSend {
  readonly madeAtMs: number
  readonly state: CodeState
}

const NO_TRIES: PhoneTries = { wrong: 0, firstWrongAtMs: 0, lockedUntilMs: null }

/** Wrong tries that still count: they are forgotten lockMs after the first, or when the lock has run out. */
export function countingTries(row: PhoneTries | null, settings: OtpSettings, nowMs: number): PhoneTries {
  if (!row) return NO_TRIES
  const isOver = row.lockedUntilMs === null ? row.firstWrongAtMs + settings.lockMs <= nowMs : row.lockedUntilMs <= nowMs
  return isOver ? NO_TRIES : row
}

/**
 * The limits of sending, as central's (central/otp/otp-request.ts). `sends` are those of the phone in the last day, newest first. Raises OTP_RESEND_TOO_SOON,
 * OTP_LIMIT_NUMBER, OTP_LIMIT_STATION (details.retryAfterMs).
 */
export function checkSends(
  sends: readonly EarlierSend[],
  stationSends: number,
  settings: OtpSettings,
  nowMs: number,
): void {
  const [newest] = sends
  // The cool-down is for a code that may still be on its way: not for one that was typed back, or that the network gave up.
  const isOnItsWay = newest !== undefined && newest.state !== 'proved' && newest.state !== 'undelivered'
  if (isOnItsWay && newest.madeAtMs + settings.resendAfterMs > nowMs)
    throw new Fault('OTP_RESEND_TOO_SOON', { retryAfterMs: newest.madeAtMs + settings.resendAfterMs - nowMs })
  for (const [limit, withinMs] of [
    [settings.sendsPerWindow, settings.windowMs],
    [settings.sendsPerDay, DAY_MS],
  ] as const) {
    const oldest = sends.filter(({ madeAtMs }) => madeAtMs > nowMs - withinMs)[limit - 1]
    if (oldest) throw new Fault('OTP_LIMIT_NUMBER', { retryAfterMs: oldest.madeAtMs + withinMs - nowMs })
  }
  if (stationSends >= settings.stationSendsPerHour) throw new Fault('OTP_LIMIT_STATION', { retryAfterMs: HOUR_MS })
}
