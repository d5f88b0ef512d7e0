import type { Receipt } from '../base/outcome.ts'
import type { Claims, Subject } from '../base/terms.ts'

/** What this station knows of a person by itself, without the line. */
export type KnownPerson =
  | { readonly kind: 'unknown' }
  /** Central's filter holds somebody who may be this person; of a hundred people without an account it takes one for somebody with one. */
  | { readonly kind: 'maybe-account' }
  | SealedHere

/** This station sealed a registration for what is very likely this person, and central's answer is not known, or not in the filter, yet. */
export interface SealedHere {
  readonly kind: 'sealed-here'
  readonly receipt: Receipt
  /** As far as this station has heard: only `accepted` means that there is an account. */
  readonly state: 'waiting' | 'waiting-for-citizen' | 'accepted'
  /** Until when the citizen is waited for, milliseconds since 1970 by central's clock; null where central did not say. */
  readonly expiresAtMs: number | null
}

/** Looks a person up where central cannot be asked. It never refuses anybody: whoever is told goes on or not, and central decides. */
export interface KnownPersonPort {
  /** Never raises: what cannot be looked up is unknown. At a station that people use by themselves everybody is, so that nobody can fish. */
  look(person: { readonly subject: Subject; readonly claims: Claims }): Promise<KnownPerson>
}
