/** `unit` a head unit (10 digits) · `branch` a dependent unit (10-3) · `personal` the personal id as tax code (12 digits, since 2025-07-01). */
export type TaxCodeKind = 'unit' | 'branch' | 'personal'

export interface TaxCode {
  /** Normal form: 10 digits, 10-3 with its dash, or 12 digits. */
  readonly value: string
  readonly kind: TaxCodeKind
  /** `wrong` is a reason to look again, never to refuse: some old codes fail (domain.md §2.2). `none`: 12 digits carry no check digit of their own. */
  readonly checkDigit: 'right' | 'wrong' | 'none'
}

/**
 * Reads a tax code (mã số thuế) as typed or as found in a certificate; blanks, dots and dashes inside are dropped. Null for what can be no tax code: other
 * lengths, signs that are no ASCII digits, branch 000, serial of zeros. Source: domain.md §2.2 (Thông tư 86/2024/TT-BTC).
 */
export function readTaxCode(text: string): TaxCode | null {
  const digits = text.replace(/[\s.\-–]/g, '')
  if (/^\d{12}$/.test(digits)) return { value: digits, kind: 'personal', checkDigit: 'none' }
  const [, head, branch] = /^(\d{10})(\d{3})?$/.exec(digits) ?? []
  if (!head || branch === '000' || /^\d\d0{7}/.test(head)) return null
  const checkDigit = taxCheckDigit(head) === Number(head[9]) ? 'right' : 'wrong'
  return branch ? { value: `${head}-${branch}`, kind: 'branch', checkDigit } : { value: head, kind: 'unit', checkDigit }
}

const WEIGHTS = [31, 29, 23, 19, 17, 13, 7, 5, 3]

/** 10 for numbers that no digit can close: those were never given out. */
function taxCheckDigit(head: string): number {
  const sum = WEIGHTS.reduce((total, weight, index) => total + weight * Number(head[index]), 0)
  return 10 - (sum % 11)
}
