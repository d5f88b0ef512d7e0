import type { Sex } from '../base/terms.ts'
import { birthYear } from './birth-date.ts'
import { accepted, type Checked, type RuleWarning, refused } from './field.ts'
import { provinceName } from './province.ts'

export interface IdNumberParts {
  /** Three digits: a province of birth registration, or a country from 100 up. */
  readonly provinceCode: string
  /** Null for a country and for a code that is not in the annex. */
  readonly provinceName: string | null
  /** 20 for 1900–1999, 21 for 2000–2099, and so on. */
  readonly century: number
  readonly birthYear: number
  readonly sex: Sex
}

/**
 * Checks an ID number as typed: CMND (9 digits) or CCCD / số định danh (12 digits). Blanks, dots and dashes inside are dropped.
 * Only the ASCII digits count: full-width or Arabic-Indic digits mean a wrong keyboard or a damaged copy, and are refused rather than guessed.
 * Warnings are those of `crossCheckIdNumber` that need no other answer. Problems: FIELD_REQUIRED, ID_NUMBER_FORMAT. Source: domain.md §1.1.
 */
export function checkIdNumber(text: string): Checked<string> {
  const digits = text.replace(/[\s.\-–]/g, '')
  if (digits === '') return refused('FIELD_REQUIRED')
  if (!/^(\d{9}|\d{12})$/.test(digits)) return refused('ID_NUMBER_FORMAT')
  return accepted(digits, crossCheckIdNumber(digits, {}))
}

/** Which number it is. `digits` has passed `checkIdNumber`. */
export function idNumberKind(digits: string): 'cmnd' | 'cccd' {
  return digits.length === 9 ? 'cmnd' : 'cccd'
}

/**
 * What the 12 digits PPP G YY NNNNNN say (Thông tư 07/2016/TT-BCA, annex; kept by 59/2021): G even is male, odd female, and G / 2 counts the
 * centuries from the 20th. Null for anything but 12 digits: a CMND says nothing.
 */
export function readIdNumber(digits: string): IdNumberParts | null {
  if (!/^\d{12}$/.test(digits)) return null
  const provinceCode = digits.slice(0, 3)
  const centurySex = Number(digits[3])
  const century = 20 + Math.floor(centurySex / 2)
  return {
    provinceCode,
    provinceName: provinceName(provinceCode),
    century,
    birthYear: (century - 1) * 100 + Number(digits.slice(4, 6)),
    sex: centurySex % 2 === 0 ? 'male' : 'female',
  }
}

/**
 * Compares the digits with what the person says. `birthDate` is YYYY-MM-DD, unknown parts 00. Gives warnings only ("cần xác minh"): people
 * whose sex or birth date was corrected may keep their number (domain.md §1.1).
 */
export function crossCheckIdNumber(
  digits: string,
  about: { readonly birthDate?: string | undefined; readonly sex?: Sex | undefined },
): readonly RuleWarning[] {
  const parts = readIdNumber(digits)
  if (!parts) return []
  const warnings: RuleWarning[] = []
  if (about.birthDate && birthYear(about.birthDate) !== parts.birthYear) warnings.push('ID_BIRTH_YEAR_DIFFERS')
  if (about.sex && about.sex !== parts.sex) warnings.push('ID_SEX_DIFFERS')
  if (parts.provinceName === null && Number(parts.provinceCode) < FIRST_COUNTRY_CODE)
    warnings.push('ID_PROVINCE_UNKNOWN')
  return warnings
}

const FIRST_COUNTRY_CODE = 100
