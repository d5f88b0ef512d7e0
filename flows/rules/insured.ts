import { idNumberKind } from './id-number.ts'
import { datesAgree, namesAgree } from './subscriber.ts'

/** What a person says, and what the social insurance register holds. `birthDate` is YYYY-MM-DD, unknown parts 00; `insuranceNumber` 10 or 12 digits. */
export interface InsuredFacts {
  readonly insuranceNumber: string
  readonly idNumber: string
  readonly oldIdNumber?: string
  readonly fullName: string
  readonly birthDate: string
}

export type InsuredField = 'idNumber' | 'fullName' | 'birthDate'

export type InsuredMatch =
  /** The numbers are the register's: the one to be checked for duplicates (product.md §3). */
  | { readonly result: 'match'; readonly idNumber: string; readonly oldIdNumber?: string }
  /** Told to staff only. */
  | { readonly result: 'mismatch'; readonly fields: readonly InsuredField[] }

/**
 * Compares a person with the record under their social insurance number. ID numbers of one kind must be the same; a CMND of 9 digits in one place and a
 * 12-digit number in the other agree through the former number either side tells. An insurance number of 12 digits is the personal number itself and must
 * equal both (domain.md §2.1). Names and dates as `matchSubscriber` compares them.
 */
export function compareInsured(claims: InsuredFacts, record: InsuredFacts): InsuredMatch {
  const fields: InsuredField[] = []
  if (!idNumbersAgree(claims, record)) fields.push('idNumber')
  if (!namesAgree(claims.fullName, record.fullName)) fields.push('fullName')
  if (!datesAgree(claims.birthDate, record.birthDate)) fields.push('birthDate')
  if (fields.length > 0) return { result: 'mismatch', fields }
  const { idNumber, oldIdNumber } = record
  return { result: 'match', idNumber, ...(oldIdNumber === undefined ? {} : { oldIdNumber }) }
}

function idNumbersAgree(claims: InsuredFacts, record: InsuredFacts): boolean {
  for (const { insuranceNumber, idNumber } of [claims, record])
    if (insuranceNumber.length === PERSONAL_NUMBER_DIGITS && insuranceNumber !== idNumber) return false
  if (idNumberKind(claims.idNumber) === idNumberKind(record.idNumber)) return claims.idNumber === record.idNumber
  return claims.idNumber === record.oldIdNumber || claims.oldIdNumber === record.idNumber
}

const PERSONAL_NUMBER_DIGITS = 12
