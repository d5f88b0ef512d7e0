import { accepted, type Checked, refused } from './field.ts'

/**
 * Checks a social insurance number (mã số BHXH) as typed: 10 digits, the 12-digit personal number that takes its place from 2025, or the 15 characters of a
 * health insurance card (BHYT: two letters, 13 digits), whose last 10 are the number. Blanks, dots and dashes inside are dropped; other digits than ASCII are
 * refused. Gives 10 or 12 digits; that 12 equal the ID number is for `compareInsured` to say. Problems: FIELD_REQUIRED, INSURANCE_NUMBER_FORMAT.
 * Source: domain.md §2.1.
 */
export function checkInsuranceNumber(text: string): Checked<string> {
  const typed = text.replace(/[\s.\-–]/g, '')
  if (typed === '') return refused('FIELD_REQUIRED')
  const number = /^(\d{10}|\d{12})$/.exec(typed)?.[1] ?? HEALTH_CARD.exec(typed)?.[1]
  return number === undefined ? refused('INSURANCE_NUMBER_FORMAT') : accepted(number)
}

// Group of the insured (2 letters), benefit level (1), province (2), then the insurance number.
const HEALTH_CARD = /^[A-Z]{2}\d{3}(\d{10})$/i
