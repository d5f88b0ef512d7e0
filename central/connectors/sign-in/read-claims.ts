import type { Subject } from '../../../flows/base/terms.ts'
import { checkBirthDate, checkIsoBirthDate } from '../../../flows/rules/birth-date.ts'
import { checkEmail } from '../../../flows/rules/email.ts'
import type { Checked } from '../../../flows/rules/field.ts'
import { checkIdNumber, idNumberKind } from '../../../flows/rules/id-number.ts'
import { checkName } from '../../../flows/rules/name.ts'
import { checkOrganisation } from '../../../flows/rules/organisation.ts'
import { checkPhone } from '../../../flows/rules/phone.ts'
import { checkTaxCode } from '../../../flows/rules/tax-code-field.ts'
import type { PartyAnswer, RefusedByParty } from '../remote-party.ts'
import type { ClaimNames, SignInProvider } from './claim-names.ts'

/** Who signed in, as the provider tells it and the rules accept it. Dates YYYY-MM-DD, unknown parts 00. */
export interface SignedIn {
  readonly provider: SignInProvider
  /** The provider's own stable id of the person. */
  readonly sub: string
  readonly subject: Subject
  readonly idNumber: string
  readonly oldIdNumber?: string
  readonly fullName: string
  readonly birthDate: string
  /** E.164. */
  readonly phone?: string
  readonly email?: string
  readonly organisation?: string
  readonly taxCode?: string
  readonly isOfficial: boolean
  /** The provider's own scale; 2 or more (domain.md §7.2). */
  readonly level: number
}

export type Claims = Readonly<Record<string, unknown>>

/** VNeID level 1 was opened from afar, without anybody looking at the person (domain.md §7.2). */
const LEVEL_NEEDED = 2
/** What a provider without levels of its own counts as, and organisations, which the decree gives none. */
const LEVEL_UNTOLD = 2
/** No claim here is longer than the name of an organisation. */
const CLAIM_MAX_LENGTH = 1_000

/**
 * Reads what a provider tells of a person. `today` is YYYY-MM-DD. Refused: SIGN_IN_OFFICIAL (vnpost serves no official of a state agency, product.md §2),
 * SIGN_IN_WRONG_SUBJECT (another kind of account than asked), SIGN_IN_LEVEL, and SIGN_IN_CLAIMS for what is missing or does not stand: ID number, name, birth date,
 * kind of account, and of an organisation its name, of an enterprise its tax code. Phone and e-mail are left out when they do not stand: the person can be asked.
 */
export function readClaims(
  claims: Claims,
  asked: {
    readonly provider: SignInProvider
    readonly names: ClaimNames
    readonly subject: Subject
    readonly today: string
  },
): Exclude<PartyAnswer<SignedIn>, { kind: 'waiting' }> {
  const { provider, names, today } = asked
  const sub = textOf(claims, 'sub')
  const subject = subjectOf(claims, names)
  const isOfficial = names.isOfficial === undefined ? subject === 'agency' : truthOf(claims[names.isOfficial])
  if (sub === null || subject === null || isOfficial === null) return refused('SIGN_IN_CLAIMS')
  if (provider === 'vnpost' && isOfficial) return refused('SIGN_IN_OFFICIAL')
  if (subject !== asked.subject) return refused('SIGN_IN_WRONG_SUBJECT')
  const level = levelOf(claims, names, subject)
  if (level === null) return refused('SIGN_IN_CLAIMS')
  if (level < LEVEL_NEEDED) return refused('SIGN_IN_LEVEL')

  const idNumber = normalOf(claims, names.idNumber, checkIdNumber)
  const fullName = normalOf(claims, names.fullName, checkName)
  const checkDate = names.birthDateForm === 'iso' ? checkIsoBirthDate : checkBirthDate
  const birthDate = normalOf(claims, names.birthDate, (text) => checkDate(text, today))
  if (idNumber === null || fullName === null || birthDate === null) return refused('SIGN_IN_CLAIMS')
  const organisation = normalOf(claims, names.organisation, checkOrganisation)
  const taxCode = normalOf(claims, names.taxCode, checkTaxCode)
  if (subject !== 'citizen' && organisation === null) return refused('SIGN_IN_CLAIMS')
  if (subject === 'enterprise' && taxCode === null) return refused('SIGN_IN_CLAIMS')

  const oldIdNumber = normalOf(claims, names.oldIdNumber, checkIdNumber)
  const phone = isVerified(claims, names.phoneVerified) ? normalOf(claims, names.phone, checkPhone) : null
  const email = isVerified(claims, names.emailVerified) ? normalOf(claims, names.email, checkEmail) : null
  const isFormer = oldIdNumber !== null && idNumberKind(oldIdNumber) === 'cmnd' && oldIdNumber !== idNumber
  const result: SignedIn = {
    provider,
    sub,
    subject,
    idNumber,
    ...(isFormer ? { oldIdNumber } : {}),
    fullName,
    birthDate,
    ...(phone === null ? {} : { phone }),
    ...(email === null ? {} : { email }),
    ...(organisation === null || subject === 'citizen' ? {} : { organisation }),
    ...(taxCode === null || subject === 'citizen' ? {} : { taxCode }),
    isOfficial,
    level,
  }
  return { kind: 'done', result }
}

function refused(code: RefusedByParty['code']): RefusedByParty {
  return { kind: 'refused', code }
}

/** A claim as text; null when it is missing, empty or no text. */
function textOf(claims: Claims, name: string | undefined): string | null {
  const value = name === undefined || !Object.hasOwn(claims, name) ? undefined : claims[name]
  const text = typeof value === 'number' ? String(value) : value
  return typeof text === 'string' && text !== '' && text.length <= CLAIM_MAX_LENGTH ? text : null
}

/** A claim in its normal form; null when it is missing or does not stand. */
function normalOf<T>(claims: Claims, name: string | undefined, check: (text: string) => Checked<T>): T | null {
  const text = textOf(claims, name)
  const checked = text === null ? null : check(text)
  return checked?.ok ? checked.value : null
}

function truthOf(value: unknown): boolean | null {
  if (value === true || value === 'true') return true
  return value === false || value === 'false' ? false : null
}

function isVerified(claims: Claims, name: string | undefined): boolean {
  return name === undefined || !Object.hasOwn(claims, name) || claims[name] === true
}

function subjectOf(claims: Claims, names: ClaimNames): Subject | null {
  if (names.accountType === undefined) return 'citizen'
  const type = textOf(claims, names.accountType)
  return type !== null && names.subjects && Object.hasOwn(names.subjects, type) ? (names.subjects[type] ?? null) : null
}

/** Null when a citizen's level is missing or no number. */
function levelOf(claims: Claims, names: ClaimNames, subject: Subject): number | null {
  if (names.levels === undefined) return LEVEL_UNTOLD
  const told = claims[names.levels]
  if (told === undefined && subject !== 'citizen') return LEVEL_UNTOLD
  const levels = (Array.isArray(told) ? told : typeof told === 'string' ? told.split(',') : [told]).map(
    (one: unknown) =>
      typeof one === 'number' || (typeof one === 'string' && one.trim() !== '') ? Number(one) : Number.NaN,
  )
  return levels.length > 0 && levels.every((one) => Number.isInteger(one) && one > 0) ? Math.max(...levels) : null
}
