import { readTaxCode, type TaxCode } from '../../flows/rules/tax-code.ts'
import type { NameAttribute } from './name.ts'
import { OID } from './oids.ts'

/** What is wrong with one attribute of a subject. The value itself is not repeated: it may be a person's number. */
export interface SubjectProblem {
  /** `UID`, `CN`, … as people know the attribute. */
  readonly attribute: string
  /**
   * `unreadable` bytes that are no text · `damaged` text that has lost letters · `kind-missing` a number that does not say what it is · `kind-unknown` ·
   * `number-format` · `conflict` two different numbers of one kind
   */
  readonly problem: 'unreadable' | 'damaged' | 'kind-missing' | 'kind-unknown' | 'number-format' | 'conflict'
}

export interface SubjectNumbers {
  /** CCCD or personal identification number, 12 digits, whether it came as CCCD or as a CMND of 12 digits. */
  readonly idNumber: string | null
  /** CMND of 9 digits. */
  readonly cmnd9: string | null
  readonly passport: string | null
  readonly taxCode: TaxCode | null
  /** State budget unit code (MNS). */
  readonly stateUnit: string | null
  readonly problems: readonly SubjectProblem[]
}

/**
 * The typed numbers of a subject (domain.md §3.2): any number of UID attributes `KIND:number`, and organizationIdentifier `VATVN-number`. Blanks and letter case
 * around the kind are forgiven; a number of a kind that does not fit is named in `problems`, and so are two different ones of a kind. Never guessed.
 */
export function readSubjectNumbers(name: readonly NameAttribute[]): SubjectNumbers {
  const found = name.flatMap(numberIn)
  const problems = found.flatMap((one) => ('problem' in one ? [one] : []))
  const pick = (kind: NumberKind): string | null => {
    const values = new Set(found.flatMap((one) => ('kind' in one && one.kind === kind ? [one.value] : [])))
    if (values.size > 1) problems.push({ attribute: 'UID', problem: 'conflict' })
    const [only] = values
    return values.size === 1 && only !== undefined ? only : null
  }
  const taxCode = pick('taxCode')
  return {
    idNumber: pick('idNumber'),
    cmnd9: pick('cmnd9'),
    passport: pick('passport'),
    taxCode: taxCode === null ? null : readTaxCode(taxCode),
    stateUnit: pick('stateUnit'),
    problems,
  }
}

type NumberKind = 'idNumber' | 'cmnd9' | 'passport' | 'taxCode' | 'stateUnit'
type Found = { readonly kind: NumberKind; readonly value: string } | SubjectProblem

/** Digits of papers may be set in groups. */
const withoutGroups = (text: string) => text.replace(/[\s.-]/g, '')

const READERS: Readonly<Record<string, (number: string) => Found | null>> = {
  CMND: personal,
  CCCD: (number) => (withoutGroups(number).length === 12 ? personal(number) : null),
  MST: (number) => {
    const code = readTaxCode(number)
    return code && { kind: 'taxCode', value: code.value }
  },
  // ICAO 9303-4: up to nine letters and digits; Vietnamese passports have a letter and seven or eight digits.
  HC: (number) => matched('passport', withoutGroups(number).toUpperCase(), /^(?=.*\d)[A-Z0-9]{6,9}$/),
  // No public grammar: seven digits, or the dotted codes of the electronic document exchange (G12.34.56, 000.00.01.H29).
  MNS: (number) => matched('stateUnit', number.replace(/\s/g, '').toUpperCase(), /^(?=.*\d)[A-Z0-9][A-Z0-9.-]{2,29}$/),
}

function numberIn({ type, text }: NameAttribute): readonly Found[] {
  if (type === OID.userId) return [text === null ? problem('UID', 'unreadable') : typed(text)]
  if (type === OID.organisationIdentifier) return text === null ? [problem('2.5.4.97', 'unreadable')] : legal(text)
  return []
}

function typed(text: string): Found {
  const [, kind, number] = /^([\p{L}\p{M}\d .]{1,20}?)\s*:\s*(.*)$/u.exec(text) ?? []
  if (kind === undefined || number === undefined) return problem('UID', 'kind-missing')
  const read = READERS[kind.replace(/[\s.]/g, '').toUpperCase()]
  return read ? (read(number) ?? problem('UID', 'number-format')) : problem('UID', 'kind-unknown')
}

/** ETSI EN 319 412-1 §5.1.4: three letters of the kind, two of the country, a dash. Other kinds than VAT are no tax codes and say nothing here. */
function legal(text: string): readonly Found[] {
  const [, number] = /^VAT\s*VN\s*-?\s*(.*)$/i.exec(text) ?? []
  if (number === undefined) return [problem('2.5.4.97', 'kind-unknown')]
  const code = readTaxCode(number)
  return [code ? { kind: 'taxCode', value: code.value } : problem('2.5.4.97', 'number-format')]
}

function personal(number: string): Found | null {
  const digits = withoutGroups(number)
  return matched('idNumber', digits, /^\d{12}$/) ?? matched('cmnd9', digits, /^\d{9}$/)
}

function matched(kind: NumberKind, value: string, shape: RegExp): Found | null {
  return shape.test(value) ? { kind, value } : null
}

function problem(attribute: string, what: SubjectProblem['problem']): SubjectProblem {
  return { attribute, problem: what }
}
