import { type PersonLine, peopleListing } from '../../../central/sandbox/people/listing.ts'
import type { Method } from '../../../flows/base/terms.ts'
import type { Answers } from '../../../kiosk/headless/answers.ts'
import type { RegisterResult } from '../../../kiosk/headless/register.ts'

export const OFFICER = { code: 'gdv01', pin: '284917' }
export const CONFIRMER = { code: 'ks01', pin: '730518' }
const PASSWORD = 'Bốn-Mùa7xanh!'
const FROM_SANDBOX = { from: 'sandbox' } as const

export const PEOPLE: readonly PersonLine[] = peopleListing()

export function personCalled(key: string): PersonLine {
  const found = PEOPLE.find((person) => person.key === key)
  if (!found) throw new Error(`nobody is called ${key}`)
  return found
}

/** Everything this person says and brings, the same for whatever method. */
export function answersOf(person: PersonLine, method: Method): Answers {
  const { subject, idNumber, fullName, birthDate, phone, insuranceNumber, organisation, taxCode, email, scan } = person
  const said = { insuranceNumber, organisation, taxCode, email, scan }
  return {
    subject,
    method,
    idNumber,
    fullName,
    birthDate,
    phone,
    ...(Object.fromEntries(Object.entries(said).filter(([, value]) => value !== null)) as Partial<Answers>),
    password: PASSWORD,
    consent: true,
    otp: FROM_SANDBOX,
    captcha: FROM_SANDBOX,
    pin: FROM_SANDBOX,
    confirm: FROM_SANDBOX,
    officer: OFFICER,
    confirmer: CONFIRMER,
    attest: true,
  }
}

/** One line of how it ended, to be compared with one line of how it must end. */
export function endOf({ outcome, ial, raised, faults }: RegisterResult): string {
  if (outcome === 'accepted') return raised ? `raised to ${ial}` : `accepted at ${ial}`
  return [outcome, ...faults].join(' ')
}
