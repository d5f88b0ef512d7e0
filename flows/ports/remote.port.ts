import type { FaultCode } from '../base/fault-codes.ts'
import type { HolderFacts, RevocationKnowledge } from '../base/holder.ts'
import type { Claims, Ial, Subject } from '../base/terms.ts'
import type { Carrier } from '../rules/carrier.ts'

/** Providers of remote signatures a person may choose from. */
export const SIGNING_PROVIDERS = ['smartca', 'csc'] as const
export type SigningProvider = (typeof SIGNING_PROVIDERS)[number]

/** The numbers of a person's card. */
export interface CardNumbers {
  readonly idNumber: string
  readonly oldIdNumber: string | null
}

/** A request that a person answers on a device of their own, through central. */
export type RemoteRequest = {
  /** Idempotency key, made before the state that starts is entered. */
  readonly requestId: string
  readonly packetId: string
  readonly subject: Subject
  readonly termsVersion: string
  /** What a scanned card said, for certificates that carry a CMND of 9 digits alone. */
  readonly card: CardNumbers | null
} & (
  | { readonly kind: 'sign-in'; readonly provider: 'vnpost' | 'vneid' }
  /** `phone` is E.164. */
  | { readonly kind: 'sim-signature'; readonly phone: string; readonly carrier: Carrier }
  /** `userKey` is an ID number or a tax code. */
  | { readonly kind: 'remote-signature'; readonly provider: SigningProvider; readonly userKey: string }
)

/** A request on its way. Durations, not instants. */
export interface RemoteTransaction {
  readonly transactionId: string
  /** The packet the request was made for: this visit's, or that of an earlier visit whose request is still open and is taken up again. */
  readonly packetId: string
  /** What will be signed, for reading; null for a sign-in. */
  readonly statement: string | null
  /** Shown on both screens, to be compared; null for a sign-in. */
  readonly controlCode: string | null
  readonly userCode: string | null
  readonly verificationUri: string | null
  /** Goes into a QR: the sign-in page with its code, or the link that opens the signing app. */
  readonly link: string | null
  readonly lifetimeMs: number
  readonly pollAfterMs: number
}

/** What central may tell of an account once the person has proved who they are. */
export type AccountStanding = { readonly state: 'none' } | { readonly state: 'exists'; readonly ial: Ial }

export type RemoteAnswer =
  | { readonly kind: 'waiting'; readonly pollAfterMs: number; readonly lifetimeMs: number }
  | {
      readonly kind: 'signed'
      readonly statement: string
      readonly cmsBase64: string
      readonly holder: HolderFacts
      readonly revocation: RevocationKnowledge
      readonly account: AccountStanding
    }
  | {
      readonly kind: 'signed-in'
      readonly claims: Claims
      readonly ial: Ial
      /** JWS by central: this provider said this of this transaction at this station. */
      readonly proof: string
      readonly account: AccountStanding
    }
  | { readonly kind: 'refused'; readonly code: FaultCode }

/**
 * Requests at outside parties through central. Calls raise LINE_DOWN, CENTRAL_BUSY, CENTRAL_REFUSED, CENTRAL_ANSWER_INVALID, CLOCK_SKEW, STATION_UNKNOWN; `signal` abandons
 * the call, never the request.
 */
export interface RemotePort {
  /** Idempotent by requestId; takes up again what this person has open at this station. Raises also the party's unavailable fault, TRANSACTION_ELSEWHERE, RATE_LIMITED. */
  start(
    request: RemoteRequest,
    signal?: AbortSignal,
  ): Promise<RemoteTransaction | { readonly kind: 'refused'; readonly code: FaultCode }>
  /** Raises also TRANSACTION_UNKNOWN. */
  poll(transactionId: string, signal?: AbortSignal): Promise<RemoteAnswer>
  /** The account behind a statement signed here by token, once central has seen the signature. */
  checkSignature(
    request: {
      readonly packetId: string
      readonly subject: Subject
      readonly method: 'usb-token' | 'sim-pki'
      readonly statement: string
      readonly cmsBase64: string
      /** What the card said, for a certificate with a CMND of 9 digits. */
      readonly card: CardNumbers | null
    },
    signal?: AbortSignal,
  ): Promise<
    | { readonly kind: 'good'; readonly revocation: RevocationKnowledge; readonly account: AccountStanding }
    | { readonly kind: 'refused'; readonly code: FaultCode }
  >
}
