import type { Claims, Subject } from '../base/terms.ts'

/** What this station knows of a person by itself, without the line. */
export type KnownPerson =
  | { readonly kind: 'unknown' }
  /** Central's filter holds somebody who may be this person; of a hundred people without an account it takes one for somebody with one. */
  | { readonly kind: 'maybe-account' }
  /** This station sealed a registration for what is very likely this person, and central's answer is not known, or not in the filter, yet. */
  | { readonly kind: 'sealed-here'; readonly receiptNumber: string }

/** Looks a person up where central cannot be asked. It never refuses anybody: whoever is told goes on or not, and central decides. */
export interface KnownPersonPort {
  /** Never raises: what cannot be looked up is unknown. At a station that people use by themselves everybody is, so that nobody can fish. */
  look(person: { readonly subject: Subject; readonly claims: Claims }): Promise<KnownPerson>
}
