import type { SecretHandle } from '../base/secret.ts'
import type { OtpChallenge, OtpVerdict } from './central.port.ts'

/** What became of the message: `undelivered` is the network's word, `not-sent` means that no part of it went out. */
export type CodeReport = 'delivered' | 'unconfirmed' | 'undelivered' | 'not-sent'

export interface OwnCode {
  readonly challenge: OtpChallenge
  /** What the modem is to send, as a one-time handle; null for a repeat, whose message is out or may be: it is never sent twice. */
  readonly message: { readonly messageId: string; readonly text: SecretHandle } | null
}

/**
 * One-time codes of this station's own, for when central cannot be reached and the modem here can send: product.md §2 (OTP only through the station's own modem).
 * Made, counted and judged here under central's own limits; central takes the proof as evidence (central/packets/proofs/otp-evidence.ts).
 */
export interface OwnCodePort {
  /**
   * Makes a code within the limits. Idempotent by requestId. Raises OTP_TRIES_SPENT, OTP_RESEND_TOO_SOON, OTP_LIMIT_NUMBER, OTP_LIMIT_STATION
   * (details.retryAfterMs), STATION_NOT_ENROLLED, and the faults of the store.
   */
  prepare(request: { readonly requestId: string; readonly phone: string }): Promise<OwnCode>
  /** Keeps what became of the message. One that is out voids the codes sent before it to this phone; one that is not costs no place in the limits. */
  settle(settled: { readonly challengeId: string; readonly report: CodeReport }): Promise<void>
  /**
   * Redeems the handle and says whether it is the code; null, with the handle untouched, when the challenge is none of this station's for this phone.
   * Idempotent by attemptId.
   */
  judge(attempt: {
    readonly challengeId: string
    readonly phone: string
    readonly attemptId: string
    readonly code: SecretHandle
  }): Promise<OtpVerdict | null>
}
