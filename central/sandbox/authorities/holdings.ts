import type { Subject } from '../../../flows/base/terms.ts'
import { toCardCapitals } from '../../../flows/rules/name.ts'
import type { Person } from '../people/person.ts'
import type { NameParts } from './issue.ts'
import {
  AGENCIES,
  COMPANIES,
  type IssuingAuthority,
  OFFICIALS_AS_CITIZENS,
  type Organisation,
} from './organisations.ts'

/** A certificate that one of the people has, or can be given. */
export interface Holding {
  readonly person: string
  readonly subject: Subject
  readonly authority: IssuingAuthority
  readonly name: NameParts
  readonly email: string | null
}

/**
 * The certificates of the people, in the renderings that issuers use (domain.md §3.2): every citizen whose name is whole, by turns from the RSA and the EC issuer, with
 * CCCD or CMND of 12 digits; those whose SIM still stands on their own CMND of 9 digits with that; a few for a company or a state body as well. The enterprises and
 * agencies among the people have their own, and some of both have one that will not do for them.
 */
export function holdingsOf(people: readonly Person[]): readonly Holding[] {
  const whole = people.filter(({ subject, expectedFault }) => subject === 'citizen' && expectedFault !== 'NAME_DAMAGED')
  const citizens = whole.map((one, at): Holding => {
    const official = OFFICIALS_AS_CITIZENS.find(({ person }) => person === one.key)
    return {
      person: one.key,
      subject: 'citizen',
      authority: official?.authority ?? (at % 2 === 0 ? 'public-rsa' : 'public-ec'),
      name: official?.name(one) ?? citizenName(one, at),
      email: one.email ?? null,
    }
  })
  const acting = (subject: Subject, usual: IssuingAuthority, organisations: readonly Organisation[]) =>
    organisations.flatMap(({ person, name, authority = usual }): readonly Holding[] => {
      const found = people.find(({ key }) => key === person)
      return found ? [{ person, subject, authority, name: name(found), email: found.email ?? null }] : []
    })
  return [
    ...citizens,
    ...acting('enterprise', 'public-rsa', COMPANIES),
    ...acting('agency', 'state-agencies', AGENCIES),
  ]
}

function citizenName(one: Person, at: number): NameParts {
  const places = one.residence.split(', ')
  const number = ownCmnd(one) ?? one.idNumber
  const kind = number.length === 9 || at % 3 === 0 ? 'CMND' : 'CCCD'
  return [
    ['C', 'VN'],
    ['ST', places.at(-1) ?? 'Hà Nội'],
    ['L', places.at(-2) ?? 'Xã Mẫu'],
    ['CN', toCardCapitals(one.fullName)],
    ['UID', `${kind}:${number}`],
  ]
}

/** The CMND of 9 digits under which the person's own SIM stands: their certificate is as old. */
function ownCmnd({ subscription, birthDate }: Person): string | null {
  const isOwn = subscription?.document.kind === 'cmnd' && subscription.birthDate === birthDate
  return isOwn ? subscription.document.number : null
}
