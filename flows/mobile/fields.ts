import type { FieldName } from '../base/events.ts'
import type { FaultCode } from '../base/fault-codes.ts'
import type { CitizenClaims, Sex } from '../base/terms.ts'
import { checkBirthDate, formatBirthDate } from '../rules/birth-date.ts'
import type { CitizenCard } from '../rules/card-qr.ts'
import { checkEmail } from '../rules/email.ts'
import type { Checked, RuleWarning } from '../rules/field.ts'
import { checkIdNumber, crossCheckIdNumber } from '../rules/id-number.ts'
import type { CitizenMrz } from '../rules/mrz.ts'
import { checkName } from '../rules/name.ts'
import { checkPhone } from '../rules/phone.ts'

/** The fields of the mobile method in the order they are asked (product.md §3; source 4, figure 4). */
export const MOBILE_FIELDS: readonly FieldName[] = ['idNumber', 'fullName', 'birthDate', 'phone', 'email']

/** What was typed or scanned, as the person reads it: dates dd/mm/yyyy, phones as typed. */
export type Draft = Readonly<Record<FieldName, string>>

export const EMPTY_DRAFT: Draft = { idNumber: '', fullName: '', birthDate: '', phone: '', email: '' }

/** Checks one answer by the rule of its field. `today` is YYYY-MM-DD. The value is the normalised form that goes into claims. */
export function checkField(field: FieldName, text: string, today: string): Checked<string | null> {
  switch (field) {
    case 'idNumber':
      return checkIdNumber(text)
    case 'fullName':
      return checkName(text)
    case 'birthDate':
      return checkBirthDate(text, today)
    case 'phone':
      return checkPhone(text)
    case 'email':
      return checkEmail(text)
  }
}

/** The first field without a good answer, or null when all are good. */
export function firstOpenField(draft: Draft, today: string): FieldName | null {
  return MOBILE_FIELDS.find((field) => !checkField(field, draft[field], today).ok) ?? null
}

/** Puts what the card says into the draft; what the card does not know stays. */
export function fillFromCard(draft: Draft, card: CitizenCard): Draft {
  return {
    ...draft,
    idNumber: card.idNumber,
    fullName: card.fullName,
    birthDate: formatBirthDate(card.birthDate),
  }
}

/** Puts what the MRZ says into the draft: number and date. Its name has no marks and is for comparing, never for filling in. */
export function fillFromMrz(draft: Draft, mrz: CitizenMrz): Draft {
  return { ...draft, idNumber: mrz.idNumber, birthDate: formatBirthDate(mrz.birthDate) }
}

/** True while the typed ID number is still the scanned card's own. */
export function cardStillHolds(draft: Draft, card: CitizenCard | null): card is CitizenCard {
  return card !== null && draft.idNumber.replace(/\D/g, '') === card.idNumber
}

/**
 * Normalises a whole draft. Null when a field is not good yet. Details of the card are added only while its number is the one given.
 */
export function claimsOf(draft: Draft, card: CitizenCard | null, today: string): CitizenClaims | null {
  const idNumber = answerOf('idNumber', draft, today)
  const fullName = answerOf('fullName', draft, today)
  const birthDate = answerOf('birthDate', draft, today)
  const phone = answerOf('phone', draft, today)
  const email = checkField('email', draft.email, today)
  if (!idNumber || !fullName || !birthDate || !phone || !email.ok) return null
  return {
    idNumber,
    fullName,
    birthDate,
    phone,
    ...(email.value ? { email: email.value } : {}),
    ...(cardStillHolds(draft, card) ? cardDetails(card) : {}),
  }
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
