import { icaoCheckDigit } from '../base/icao-check-digit.ts'
import type { Sex } from '../base/terms.ts'
import { tidyName, withoutMarks } from './name-text.ts'

export interface MrzPerson {
  /** 12 digits. */
  readonly idNumber: string
  readonly fullName: string
  /** YYYY-MM-DD, unknown parts 00. */
  readonly birthDate: string
  readonly sex: Sex
  /** YYYY-MM-DD; null for "Không thời hạn". */
  readonly expiresOn: string | null
}

/** Writes the MRZ of a citizen card, three lines with line breaks between (domain.md §1.5): for training, samples and the reader's own tests. */
export function writeMrz({ idNumber, fullName, birthDate, sex, expiresOn }: MrzPerson): string {
  const withDigit = (text: string) => text + icaoCheckDigit(text)
  const first = `IDVNM${withDigit(idNumber.slice(-9))}${idNumber}<<${icaoCheckDigit(idNumber)}`
  const birth = withDigit(yymmdd(birthDate))
  const expiry = withDigit(expiresOn === null ? NO_EXPIRY : yymmdd(expiresOn))
  const fillers = '<'.repeat(11)
  const composite = icaoCheckDigit(first.slice(5) + birth + expiry + fillers)
  const second = `${birth}${sex === 'male' ? 'M' : 'F'}${expiry}VNM${fillers}${composite}`
  return [first, second, mrzName(fullName)].join('\n')
}

/** A name as an MRZ has it: ASCII capitals, surname apart from the rest, cut or filled to 30. */
export function mrzName(fullName: string): string {
  const words = asciiCapitals(fullName).split(' ')
  return `${words[0] ?? ''}<<${words.slice(1).join('<')}`.padEnd(30, '<').slice(0, 30)
}

/** Capitals A–Z and blanks alone: marks dropped, Đ as D, apostrophes and hyphens dropped or as blanks (ICAO 9303-3 §4.6). */
export function asciiCapitals(name: string): string {
  return withoutMarks(tidyName(name))
    .toUpperCase()
    .replaceAll('Đ', 'D')
    .replace(/'/g, '')
    .replace(/[^A-Z]+/g, ' ')
    .trim()
}

const NO_EXPIRY = '991231'

function yymmdd(iso: string): string {
  return iso.slice(2).replaceAll('-', '')
}
