import { createHash } from 'node:crypto'
import type { Subject } from '../../flows/base/terms.ts'
import { searchKey } from '../../flows/rules/name-text.ts'

/** What an account stands under: `id` numbers of a citizen, `tax` the tax code of an enterprise, `agency` what tells an official of a state agency. */
export interface AccountKey {
  readonly kind: 'id' | 'tax' | 'agency'
  readonly number: string
}

/** What a registration proved of whom. */
export interface KeyedPerson {
  readonly subject: Subject
  readonly idNumbers: readonly string[]
  readonly taxCode: string | null
  readonly organisation: string | null
  readonly organisationUnits: readonly string[]
  readonly fullName: string | null
}

/**
 * The keys of an account (domain.md §0: CMND/CCCD of a citizen, MST of a business). An official of a state agency is known by their own number where the certificate has
 * one, and by body and name always: older state certificates carry no number at all, and officials of one body share its tax code (domain.md §3.2). Empty when nothing tells.
 */
export function accountKeysOf(person: KeyedPerson): readonly AccountKey[] {
  switch (person.subject) {
    case 'citizen':
      return [...new Set(person.idNumbers)].map((number) => ({ kind: 'id', number }))
    case 'enterprise':
      return person.taxCode ? [{ kind: 'tax', number: person.taxCode }] : []
    case 'agency':
      return agencyKeys(person)
  }
}

/** Whether a key is the official's own number, not their body and name. */
export function isOwnNumber({ kind, number }: AccountKey): boolean {
  return kind === 'agency' && !number.startsWith(BY_NAME)
}

const BY_NAME = 'name:'

function agencyKeys({ idNumbers, organisation, organisationUnits, fullName }: KeyedPerson): readonly AccountKey[] {
  const ownNumbers = [...new Set(idNumbers)].map((number) => ({ kind: 'agency' as const, number }))
  if (!organisation) return ownNumbers
  const names = [organisation, ...organisationUnits, fullName ?? ''].map(searchKey).join('\n')
  const number = `${BY_NAME}${createHash('sha256').update(names).digest('base64url')}`
  return [...ownNumbers, { kind: 'agency', number }]
}
