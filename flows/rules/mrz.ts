import { icaoCheckDigit } from '../base/icao-check-digit.ts'
import type { Sex } from '../base/terms.ts'
import { checkIsoBirthDate, isCalendarDay } from './birth-date.ts'
import type { RuleWarning } from './field.ts'
import { crossCheckIdNumber, readIdNumber } from './id-number.ts'
import { looksLike, type MrzSuspect } from './mrz-suspects.ts'

/** What the machine-readable zone of a citizen card says. Not signed, but with check digits, and in the chip's DG1 it is signed. */
export interface CitizenMrz {
  /** 12 digits. */
  readonly idNumber: string
  /** YYYY-MM-DD, unknown parts 00; the century is the ID number's. */
  readonly birthDate: string
  readonly sex: Sex
  /** YYYY-MM-DD; null for "Không thời hạn". */
  readonly expiresOn: string | null
  /** Capitals without marks, one blank between words. */
  readonly nameAscii: string
  /** The line was full: the name may go on beyond it. */
  readonly isNameCut: boolean
  /** What opens the chip (ICAO 9303-11 §4.3): as printed, without check digits, dates YYMMDD. */
  readonly chipKey: { readonly documentNumber: string; readonly birthDate: string; readonly expiryDate: string }
  readonly warnings: readonly RuleWarning[]
}

export type MrzField =
  | 'length'
  | 'document'
  | 'documentNumber'
  | 'idNumber'
  | 'birthDate'
  | 'sex'
  | 'expiryDate'
  | 'nationality'
  | 'filler'
  | 'composite'
  | 'name'

/** Where it does not hold. `line` counts from 1; null when it cannot be said. `suspects` are shown to the person, never changed for them. */
export interface MrzRefusal {
  readonly kind: 'refused'
  readonly code: 'MRZ_FORMAT' | 'MRZ_CHECK_DIGIT'
  readonly line: 1 | 2 | 3 | null
  readonly field: MrzField
  readonly suspects: readonly MrzSuspect[]
}

export type MrzReading = { readonly kind: 'mrz'; readonly mrz: CitizenMrz } | MrzRefusal

/** UTF-16 units; 90 characters with room for blanks between all of them. Anything longer is not looked at. */
export const MRZ_MAX_LENGTH = 256

/**
 * Reads a citizen card's MRZ as scanned or typed (ICAO 9303-5 §4.2, TD1, as Vietnam uses it: domain.md §1.5). Blanks, line breaks and lower case do not
 * matter; everything else does: a letter where a digit belongs is reported with its likely meaning, not replaced. Check digits cover lines 1 and 2 but the
 * sex; the sex is held against the ID number (a warning). Nothing covers the letters of the name. `today` is YYYY-MM-DD.
 * Total. MRZ_FORMAT: not 3 × 30, a character out of place, a date that is none, a document number that is not the end of the ID number.
 * MRZ_CHECK_DIGIT: the form is right and a check digit is not: something was misread.
 */
export function readMrz(text: string, today: string): MrzReading {
  const lines = linesOf(text)
  if ('kind' in lines) return lines
  for (const line of [1, 2, 3] as const) {
    const misplaced = misplacedIn(line, lines[line - 1] ?? '')
    if (misplaced) return misplaced
  }
  return failedCheckDigit(lines) ?? readFields(lines, today)
}

/** The card access number that opens the chip: the last six of the twelve digits (domain.md §1.6). */
export function canOf(idNumber: string): string {
  return idNumber.slice(-6)
}

const LINE_LENGTH = 30

type Lines = readonly [string, string, string]

function linesOf(text: string): Lines | MrzRefusal {
  if (text.length > MRZ_MAX_LENGTH) return refuse('MRZ_FORMAT', null, 'length')
  const given = text
    .split(/[\r\n]+/)
    .map((line) => line.replace(/[\s\p{Cc}\ufeff]/gu, '').replace(/[a-z]/g, (letter) => letter.toUpperCase()))
    .filter((line) => line !== '')
  if (given.length === 3) {
    const wrong = given.findIndex((line) => line.length !== LINE_LENGTH)
    if (wrong >= 0) return refuse('MRZ_FORMAT', (wrong + 1) as 1 | 2 | 3, 'length')
  }
  const all = given.join('')
  if (all.length !== 3 * LINE_LENGTH) return refuse('MRZ_FORMAT', null, 'length')
  return [all.slice(0, 30), all.slice(30, 60), all.slice(60)]
}

// One sign a column: # digit, ? digit or filler, @ sex, & letter or filler, anything else itself.
const FORMS: Lines = [
  `IDVNM${'#'.repeat(22)}<<#`,
  `${'?'.repeat(6)}#@${'?'.repeat(7)}VNM${'<'.repeat(11)}#`,
  '&'.repeat(LINE_LENGTH),
]
const SIGNS: Readonly<Record<string, RegExp>> = { '#': /\d/, '?': /[\d<]/, '@': /[MF]/, '&': /[A-Z<]/ }

