import type { Subject } from '../../../flows/base/terms.ts'

/** An account at Vietnam Post's or the eID platform's identity provider. Dates YYYY-MM-DD. */
export interface IdentityAccount {
  readonly provider: 'vnpost' | 'vneid'
  /** The provider's own stable id of the person. */
  readonly sub: string
  readonly username: string
  /** What is typed at the provider's sign-in page. Invented. */
  readonly password: string
  readonly subject: Subject
  readonly idNumber: string
  readonly oldIdNumber?: string
  readonly fullName: string
  readonly birthDate: string
  /** E.164. */
  readonly phone: string
  readonly email?: string
  readonly organisation?: string
  readonly taxCode?: string
  /** An official of a state agency, whom vnpost does not serve (product.md §2). */
  readonly isOfficial: boolean
  /** VNeID's own level; 1 is not enough (domain.md §7.2). Vietnam Post's accounts have 2. */
  readonly level: 1 | 2 | 3
  /** What the person does on the page. */
  readonly behaviour: 'signs-in' | 'denies' | 'ignores'
}
