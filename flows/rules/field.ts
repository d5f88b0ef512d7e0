import type { FaultCode } from '../base/fault-codes.ts'

/** "Cần xác minh": a number that says otherwise than the person. Corrected civil records keep such numbers, so it is never an error (domain.md §1.1). */
export type RuleWarning = 'ID_BIRTH_YEAR_DIFFERS' | 'ID_SEX_DIFFERS' | 'ID_PROVINCE_UNKNOWN'

/** What a rule says of one answer: its normal form, or the one problem to tell the person first. */
export type Checked<T> =
  | { readonly ok: true; readonly value: T; readonly warnings: readonly RuleWarning[] }
  | { readonly ok: false; readonly problem: FaultCode }

/** The answer stands, in its normal form. */
export function accepted<T>(value: T, warnings: readonly RuleWarning[] = []): Checked<T> {
  return { ok: true, value, warnings }
}

/** The answer does not stand. */
export function refused(problem: FaultCode): { readonly ok: false; readonly problem: FaultCode } {
  return { ok: false, problem }
}
