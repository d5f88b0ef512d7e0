/** One record of the social insurance database, domain.md §2.1. Dates YYYY-MM-DD, unknown parts 00. */
export interface Insured {
  /** 10 digits, or the 12-digit personal number that takes its place from 2025. */
  readonly insuranceNumber: string
  readonly idNumber: string
  readonly oldIdNumber?: string
  readonly fullName: string
  readonly birthDate: string
}
