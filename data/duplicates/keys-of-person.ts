import type { Claims, Subject } from '../../flows/base/terms.ts'
import { type AccountKey, accountKeysOf } from '../wire/account-keys.ts'

/**
 * The keys under which the account of a person with these claims would stand. Claims name no unit of a body: an official whose certificate names units and carries no number of
 * their own is found here among those this station sealed, not in central's filter.
 */
export function keysOfPerson({
  subject,
  claims,
}: {
  readonly subject: Subject
  readonly claims: Claims
}): readonly AccountKey[] {
  const { idNumber, oldIdNumber, taxCode = null, organisation = null, fullName = null } = claims
  const idNumbers = [idNumber, oldIdNumber].filter((number) => number !== undefined)
  return accountKeysOf({ subject, idNumbers, taxCode, organisation, organisationUnits: [], fullName })
}
