import { accepted, type Checked, refused } from './field.ts'
import { readTaxCode } from './tax-code.ts'

/** "Look again": a number that never had this check digit, though some old codes do. */
export type TaxCodeWarning = 'TAX_CODE_CHECK_DIGIT'

/**
 * Checks a tax code (mã số thuế) as typed; `readTaxCode` says which forms there are. Gives 10 digits, 10-3 with its dash, or 12 digits. A wrong check digit
 * is no problem, only a warning (`taxCodeWarning`). Problems: FIELD_REQUIRED, TAX_CODE_FORMAT. Source: domain.md §2.2.
 */
export function checkTaxCode(text: string): Checked<string> {
  if (text.replace(/[\s.\-–]/g, '') === '') return refused('FIELD_REQUIRED')
  const code = readTaxCode(text)
  return code ? accepted(code.value) : refused('TAX_CODE_FORMAT')
}

/** What to tell beside an accepted tax code, or null. */
export function taxCodeWarning(text: string): TaxCodeWarning | null {
  return readTaxCode(text)?.checkDigit === 'wrong' ? 'TAX_CODE_CHECK_DIGIT' : null
}
