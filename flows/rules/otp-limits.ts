/**
 * Limits of the one-time code, the same whoever sends it: central, or a station by its own modem. Times in milliseconds. Sources: NIST SP 800-63B-4 §3.1.3, §3.2.2;
 * stricter local choice of domain.md §7.5.
 */
export interface OtpSettings {
  readonly lifetimeMs: number
  /** Wrong tries per phone; a new code does not reset them. */
  readonly triesMax: number
  /** How long a phone is locked after the last try, and how long wrong tries are remembered. */
  readonly lockMs: number
  /** Cool-down between two codes for one phone. */
  readonly resendAfterMs: number
  /** Codes for one phone within windowMs: the first and three more. */
  readonly sendsPerWindow: number
  readonly windowMs: number
  readonly sendsPerDay: number
  /** Codes one station may ask for within an hour, against a kiosk used as a bomb. */
  readonly stationSendsPerHour: number
}

export const OTP_DEFAULTS: OtpSettings = {
  lifetimeMs: 300_000,
  triesMax: 5,
  lockMs: 900_000,
  resendAfterMs: 60_000,
  sendsPerWindow: 4,
  windowMs: 900_000,
  sendsPerDay: 10,
  stationSendsPerHour: 120,
}

export const HOUR_MS = 3_600_000
export const DAY_MS = 86_400_000
