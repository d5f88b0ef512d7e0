import type { Ial, Method, Subject } from '../base/terms.ts'

/** One cell of the matrix of product.md §2. Dates are YYYY-MM-DD in Vietnam's time; null is open-ended. */
export interface PolicyCell {
  readonly subject: Subject
  readonly method: Method
  readonly allowed: boolean
  /** The level an account reaches; a list where the provider says which. */
  readonly ial: Ial | readonly Ial[]
  /** First day. */
  readonly validFrom: string | null
  /** Last day, inclusive. */
  readonly validUntil: string | null
  /** The document that says so. */
  readonly source: string
  /** What to use once this is closed. */
  readonly instead: Method | null
  /** Who is kept out: the whole subject, or officials of state agencies within it. */
  readonly reason?: 'subject' | 'official'
}

export interface PolicySet {
  /** 'portal-2022', 'vneid-2024', or one that central's administrator made. */
  readonly id: string
  /** One cell at most for a subject and method. */
  readonly cells: readonly PolicyCell[]
}
