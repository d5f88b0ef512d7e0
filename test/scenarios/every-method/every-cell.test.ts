import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { PolicyId } from '../../../central/options.ts'
import type { PersonLine } from '../../../central/sandbox/people/listing.ts'
import { PEOPLE as WHOLE_PEOPLE } from '../../../central/sandbox/people/people.ts'
import { type Ial, METHODS, type Method, SUBJECTS } from '../../../flows/base/terms.ts'
import { dayInVietnam } from '../../../flows/base/vietnam-time.ts'
import { cellState } from '../../../flows/rules/policy.ts'
import { POLICY_SETS, PORTAL_2022 } from '../../../flows/rules/policy-sets.ts'
import { answersOf, endOf, PEOPLE, personCalled } from './answers-of.ts'
import { type Country, openCountry, type Portal } from './country.ts'

let country: Country
beforeAll(async () => {
  country = await openCountry()
}, 120_000)
afterAll(() => country?.close())

/** All methods but VNeID, which that set does not have (product.md §2). */
const OF_THE_PORTAL = METHODS.filter((method) => method !== 'vneid')

describe('portal-2022: everybody with everything they have', () => {
  test.each(OF_THE_PORTAL)(
    '%s',
    async (method) => {
      const people = PEOPLE.filter(({ expected }) => expected[method] !== null)
      const portal = await country.openPortal({ kind: method === 'in-person' ? 'assisted' : 'self-service' })
      expect(await endsOf(portal, method, people)).toEqual(expectedEnds(method, people))
      await portal.close()
    },
    120_000,
  )
})

describe('vneid-2024', () => {
  test('vneid: everybody with everything they have', async () => {
    const people = PEOPLE.filter(({ expected }) => expected.vneid !== null)
    const portal = await country.openPortal({ policy: 'vneid-2024' })
    expect(await endsOf(portal, 'vneid', people)).toEqual(expectedEnds('vneid', people))
    await portal.close()
  }, 120_000)
})

/** One of each subject who has everything to try with. */
const ONE_OF_EACH = { citizen: 'own-name-viettel', enterprise: 'enterprise-limited', agency: 'agency-commune' } as const

describe.each(POLICY_SETS)('$id: a cell that is not open says why', (set) => {
  const shut = set.id === 'portal-2022' ? 'METHOD_NOT_FOR_SUBJECT' : 'METHOD_CLOSED'

  test(`and makes no account (${shut} among them)`, async () => {
    const portal = await country.openPortal({ policy: set.id as PolicyId, lanes: 1 })
    const before = await portal.central.admin.countAccounts()
    const today = dayInVietnam(Date.now())
    const cells = SUBJECTS.flatMap((subject) => METHODS.map((method) => ({ subject, method })))
    const expected: Record<string, string> = {}
    const ends: Record<string, string> = {}
    for (const { subject, method } of cells) {
      const code = WHY_SHUT[cellState(set, subject, method, today).kind]
      if (code === null) continue
      expected[`${subject} ${method}`] = `refused ${code}`
      ends[`${subject} ${method}`] = endOf(await portal.register(answersOf(personCalled(ONE_OF_EACH[subject]), method)))
    }
    expect(Object.values(expected)).toContain(`refused ${shut}`)
    expect(ends).toEqual(expected)
    expect(await portal.central.admin.countAccounts()).toBe(before)
    await portal.close()
  }, 60_000)
})

const WHY_SHUT = {
  open: null,
  'not-allowed': 'METHOD_NOT_FOR_SUBJECT',
  closed: 'METHOD_CLOSED',
  'not-yet': 'METHOD_NOT_YET_OPEN',
} as const

async function endsOf(portal: Portal, method: Method, people: readonly PersonLine[]) {
  const ends = await Promise.all(
    people.map(async (person) => {
      const end = await portal.register(answersOf(person, method)).then(endOf, (error: unknown) => String(error))
      return [person.key, end] as const
    }),
  )
  return Object.fromEntries(ends)
}

function expectedEnds(method: Method, people: readonly PersonLine[]) {
  return Object.fromEntries(people.map((person) => [person.key, expectedEnd(method, person)]))
}

/** An account of the earlier portal has level 2: a proof of level 3 raises it. */
function expectedEnd(method: Method, person: PersonLine): string {
  const ending = person.expected[method]
  if (ending !== 'accepted') return [ending, person.expectedFaults[method] ?? WAITS_FOR].join(' ')
  const { hasAccount, vneid } = WHOLE_PEOPLE.find(({ key }) => key === person.key)!
  const level = method === 'vneid' ? (vneid?.level === 3 ? 3 : 2) : levelOf(method, person)
  return hasAccount ? `raised to ${level}` : `accepted at ${level}`
}

/** Nothing is wrong with somebody who waits: their carrier is silent. */
const WAITS_FOR = 'CARRIER_UNAVAILABLE'

function levelOf(method: Method, { subject }: PersonLine): Ial {
  const cell = PORTAL_2022.cells.find((one) => one.method === method && one.subject === subject)
  if (typeof cell?.ial !== 'number') throw new Error(`no level for ${method}`)
  return cell.ial
}
