import { idNumberKind } from './id-number.ts'
import { compareNames } from './name.ts'
import { isAscii } from './name-compare.ts'

/** What a carrier's register holds of a number's owner. `birthDate` is YYYY-MM-DD, unknown parts 00. */
export interface SubscriberRecord {
  readonly document: { readonly kind: 'cccd' | 'cmnd'; readonly number: string }
  readonly fullName: string
  readonly birthDate: string
}

export interface SubscriberClaims {
  readonly idNumber: string
  readonly oldIdNumber?: string
  readonly fullName: string
  readonly birthDate: string
}

/**
 * Whether a subscription is in the person's own name (chính chủ) and tied to the 12-digit number, as the mobile method asks (product.md §2, sources 2–4).
 * 'match': same number, name and birth date. 'cmnd-9': the person's, but still tied to a 9-digit CMND (its number is one of theirs, or name and birth date
 * are), so the carrier's shop has to renew it. 'other-owner': anything else. A name whose marks differ is the same only where the register writes ASCII
 * throughout. The 12-digit CMND of 2012–2016 has the number of the CCCD and counts as one.
 */
export function matchSubscriber(
  claims: SubscriberClaims,
  record: SubscriberRecord,
): 'match' | 'other-owner' | 'cmnd-9' {
  const { number } = record.document
  const samePerson = namesAgree(claims.fullName, record.fullName) && datesAgree(claims.birthDate, record.birthDate)
  if (idNumberKind(number) === 'cccd') return number === claims.idNumber && samePerson ? 'match' : 'other-owner'
  const ownNumber = number === claims.idNumber || number === claims.oldIdNumber
  return ownNumber || samePerson ? 'cmnd-9' : 'other-owner'
}

/** Whether a typed name is the one a register holds: the same, or other marks where the register writes ASCII throughout. */
export function namesAgree(claimed: string, recorded: string): boolean {
  const grade = compareNames(claimed, recorded)
  return grade === 'same' || (grade === 'marks-differ' && isAscii(recorded))
}

/** Registers that must hold a full date write 01 for a part nobody knows, so an unknown part of one side (00) agrees with any of the other. YYYY-MM-DD. */
export function datesAgree(claimed: string, recorded: string): boolean {
  const other = recorded.split('-')
  return claimed.split('-').every((part, at) => part === other[at] || part === '00' || other[at] === '00')
}