/** [first column, field] of each line, from 0. */
const FIELDS: Readonly<Record<1 | 2 | 3, readonly (readonly [number, MrzField])[]>> = {
  1: [
    [0, 'document'],
    [5, 'documentNumber'],
    [15, 'idNumber'],
    [27, 'filler'],
    [29, 'idNumber'],
  ],
  2: [
    [0, 'birthDate'],
    [7, 'sex'],
    [8, 'expiryDate'],
    [15, 'nationality'],
    [18, 'filler'],
    [29, 'composite'],
  ],
  3: [[0, 'name']],
}

function misplacedIn(line: 1 | 2 | 3, text: string): MrzRefusal | null {
  const form = FORMS[line - 1] ?? ''
  const isWrong = (column: number) => {
    const sign = form[column] ?? ''
    const character = text[column] ?? ''
    return SIGNS[sign] ? !SIGNS[sign].test(character) : character !== sign
  }
  const wrong = Array.from({ length: LINE_LENGTH }, (_, column) => column).filter(isWrong)
  const [first] = wrong
  if (first === undefined) return null
  const field = FIELDS[line].findLast(([from]) => from <= first)?.[1] ?? 'document'
  const suspects = wrong.flatMap((column) => {
    const read = text[column] ?? ''
    const likely = looksLike(read, form[column] ?? '')
    return likely ? [{ line, column: column + 1, read, likely }] : []
  })
  return { kind: 'refused', code: 'MRZ_FORMAT', line, field, suspects }
}

/** ICAO 9303-5 §4.2.4: the composite digit is over columns 6–30 of line 1, and 1–7, 9–15, 19–29 of line 2. */
function failedCheckDigit([first, second]: Lines): MrzRefusal | null {
  const holds = (text: string, digit: string) => icaoCheckDigit(text) === digit.replace('<', '0')
  const composite = first.slice(5) + second.slice(0, 7) + second.slice(8, 15) + second.slice(18, 29)
  if (!holds(first.slice(5, 14), first.charAt(14))) return refuse('MRZ_CHECK_DIGIT', 1, 'documentNumber')
  if (!holds(first.slice(15, 27), first.charAt(29))) return refuse('MRZ_CHECK_DIGIT', 1, 'idNumber')
  if (!holds(second.slice(0, 6), second.charAt(6))) return refuse('MRZ_CHECK_DIGIT', 2, 'birthDate')
  if (!holds(second.slice(8, 14), second.charAt(14))) return refuse('MRZ_CHECK_DIGIT', 2, 'expiryDate')
  return holds(composite, second.charAt(29)) ? null : refuse('MRZ_CHECK_DIGIT', null, 'composite')
}

function readFields([first, second, third]: Lines, today: string): MrzReading {
  const idNumber = first.slice(15, 27)
  const documentNumber = first.slice(5, 14)
  const chipKey = { documentNumber, birthDate: second.slice(0, 6), expiryDate: second.slice(8, 14) }
  const birthDate = birthDateOf(chipKey.birthDate, idNumber, today)
  const expiresOn = expiryOf(chipKey.expiryDate, second.charAt(14))
  const nameAscii = third.replace(/<+/g, ' ').trim()
  if (!idNumber.endsWith(documentNumber)) return refuse('MRZ_FORMAT', 1, 'documentNumber')
  if (birthDate === null) return refuse('MRZ_FORMAT', 2, 'birthDate')
  if (expiresOn === undefined) return refuse('MRZ_FORMAT', 2, 'expiryDate')
  if (third.startsWith('<') || nameAscii.length < 2) return refuse('MRZ_FORMAT', 3, 'name')
  const sex = second.charAt(7) === 'M' ? 'male' : 'female'
  const warnings = crossCheckIdNumber(idNumber, { birthDate, sex })
  const isNameCut = !third.endsWith('<')
  return { kind: 'mrz', mrz: { idNumber, birthDate, sex, expiresOn, nameAscii, isNameCut, chipKey, warnings } }
}

/** YYMMDD, unknown parts '<<' (ICAO 9303-3 §4.8) or 00. Null for what is no day, or none that a living person was born on. */
function birthDateOf(text: string, idNumber: string, today: string): string | null {
  const [year = '', month = '', day = ''] = text.match(/../g) ?? []
  const century = (readIdNumber(idNumber)?.century ?? 20) - 1
  const part = (pair: string) => (pair === '<<' ? '00' : pair)
  const checked = checkIsoBirthDate(`${century}${year}-${part(month)}-${part(day)}`, today)
  return checked.ok ? checked.value : null
}

/** Null for "Không thời hạn", written 991231 or with fillers (domain.md §1.5); undefined for what is no day. All citizen cards end in this century. */
function expiryOf(text: string, digit: string): string | null | undefined {
  if (text === '991231' || text === '<<<<<<') return null
  const [year = '', month = '', day = ''] = text.match(/../g) ?? []
  if (!/^\d{7}$/.test(text + digit) || !isCalendarDay(2000 + Number(year), Number(month), Number(day))) return undefined
  return `20${year}-${month}-${day}`
}

function refuse(code: MrzRefusal['code'], line: MrzRefusal['line'], field: MrzField): MrzRefusal {
  return { kind: 'refused', code, line, field, suspects: [] }
}
