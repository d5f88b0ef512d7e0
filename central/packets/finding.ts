import type { AccountKey } from '../../data/wire/account-keys.ts'
import type { FaultCode } from '../../flows/base/fault-codes.ts'
import type { Ial, Subject } from '../../flows/base/terms.ts'

/** Something that may serve one packet only, spent when the decision is written. */
export type Spend =
  | { readonly kind: 'otp'; readonly challengeId: string }
  | { readonly kind: 'nonce'; readonly nonce: string }
  | { readonly kind: 'transaction'; readonly transactionId: string }

/** What a packet proved: the account it is to become, or raise. */
export interface Proved {
  readonly kind: 'accept'
  readonly ial: Ial
  readonly subject: Subject
  /** Never empty: an account that stands under nothing could be made twice. */
  readonly keys: readonly AccountKey[]
  /** Those of the keys that lead to an account that is raised; all of them where absent. What nobody proved may stand in the way of an account, and never takes one over. */
  readonly raisedBy?: readonly AccountKey[]
  readonly fullName: string | null
  readonly birthDate: string | null
  readonly organisation: string | null
  readonly phone: string | null
  readonly passwordHash: string | null
  readonly carrier: string | null
  readonly spends: readonly Spend[]
  readonly onExisting: 'raise' | 'refuse'
  /** Where a station's own code proved the phone: whoever holds it is told, and of which place. */
  readonly noticeOf?: { readonly phone: string; readonly place: string }
}

/** The code is still to come. */
export interface Waiting {
  readonly kind: 'wait-for-citizen'
  readonly reason: FaultCode
  /** The station's own code would have counted, had its day not been full: staff are told. */
  readonly isOverAllowance: boolean
}

export type Finding =
  | Proved
  | {
      readonly kind: 'refuse'
      readonly reason: FaultCode
      readonly carrier: string | null
      /** Where an account stands in the way: what it was found under. */
      readonly keys?: readonly AccountKey[]
    }
  | Waiting
  /** A principal register did not answer: to be tried again. */
  | { readonly kind: 'put-off'; readonly reason: FaultCode }

/** A finding, and when its packet was made as the station says; absent where the packet could not be opened. */
export type DatedFinding = Finding & { readonly made?: { readonly atMs: number; readonly proven: boolean } }

export function refuse(reason: FaultCode, carrier: string | null = null): Finding {
  return { kind: 'refuse', reason, carrier }
}

export function waitForCode(isOverAllowance: boolean): Waiting {
  return { kind: 'wait-for-citizen', reason: 'OTP_DEFERRED', isOverAllowance }
}

/** Refuses because of an account that stands under these keys. */
export function refuseOwned(keys: readonly AccountKey[]): Finding {
  return { kind: 'refuse', reason: 'ACCOUNT_EXISTS', carrier: null, keys }
}
