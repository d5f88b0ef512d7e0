import type { FaultCode } from '../../../flows/base/fault-codes.ts'
import { DEVICE_FAULTS } from './device-faults.ts'
import { METHOD_FAULTS } from './method-faults.ts'

/** Fault codes a citizen can meet at the kiosk; both languages must have words for each. Every other code gets the general words, which name it. */
export const CITIZEN_FAULTS = [
  'FIELD_REQUIRED',
  'ID_NUMBER_FORMAT',
  'NAME_FORMAT',
  'NAME_DAMAGED',
  'BIRTH_DATE_FORMAT',
  'BIRTH_DATE_IMPOSSIBLE',
  'BIRTH_DATE_RANGE',
  'PHONE_FORMAT',
  'PHONE_NOT_MOBILE',
  'PHONE_OLD_NUMBER',
  'EMAIL_FORMAT',
  'CAPTCHA_WRONG',
  'PASSWORD_WEAK',
  'PASSWORD_DIFFERS',
  'CONSENT_MISSING',
  'SCAN_EMPTY',
  'SCAN_NOT_A_CARD',
  'SCAN_INCOMPLETE',
  'SCAN_DAMAGED',
  'SCAN_TOO_LONG',
  'SCANNER_ABSENT',
  'SCANNER_LOST',
  ...DEVICE_FAULTS,
  ...METHOD_FAULTS,
  'METHOD_NOT_BUILT',
  'METHOD_NOT_FOR_SUBJECT',
  'METHOD_CLOSED',
  'METHOD_NOT_YET_OPEN',
  'OTP_INCOMPLETE',
  'OTP_WRONG',
  'OTP_EXPIRED',
  'OTP_TRIES_SPENT',
  'OTP_RESEND_TOO_SOON',
  'OTP_LIMIT_NUMBER',
  'OTP_LIMIT_STATION',
  'OTP_NOT_SENT',
  'OTP_UNKNOWN',
  'OTP_NOT_PROVED',
  'OTP_DEFERRED',
  'PACKET_WAIT_EXPIRED',
  'RECEIPT_FORMAT',
  'RECEIPT_QR_SPOILT',
  'RECEIPT_UNKNOWN',
  'RECEIPT_NOT_GIVEN',
  'SUBSCRIBER_OTHER_OWNER',
  'SUBSCRIBER_CMND9',
  'SUBSCRIBER_UNKNOWN',
  'CARRIER_UNAVAILABLE',
  'ACCOUNT_EXISTS',
  'ACCOUNT_MAYBE_EXISTS',
  'PACKET_WAITS_HERE',
  'LINE_DOWN',
  'CAPTIVE_PORTAL',
  'CENTRAL_ANSWER_INVALID',
  'CENTRAL_REFUSED',
  'CENTRAL_BUSY',
  'RATE_LIMITED',
  'CLOCK_SKEW',
  'STATION_NOT_ENROLLED',
  'STATION_UNKNOWN',
  'STORE_FULL',
  'STORE_BUSY',
  'STORE_DAMAGED',
  'STORE_READ_ONLY',
  'SECRET_SPENT',
  'PACKET_CONFLICT',
  'PACKET_INCONSISTENT',
  'CANCELLED',
  'TIMED_OUT',
  'INTERNAL',
] as const satisfies readonly FaultCode[]

export type CitizenFault = (typeof CITIZEN_FAULTS)[number]

/** What happened, and what to do now: two short sentences without blame or jargon. */
export interface FaultWords {
  readonly what: string
  readonly now: string
}

/** A refusal or an unfinished registration, told on a page of its own. */
export interface OutcomeWords {
  readonly title: string
  readonly what: string
  readonly steps: readonly string[]
}

/** Codes whose refusal has its own next steps (product.md §3: never a dead end). */
export type RefusalCode =
  | 'ACCOUNT_EXISTS'
  | 'SUBSCRIBER_OTHER_OWNER'
  | 'SUBSCRIBER_CMND9'
  | 'SUBSCRIBER_UNKNOWN'
  | 'PACKET_WAIT_EXPIRED'
  | 'INSURANCE_MISMATCH'
  | 'INSURANCE_UNKNOWN'
  | 'SIM_SIGN_NO_CERTIFICATE'
  | 'SIM_SIGN_PIN_BLOCKED'
  | 'REMOTE_SIGN_NO_CERTIFICATE'
  | 'SIGN_IN_OFFICIAL'
  | 'SIGN_IN_LEVEL'
  | 'CERTIFICATE_REVOKED'
  | 'CERTIFICATE_EXPIRED'
  | 'CERTIFICATE_CMND_ONLY'
  | 'CERTIFICATE_WRONG_SUBJECT'
  | 'CERTIFICATE_WRONG_TREE'

/** The page of each; the carrier's name where it is known and its shop is the way out. */
export type Refusals = Readonly<Record<RefusalCode, (carrier: string | null) => OutcomeWords>>
