import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Method } from '../../../flows/base/terms.ts'
import type { Answers } from '../../../kiosk/headless/answers.ts'
import { answersOf, CONFIRMER, endOf, OFFICER, personCalled } from './answers-of.ts'
import { type Country, openCountry, type Portal } from './country.ts'

let country: Country
beforeAll(async () => {
  country = await openCountry()
}, 120_000)
afterAll(() => country?.close())

async function withPortal(kind: 'self-service' | 'assisted', work: (portal: Portal) => Promise<void>) {
  const portal = await country.openPortal({ kind, lanes: 2 })
  try {
    await work(portal)
  } finally {
    await portal.close()
  }
}

/** How one method after the other ends for the same person. */
async function endsInTurn(portal: Portal, key: string, turns: readonly (readonly [Method, Partial<Answers>?])[]) {
  const ends: string[] = []
  for (const [method, change] of turns)
    ends.push(`${method} ${endOf(await portal.register({ ...answersOf(personCalled(key), method), ...change }))}`)
  return ends
}

describe('one person, one account, whichever way they come', () => {
  test(
    'a stronger proof raises it once, when the person wants it',
    () =>
      withPortal('self-service', async (portal) => {
        const before = await portal.central.admin.countAccounts()
        const ends = await endsInTurn(portal, 'own-name-viettel', [
          ['mobile'],
          ['vnpost'],
          ['social-insurance'],
          ['usb-token', { raise: false }],
          ['usb-token'],
          ['sim-pki'],
          ['remote-signing'],
        ])
        expect(ends).toEqual([
          'mobile accepted at 2',
          'vnpost refused ACCOUNT_EXISTS',
          'social-insurance refused ACCOUNT_EXISTS',
          'usb-token refused ACCOUNT_EXISTS',
          'usb-token raised to 3',
          'sim-pki refused ACCOUNT_EXISTS',
          'remote-signing refused ACCOUNT_EXISTS',
        ])
        expect(await portal.central.admin.countAccounts()).toBe(before + 1)
      }),
    60_000,
  )

  test(
    'an enterprise stands under its tax code, its head under their own number',
    () =>
      withPortal('self-service', async (portal) => {
        expect(
          await endsInTurn(portal, 'enterprise-cooperative', [
            ['usb-token'],
            ['remote-signing'],
            ['usb-token', { subject: 'citizen', pin: 'none' }],
            ['mobile', { subject: 'citizen' }],
          ]),
        ).toEqual([
          'usb-token accepted at 3',
          'remote-signing refused ACCOUNT_EXISTS',
          'usb-token refused TOKEN_ABSENT',
          'mobile accepted at 2',
        ])
      }),
    60_000,
  )
})

describe('at an assisted counter', () => {
  test(
    "every method in the officer's form",
    () =>
      withPortal('assisted', async (portal) => {
        const people = [
          ['own-name-gmobile', 'mobile'],
          ['own-name-itel-leap-day', 'social-insurance'],
          ['own-name-vinaphone-no-email', 'vnpost'],
          ['carrier-silent', 'sim-pki'],
          ['own-name-wintel-apostrophe', 'usb-token'],
          ['card-2024-cancelled-number', 'remote-signing'],
          ['agency-centre', 'in-person'],
        ] as const
        const ends = await Promise.all(
          people.map(async ([key, method]) => endOf(await portal.register(answersOf(personCalled(key), method)))),
        )
        expect(ends.map((end, at) => `${people[at]?.[1]} ${end}`)).toEqual([
          'mobile accepted at 2',
          'social-insurance accepted at 2',
          'vnpost accepted at 2',
          'sim-pki accepted at 3',
          'usb-token accepted at 3',
          'remote-signing accepted at 3',
          'in-person accepted at 3',
        ])
      }),
    60_000,
  )

  test(
    'an account that is there is told before a code is spent',
    () =>
      withPortal('assisted', async (portal) => {
        const taken = answersOf(personCalled('account-exists'), 'mobile')
        expect(endOf(await portal.register(taken))).toBe('refused ACCOUNT_EXISTS')
        const messages = await fetch(`${portal.sandbox}/phones/${taken.phone}/messages`)
        expect(await messages.json()).toEqual({ messages: [] })
      }),
    60_000,
  )

  test(
    'in-person: who may stand for what',
    () =>
      withPortal('assisted', async (portal) => {
        const other = { fullName: 'Nguyễn Thị Minh Chau' }
        const ends = await endsInTurn(portal, 'own-name-viettel', [
          ['in-person', { officer: { ...OFFICER, pin: '111999' } }],
          ['in-person', { attest: false }],
          ['in-person', { ...other, confirmer: OFFICER }],
          ['in-person', { ...other, confirmer: { ...CONFIRMER, pin: '111999' } }],
          ['in-person', other],
        ])
        expect(ends).toEqual([
          'in-person refused STAFF_PIN_WRONG',
          'in-person refused ATTESTATION_REFUSED',
          'in-person refused STAFF_SAME_OFFICER',
          'in-person refused STAFF_PIN_WRONG',
          'in-person accepted at 3',
        ])
        const { officer: _, confirmer: __, ...alone } = answersOf(personCalled('own-name-gmobile'), 'in-person')
        expect(endOf(await portal.register(alone))).toBe('refused OFFICER_REQUIRED')
      }),
    60_000,
  )

  test(
    'in-person at a machine that people use by themselves',
    () =>
      withPortal('self-service', async (portal) => {
        const answers = answersOf(personCalled('own-name-viettel'), 'in-person')
        expect(endOf(await portal.register(answers))).toBe('refused OFFICER_REQUIRED')
      }),
    60_000,
  )
})
