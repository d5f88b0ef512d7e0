import { describe, expect, test } from 'vitest'
import type { RegistrationInput } from '../base/registration.ts'
import type { AccountStanding } from '../ports/remote.port.ts'
import { provideProved } from '../provide/provide-registrations.ts'
import { createFakeWorld } from '../testing/fake-ports.ts'
import { FAKE_OFFICERS } from '../testing/fake-staff.ts'
import { driveFlow, walkFlow } from '../testing/flow-driver.ts'
import { sampleClosing, sampleProof, sampleRegistration } from '../testing/sample-registration.ts'
import { GOOD_ANSWERS } from '../testing/visit-driver.ts'
import type { Proof } from './proved.flow.ts'

function start(proof: Partial<Proof> = {}, registration: Partial<RegistrationInput> = {}, captchaPassed = false) {
  const world = createFakeWorld()
  const input = { registration: sampleRegistration(registration), proof: sampleProof(proof), captchaPassed }
  return { world, driver: driveFlow(provideProved(world.ports), input) }
}

const LOWER: AccountStanding = { state: 'exists', ial: 2 }

describe('what follows a strong proof', () => {
  test('without an account: what is still asked, captcha, terms, packet that may raise', async () => {
    const { world, driver } = start()
    for (const screen of ['field', 'captcha', 'review', 'terms', null] as const) await walkFlow(driver, world, screen)
    expect(driver.output()).toMatchObject({ kind: 'accepted', ial: 3 })
    const { claims, evidence } = sampleProof()
    expect(world.sealed).toMatchObject([{ claims, evidence, onExisting: 'raise', passwordHash: null }])
  })

  test('what the proof told stands fixed, and the e-mail it told is filled in', async () => {
    const { world, driver } = start({ claims: { fullName: 'Lê Văn Mẫu', email: 'mau@xamau.example' } })
    expect(driver.inner('form')).toMatchObject({
      fixed: sampleProof().fixed,
      draft: { email: 'mau@xamau.example', fullName: '' },
      next: 'continue',
    })
    driver.send({ type: 'user.answered', field: 'email', text: 'khac@xamau.example' })
    await walkFlow(driver, world, null)
    expect(world.sealed[0]?.claims).toEqual({ fullName: 'Lê Văn Mẫu', email: 'khac@xamau.example' })
  })

  test('an officer answers on one form and is asked for no captcha; nobody is asked twice', async () => {
    const officer = start({}, { officer: FAKE_OFFICERS.gdv01 })
    expect(officer.driver.screen()).toBe('form')
    officer.driver.send({ type: 'user.confirmed' })
    expect(officer.driver.screen()).toBe('terms')
    const asked = start({}, {}, true)
    asked.driver.send({ type: 'user.answered', field: 'email', text: '' })
    expect(asked.driver.screen()).toBe('review')
  })

  test('a proof of a lower level may not raise', async () => {
    const { world, driver } = start({ ial: 2 }, { method: 'vnpost' })
    await walkFlow(driver, world, null)
    expect(world.sealed[0]?.onExisting).toBe('refuse')
  })

  test('a method that asks nothing more goes straight to the closing, with its password', async () => {
    const { passwordAbout } = sampleClosing()
    const { world, driver } = start({ passwordAbout }, { method: 'in-person', officer: FAKE_OFFICERS.gdv01 })
    expect(driver.screen()).toBe('password')
    await walkFlow(driver, world, null)
    expect(world.sealed[0]?.passwordHash).not.toBeNull()
  })
})

describe('an account that is there', () => {
  test.each<[Partial<Proof>]>([
    [{ account: { state: 'exists', ial: 3 } }],
    [{ ial: 2, account: { state: 'exists', ial: 2 } }],
    [{ ial: 2, account: { state: 'exists', ial: 3 } }],
  ])('as high already: %o is refused, and nothing is sealed', (proof) => {
    const { world, driver } = start(proof)
    expect(driver.output()).toEqual({ kind: 'refused', code: 'ACCOUNT_EXISTS', carrier: null, receipt: null })
    expect(world.sealed).toEqual([])
  })

  test.each(['user.raised', 'user.confirmed'] as const)(
    'lower: %s raises it, never makes a second one',
    async (type) => {
      const { world, driver } = start({ account: LOWER })
      world.decision = { state: 'accepted', ial: 3, raised: true }
      expect(driver.screen()).toBe('raise-level')
      driver.send({ type })
      expect(driver.screen()).toBe('field')
      await walkFlow(driver, world, null)
      expect(driver.output()).toMatchObject({ kind: 'accepted', ial: 3, raised: true })
      expect(world.sealed.map(({ onExisting }) => onExisting)).toEqual(['raise'])
    },
  )

  test('lower, and the method asks nothing more: raising goes to the closing', () => {
    const { driver } = start({ account: LOWER }, { method: 'in-person' })
    driver.send({ type: 'user.raised' })
    expect(driver.screen()).toBe('terms')
  })

  test('lower, and the person declines: it stays as it is', () => {
    const { world, driver } = start({ account: LOWER })
    driver.send({ type: 'user.declined' })
    expect(driver.output()).toMatchObject({ kind: 'refused', code: 'ACCOUNT_EXISTS', receipt: null })
    expect(world.sealed).toEqual([])
  })

  test('nobody could ask: the packet says what to do with one', async () => {
    const { world, driver } = start({ account: null })
    await walkFlow(driver, world, null)
    expect(world.sealed[0]?.onExisting).toBe('raise')
  })
})

describe('back', () => {
  test('from the question to raise, and from the first field, returns to the proof', () => {
    for (const account of [LOWER, null]) {
      const { driver } = start({ account })
      driver.send({ type: 'user.wentBack' })
      expect(driver.output()).toEqual({ kind: 'backed-out' })
    }
  })

  test('from the terms shows all of it again, with the answers and without a second captcha', async () => {
    const { world, driver } = start()
    driver.send({ type: 'user.answered', field: 'email', text: 'mau@xamau.example' })
    await walkFlow(driver, world, 'terms')
    driver.send({ type: 'user.wentBack' })
    expect(driver.screen()).toBe('review')
    expect(driver.inner('form')).toMatchObject({ draft: { email: 'mau@xamau.example' } })
    driver.send({ type: 'user.edited', field: 'email' })
    driver.send({ type: 'user.answered', field: 'email', text: GOOD_ANSWERS.email })
    driver.send({ type: 'user.confirmed' })
    expect(driver.screen()).toBe('terms')
  })

  test('from the closing of a method that asks nothing more returns to the proof', () => {
    const { driver } = start({}, { method: 'in-person' })
    driver.send({ type: 'user.wentBack' })
    expect(driver.output()).toEqual({ kind: 'backed-out' })
  })
})

test('the language read last is the one of the consent', async () => {
  const { world, driver } = start()
  driver.send({ type: 'visit.languageChanged', language: 'en' })
  await walkFlow(driver, world, null)
  expect(world.sealed[0]?.consent.language).toBe('en')
  const late = start()
  await walkFlow(late.driver, late.world, 'terms')
  late.driver.actor.send({ type: 'visit.languageChanged', language: 'en' })
  late.driver.send({ type: 'user.confirmed' })
  await late.driver.reach(null)
  expect(late.world.sealed[0]?.consent.language).toBe('en')
})

test('a captcha that cannot be made ends it', async () => {
  const { world, driver } = start()
  world.faults.issue = 'STORE_FULL'
  await walkFlow(driver, world, null)
  expect(driver.output()).toEqual({ kind: 'faulted', code: 'STORE_FULL' })
})
