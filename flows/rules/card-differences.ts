import type { ChipDetails } from '../ports/card.port.ts'
import { sexOfText } from './card-of-chip.ts'
import type { CitizenCard } from './card-qr.ts'
import type { CitizenMrz } from './mrz.ts'
import { asciiCapitals } from './mrz-write.ts'
import { compareNames } from './name-compare.ts'
import { NO_EXPIRY_TEXT, printedDateToIso, saysNoExpiry } from './printed-date.ts'

export { type LetterDifference, letterDifferences } from './letter-differences.ts'

/** `typed` is what stands in the form, `mrz` the one on the card's back, `chip` DG13 of the chip, `chip-mrz` its DG1. */
export type CardSource = 'typed' | 'qr' | 'mrz' | 'chip' | 'chip-mrz'
export type CardField =
  | 'idNumber'
  | 'fullName'
  | 'birthDate'
  | 'sex'
  | 'oldIdNumber'
  | 'residence'
  | 'issuedOn'
  | 'expiresOn'
export type DifferenceGrade = 'same' | 'marks-differ' | 'different' | 'only-one'

export interface CardDifference {
  readonly field: CardField
  /**
   * What each source says, for sources that say something: dates YYYY-MM-DD (unknown parts 00), sex `male` or `female`, no expiry "Không thời hạn";
   * a date or sex that cannot be understood as it stands.
   */
  readonly values: Readonly<Partial<Record<CardSource, string>>>
  readonly grade: DifferenceGrade
}

export interface CardSources {
  readonly typed?: Pick<CitizenCard, 'idNumber' | 'fullName' | 'birthDate'> | undefined
  readonly qr?: CitizenCard | undefined
  readonly mrz?: CitizenMrz | undefined
  readonly chip?: { readonly mrz: CitizenMrz | null; readonly details: ChipDetails | null } | undefined
}

/**
 * Compares what a card says in its QR, its MRZ and its chip, field by field, for the officer of `in-person` (product.md §3). Fields nobody names are left
 * out. The grade is the worst of any two sources. Names: a MRZ has no marks, so equal ASCII forms are `same` against it, and a name that filled its line
 * counts as far as it goes; otherwise as `compareNames`. Residence likewise, blanks around commas aside.
 */
export function cardDifferences({ typed, qr, mrz, chip }: CardSources): readonly CardDifference[] {
  const details = chip?.details ?? null
  const chipMrz = chip?.mrz ?? null
  const ofMrz = (from: CitizenMrz | null | undefined, read: (mrz: CitizenMrz) => string) => (from ? read(from) : null)
  const both = (read: (mrz: CitizenMrz) => string) => ({ mrz: ofMrz(mrz, read), 'chip-mrz': ofMrz(chipMrz, read) })
  const cutNames = new Set([mrz, chipMrz].flatMap((each) => (each?.isNameCut ? [each.nameAscii] : [])))
  return [
    difference('idNumber', {
      typed: typed?.idNumber,
      qr: qr?.idNumber,
      ...both((each) => each.idNumber),
      chip: details?.idNumber,
    }),
    difference(
      'fullName',
      {
        typed: typed?.fullName,
        qr: qr?.fullName,
        ...both((each) => each.nameAscii),
        chip: details?.fullName,
      },
      (a, b) => gradeNames(a, b, cutNames),
    ),
    difference('birthDate', {
      typed: typed?.birthDate,
      qr: qr?.birthDate,
      ...both((each) => each.birthDate),
      chip: isoOr(details?.birthDate),
    }),
    difference('sex', { qr: qr?.sex, ...both((each) => each.sex), chip: sexOr(details?.sex) }),
    difference('oldIdNumber', { qr: qr?.oldIdNumber, chip: details?.oldIdNumber }),
    difference('residence', { qr: qr?.residence, chip: details?.residence }, gradeTexts),
    difference('issuedOn', { qr: qr?.issuedOn, chip: isoOr(details?.issuedOn) }),
    difference('expiresOn', {
      ...both((each) => each.expiresOn ?? NO_EXPIRY_TEXT),
      chip: expiryOr(details?.expiresOn),
    }),
  ].flatMap((each) => each ?? [])
}

interface Said {
  readonly source: CardSource
  readonly value: string
}
type Grade = (a: Said, b: Said) => 'same' | 'marks-differ' | 'different'
const SOURCES = ['typed', 'qr', 'mrz', 'chip', 'chip-mrz'] as const
const GRADES = ['same', 'marks-differ', 'different'] as const

function difference(
  field: CardField,
  given: Readonly<Partial<Record<CardSource, string | null | undefined>>>,
  grade: Grade = (a, b) => (a.value === b.value ? 'same' : 'different'),
): CardDifference | null {
  const said = SOURCES.flatMap((source) => (given[source] ? [{ source, value: given[source] }] : []))
  if (said.length === 0) return null
  const pairs = said.flatMap((a, at) => said.slice(at + 1).map((b) => GRADES.indexOf(grade(a, b))))
  const values = Object.fromEntries(said.map(({ source, value }) => [source, value]))
  return { field, values, grade: said.length === 1 ? 'only-one' : (GRADES[Math.max(...pairs)] ?? 'different') }
}

function gradeNames(a: Said, b: Said, cutNames: ReadonlySet<string>): ReturnType<Grade> {
  if (!isMrz(a) && !isMrz(b)) return compareNames(a.value, b.value)
  const [left, right] = [asciiCapitals(a.value), asciiCapitals(b.value)]
  const isStart = (short: string, long: string) => cutNames.has(short) && long.startsWith(short)
  return left === right || isStart(left, right) || isStart(right, left) ? 'same' : 'different'
}

function isMrz({ source }: Said): boolean {
  return source === 'mrz' || source === 'chip-mrz'
}

function gradeTexts(a: Said, b: Said): ReturnType<Grade> {
  const tidy = (text: string) => text.replace(/\s*,\s*/g, ', ')
  return compareNames(tidy(a.value), tidy(b.value))
}

function isoOr(text: string | null | undefined): string | null {
  return text ? (printedDateToIso(text) ?? text) : null
}

function expiryOr(text: string | null | undefined): string | null {
  return text && saysNoExpiry(text) ? NO_EXPIRY_TEXT : isoOr(text)
}

function sexOr(text: string | null | undefined): string | null {
  return text ? (sexOfText(text) ?? text) : null
}
