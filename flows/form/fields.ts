import type { FieldName } from '../base/events.ts'
import type { FaultCode } from '../base/fault-codes.ts'
import type { CitizenClaims, Claims, Sex } from '../base/terms.ts'
import { checkBirthDate, formatBirthDate } from '../rules/birth-date.ts'
import type { CitizenCard } from '../rules/card-qr.ts'
import { checkEmail } from '../rules/email.ts'
import { accepted, type Checked, type RuleWarning, refused } from '../rules/field.ts'
import { checkIdNumber, crossCheckIdNumber } from '../rules/id-number.ts'
import { checkInsuranceNumber } from '../rules/insurance-number.ts'
import type { CitizenMrz } from '../rules/mrz.ts'
import { checkName } from '../rules/name.ts'
import { checkOrganisation } from '../rules/organisation.ts'
import { checkPhone } from '../rules/phone.ts'
import { checkTaxCode } from '../rules/tax-code-field.ts'
import { FIELD_SPECS } from './field-specs.ts'

/** What was typed or scanned, as the person reads it: dates dd/mm/yyyy, phones as typed. A choice is one of its words. */
export type Draft = Readonly<Record<FieldName, string>>

export const EMPTY_DRAFT: Draft = {
  idNumber: '',
  fullName: '',
  birthDate: '',
  insuranceNumber: '',
  organisation: '',
  taxCode: '',
  phone: '',
  carrier: '',
  signingProvider: '',
  email: '',
}

/** Checks one answer by the rule of its field. `today` is YYYY-MM-DD. The value is the normalised form that goes into claims. */
export function checkField(field: FieldName, text: string, today: string): Checked<string | null> {
  switch (field) {
    case 'idNumber':
      return checkIdNumber(text)
    case 'fullName':
      return checkName(text)
    case 'birthDate':
      return checkBirthDate(text, today)
    case 'insuranceNumber':
      return checkInsuranceNumber(text)
    case 'organisation':
      return checkOrganisation(text)
    case 'taxCode':
      return checkTaxCode(text)
    case 'phone':
      return checkPhone(text)
    case 'carrier':
    case 'signingProvider':
      return FIELD_SPECS[field].choices?.includes(text) ? accepted(text) : refused('FIELD_REQUIRED')
    case 'email':
      return checkEmail(text)
  }
}

/** The first of these fields without a good answer, or null when all are good. */
export function firstOpenField(fields: readonly FieldName[], draft: Draft, today: string): FieldName | null {
  return fields.find((field) => !checkField(field, draft[field], today).ok) ?? null
}

/** Every one of these fields that is not good, in order, with why. */
export function problemsOf(fields: readonly FieldName[], draft: Draft, today: string): readonly FieldProblem[] {
  return fields.flatMap((field) => {
    const checked = checkField(field, draft[field], today)
    return checked.ok ? [] : [{ field, code: checked.problem }]
  })
}

/** Puts what the card says into the draft, for the fields that are asked; what the card does not know stays. */
export function fillFromCard(fields: readonly FieldName[], draft: Draft, card: CitizenCard): Draft {
  return fill(fields, draft, {
    idNumber: card.idNumber,
    fullName: card.fullName,
    birthDate: formatBirthDate(card.birthDate),
  })
}

/** Puts what the MRZ says into the draft: number and date. Its name has no marks and is for comparing, never for filling in. */
export function fillFromMrz(fields: readonly FieldName[], draft: Draft, mrz: CitizenMrz): Draft {
  return fill(fields, draft, { idNumber: mrz.idNumber, birthDate: formatBirthDate(mrz.birthDate) })
}

/** Puts claims that a proof told into the draft, for the fields that are asked and still empty. */
export function fillFromClaims(fields: readonly FieldName[], draft: Draft, claims: Claims): Draft {
  const { phone, email } = claims
  return fill(fields, draft, {
    ...(phone && draft.phone === '' ? { phone: phone.replace(/^\+84/, '0') } : {}),
    ...(email && draft.email === '' ? { email } : {}),
  })
}

/** True while the typed ID number is still the scanned card's own. */
export function cardStillHolds(draft: Draft, card: CitizenCard | null): card is CitizenCard {
  return card !== null && draft.idNumber.replace(/\D/g, '') === card.idNumber
}

/**
 * Normalises the answers of these fields. Null when one of them is not good yet. Details of the card are added only while its number is the one given.
 */
export function claimsOf(
  fields: readonly FieldName[],
  draft: Draft,
  card: CitizenCard | null,
  today: string,
): Claims | null {
  if (firstOpenField(fields, draft, today) !== null) return null
  const claims: { -readonly [Name in keyof Claims]: Claims[Name] } = {}
  for (const field of fields) {
    if (field === 'carrier' || field === 'signingProvider') continue
    const value = answerOf(field, draft, today)
    if (value) claims[field] = value
  }
  return fields.includes('idNumber') && cardStillHolds(draft, card) ? { ...claims, ...cardDetails(card) } : claims
}

/** Claims of a person who is known by number, name, birth date and phone; null when one of them is missing. */
export function citizenClaims(claims: Claims | null): (Claims & CitizenClaims) | null {
  if (!claims) return null
  const { idNumber, fullName, birthDate, phone } = claims
  return idNumber && fullName && birthDate && phone ? { ...claims, idNumber, fullName, birthDate, phone } : null
}

/** Cross-checks of the whole draft that ask for a look but stop nobody ("cần xác minh"). */
export function warningsOf(draft: Draft, card: CitizenCard | null, today: string): readonly RuleWarning[] {
  const idNumber = checkIdNumber(draft.idNumber)
  if (!idNumber.ok) return []
  const birthDate = answerOf('birthDate', draft, today)
  const sex = cardStillHolds(draft, card) ? card.sex : null
  return crossCheckIdNumber(idNumber.value, { ...(birthDate ? { birthDate } : {}), ...(sex ? { sex } : {}) })
}

export interface FieldProblem {
  readonly field: FieldName
  readonly code: FaultCode
}

function fill(fields: readonly FieldName[], draft: Draft, known: Partial<Draft>): Draft {
  const entries = Object.entries(known).filter(([field]) => fields.includes(field as FieldName))
  return { ...draft, ...Object.fromEntries(entries) }
}

function answerOf(field: FieldName, draft: Draft, today: string): string | null {
  const checked = checkField(field, draft[field], today)
  return checked.ok ? checked.value : null
}

function cardDetails(card: CitizenCard): { oldIdNumber?: string; sex?: Sex; residence?: string } {
  return {
    ...(card.oldIdNumber ? { oldIdNumber: card.oldIdNumber } : {}),
    ...(card.sex ? { sex: card.sex } : {}),
    ...(card.residence ? { residence: card.residence } : {}),
  }
}
