import type { SecretHandle } from '../base/secret.ts'
import type { CitizenClaims } from '../base/terms.ts'
import type { AccountStanding } from './remote.port.ts'

/** A code on its way to a phone. Durations, not instants: the station's clock may be wrong. */
export interface OtpChallenge {
  readonly challengeId: string
  /** 082****088 (first 3, last 3). */
  readonly maskedPhone: string
  readonly lifetimeMs: number
  /** Cool-down before another code may be asked for. */
  readonly resendAfterMs: number
  /** Wrong tries left for this number; a new code does not reset them (NIST SP 800-63B-4). */
  readonly triesLeft: number
  /** What the network said of the message where the station's own modem sent it; absent where central did. */
  readonly report?: 'delivered' | 'unconfirmed'
}

export type OtpVerdict =
  | {
      readonly kind: 'proved' /** JWS by central, or by the station for a code of its own: this code was proved for this phone at this station. */
      readonly proof: string
    }
  | { readonly kind: 'wrong'; readonly triesLeft: number }
  | { readonly kind: 'expired' }
  | { readonly kind: 'spent' }

export type SubscriberMatch = 'match' | 'other-owner' | 'cmnd-9' | 'unknown' | 'unavailable'

export interface PreCheck {
  readonly account: 'none' | 'exists'
  readonly subscriber: SubscriberMatch
  /** What the social insurance database says of the claims; absent where it was not asked. */
  readonly insurance?: 'match' | 'mismatch' | 'unknown' | 'unavailable'
  /** Which claims differ, told to staff alone (product.md §3). */
  readonly insuranceFields?: readonly string[]
  /** Name of the carrier that holds the number now, when it answered. */
  readonly carrier: string | null
}

/**
 * What a flow asks central while the citizen waits. Every call may raise LINE_DOWN, CENTRAL_BUSY, CENTRAL_REFUSED, CENTRAL_ANSWER_INVALID,
 * CLOCK_SKEW, STATION_UNKNOWN; `signal` abandons it.
 */
export interface CentralPort {
  /** Sends a code. Idempotent by requestId. Raises also OTP_LIMIT_NUMBER, OTP_LIMIT_STATION, OTP_RESEND_TOO_SOON, OTP_TRIES_SPENT, OTP_NOT_SENT. */
  requestOtp(request: { requestId: string; phone: string }, signal?: AbortSignal): Promise<OtpChallenge>
  /** Redeems the handle and asks whether it is the code. Idempotent by attemptId. */
  verifyOtp(
    attempt: { challengeId: string; attemptId: string; code: SecretHandle },
    signal?: AbortSignal,
  ): Promise<OtpVerdict>
  /**
   * Account of the person, and what the register of the method says: subscriber, or social insurance. At a self-service station central answers only after the challenge
   * was proved (else OTP_NOT_PROVED); an assisted counter needs none.
   */
  preCheck(
    request: {
      readonly challengeId: string | null
      readonly method: 'mobile' | 'social-insurance'
      readonly claims: CitizenClaims & { readonly insuranceNumber?: string }
    },
    signal?: AbortSignal,
  ): Promise<PreCheck>
  /** The account under one of these, for an officer of an assisted counter alone (else NOT_ALLOWED). */
  askAccount(question: AccountQuestion, signal?: AbortSignal): Promise<AccountStanding>
}

/** The keys an account may stand under: a person's numbers, or an organisation's tax code. */
export interface AccountQuestion {
  readonly idNumbers: readonly string[]
  readonly taxCode: string | null
}
