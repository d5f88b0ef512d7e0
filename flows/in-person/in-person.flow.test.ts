import { describe, expect, test } from 'vitest'
import type { RegistrationInput } from '../base/registration.ts'
import { CHIP_FAILURES_MAX } from '../card/chip-failure.ts'
import { provideInPerson } from '../provide/provide-registrations.ts'
import { createFakeWorld, type FakeWorld } from '../testing/fake-ports.ts'
import { FAKE_OFFICERS, FAKE_PIN } from '../testing/fake-staff.ts'
import { driveFlow, walkFlow } from '../testing/flow-driver.ts'
import { OWN_CARD, SAMPLE_MRZ } from '../testing/sample-cards.ts'
import { sampleReading } from '../testing/sample-devices.ts'
import { sampleRegistration } from '../testing/sample-registration.ts'
import { GOOD_ANSWERS } from '../testing/visit-driver.ts'

const { gdv01, gdv02, ks01, kt01 } = FAKE_OFFICERS
/** What the card says where the officer typed something else. */
const OTHER_NAME = { ...OWN_CARD, fullName: 'Lê Văn Mầu' }

function start(change: Partial<RegistrationInput> = {}, prepare: (world: FakeWorld) => void = () => {}) {
  const world = createFakeWorld()
  prepare(world)
  const input = sampleRegistration({ method: 'in-person', officer: gdv01, ...change })
  return { world, driver: driveFlow(provideInPerson(world.ports), input) }
}

async function at(screen: Parameters<typeof walkFlow>[2], ...args: Parameters<typeof start>) {
  const run = start(...args)
  await walkFlow(run.driver, run.world, screen)
  return run
}

type Run = ReturnType<typeof start>

const signIn = ({ driver, world }: Run, code: string) =>
  driver.send({ type: 'user.staffSignedIn', code, pin: world.secrets.keep(FAKE_PIN) })
const officerEvidence = ({ world }: Run) => world.sealed[0]?.evidence.find(({ kind }) => kind === 'officer')
const markOf = ({ staffId, code, role }: typeof gdv01 | typeof ks01) => ({ staffId, code, role })

describe('an officer compares person, card and chip', () => {
  test('form, chip, attestation, the citizen alone at the password, packet at level 3', async () => {
    const run = start({ card: OWN_CARD, mrz: SAMPLE_MRZ })
    const { driver, world } = run
    for (const screen of ['form', 'card-wait', 'card-read', 'attest', 'password', 'terms', null] as const)
      await walkFlow(driver, world, screen)
    expect(driver.output()).toMatchObject({ kind: 'accepted', ial: 3 })
    expect(world.sealed[0]).toMatchObject({
      method: 'in-person',
      claims: { idNumber: OWN_CARD.idNumber, sex: 'male', residence: OWN_CARD.residence },
      onExisting: 'raise',
      passwordHash: expect.any(String),
    })
    expect(world.sealed[0]?.evidence).toEqual([
      { kind: 'card-qr', issuedOn: OWN_CARD.issuedOn, cancelledIdNumber: null },
      { kind: 'card-mrz', expiresOn: SAMPLE_MRZ.expiresOn },
      {
        kind: 'card-chip',
        access: 'pace-can',
        hashes: 'match',
        signature: 'valid',
        chain: 'unchecked',
        genuine: 'chip-authentication',
        portraitSha256: 'ab'.repeat(32),
      },
      {
        kind: 'officer',
        attester: markOf(gdv01),
        confirmer: null,
        compared: ['card-qr', 'card-mrz', 'card-chip'],
        differences: [],
      },
    ])
    expect(world.accountsAsked).toEqual([{ idNumbers: [OWN_CARD.idNumber], taxCode: null }])
    expect(world.portraits.count).toBe(0)
  })

  test('an organisation is asked after by its tax code', async () => {
    const { world } = await at(null, { subject: 'enterprise' })
    expect(world.accountsAsked).toEqual([{ idNumbers: [], taxCode: GOOD_ANSWERS.taxCode }])
    expect(world.sealed[0]?.claims).toMatchObject({
      organisation: GOOD_ANSWERS.organisation,
      taxCode: GOOD_ANSWERS.taxCode,
    })
  })

  test('what the digits of the number contradict is said in the packet', async () => {
    const run = start()
    const { driver, world } = run
    const answers = { ...GOOD_ANSWERS, birthDate: '01/03/2003' }
    for (const field of ['idNumber', 'fullName', 'birthDate', 'phone'] as const)
      driver.send({ type: 'user.answered', field, text: answers[field] })
    await walkFlow(driver, world, null)
    expect(world.sealed[0]?.evidence.at(-1)).toEqual({ kind: 'needs-check', codes: ['ID_BIRTH_YEAR_DIFFERS'] })
  })
})

describe('the chip', () => {
  test('without a reader the packet says that no chip was read', async () => {
    const run = await at('attest', { hasCardReader: false })
    expect(run.driver.send({ type: 'user.retried' })).toBe(false)
    await walkFlow(run.driver, run.world, null)
    expect(run.world.sealed[0]?.evidence.map(({ kind }) => kind)).toEqual(['officer'])
    expect(officerEvidence(run)).toMatchObject({ compared: [] })
  })

  test.each([
    [{ passive: { hashes: 'differ', signature: 'valid', chain: 'unchecked' } }, 'CHIP_FORGED'],
    [{ passive: { hashes: 'match', signature: 'valid', chain: 'untrusted' } }, 'CHIP_FORGED'],
    [{ genuine: 'failed' }, 'CHIP_COPIED'],
  ] as const)('%o: %s, and nothing is sealed', async (reading, code) => {
    const { world, driver } = await at(null, {}, ({ devices }) => {
      devices.card.reading = () => sampleReading(reading)
    })
    expect(driver.output()).toEqual({ kind: 'refused', code, carrier: null, receipt: null })
    expect(world.sealed).toEqual([])
    expect(world.portraits.count).toBe(0)
  })

  test('a reader that does not work holds nobody up', async () => {
    const failures = Array(CHIP_FAILURES_MAX).fill({ raise: 'CHIP_PROTOCOL' })
    const { world, driver } = await at('card-wait', {}, ({ devices }) => devices.card.read.next(...failures))
    for (let failure = 1; failure <= CHIP_FAILURES_MAX; failure += 1) {
      world.devices.card.become('empty', null)
      world.devices.card.become('present', null)
      await driver.reach('card-reading')
      await driver.reach(failure < CHIP_FAILURES_MAX ? 'card-wait' : 'attest')
    }
    expect(driver.screen()).toBe('attest')
    expect(driver.context().chip).toBeNull()
  })

  test.each(['card-key', 'card-wait'] as const)(
    'a card without a chip, on %s: the officer goes on without',
    async (screen) => {
      const run = await at(screen)
      expect(run.driver.send({ type: 'user.deferred' })).toBe(true)
      expect(run.driver.screen()).toBe('attest')
      await walkFlow(run.driver, run.world, null)
      expect(run.world.sealed[0]?.evidence.map(({ kind }) => kind)).toEqual(['officer'])
    },
  )

  test('read again it is the new reading that counts, and the portrait of the first is overwritten', async () => {
    const { world, driver } = await at('attest')
    expect(world.portraits.count).toBe(1)
    world.devices.card.become('empty', null)
    driver.send({ type: 'user.retried' })
    expect(world.portraits.count).toBe(0)
    expect(driver.context().chip).toBeNull()
    world.devices.card.reading = () => sampleReading({ access: 'bac', portrait: null })
    await walkFlow(driver, world, 'attest')
    expect(driver.context().chip).toMatchObject({ access: 'bac', portrait: null })
  })

  test('back from the chip returns to the form', async () => {
    const { driver } = await at('card-key')
    driver.send({ type: 'user.wentBack' })
    expect(driver.screen()).toBe('form')
  })
})

describe('differences', () => {
  test('are told with what each source says, and a second officer confirms', async () => {
    const run = await at('attest', { card: OTHER_NAME })
    const { driver, world } = run
    expect(driver.context().differences).toMatchObject([
      { field: 'fullName', values: { typed: 'Lê Văn Mầu', qr: 'Lê Văn Mầu', chip: 'Lê Văn Mẫu' } },
    ])
    driver.send({ type: 'user.attested' })
    await driver.reach('staff-sign-in')
    signIn(run, ks01.code)
    await driver.reach('password')
    await walkFlow(driver, world, null)
    expect(officerEvidence(run)).toMatchObject({
      attester: markOf(gdv01),
      confirmer: markOf(ks01),
      differences: ['fullName'],
    })
  })

  test.each([
    ['never', { card: OTHER_NAME }, 'password'],
    ['on-differences', {}, 'password'],
    // One officer's word alone would be the whole proof.
    ['on-differences', { hasCardReader: false, card: null }, 'staff-sign-in'],
    ['on-differences', { card: OTHER_NAME }, 'staff-sign-in'],
    ['always', {}, 'staff-sign-in'],
  ] as const)('a second officer %s, %o: %s', async (secondOfficer, change, screen) => {
    const { driver } = await at('attest', { secondOfficer, ...change })
    driver.send({ type: 'user.attested' })
    await driver.reach(screen)
  })

  test.each([
    ['the one who attested', gdv01.code, 'STAFF_SAME_OFFICER'],
    ['a technician', kt01.code, 'STAFF_ROLE'],
  ] as const)('trap: %s may not confirm', async (_, code, problem) => {
    const run = await at('staff-sign-in', { secondOfficer: 'always' })
    signIn(run, code)
    await run.driver.reach('staff-checking')
    await run.driver.reach('staff-sign-in')
    expect(run.driver.inner('staffSession')).toMatchObject({ problem })
    expect(run.driver.context().proof).toBeNull()
    signIn(run, gdv02.code)
    await run.driver.reach('password')
  })

  test('nobody confirms: back to the comparison, and nothing is proved', async () => {
    const { driver } = await at('staff-sign-in', { secondOfficer: 'always' })
    driver.send({ type: 'user.wentBack' })
    expect(driver.screen()).toBe('attest')
    expect(driver.context()).toMatchObject({ confirmer: null, proof: null })
  })

  test('trap: who confirmed one comparison has not confirmed the next', async () => {
    const run = await at('password', { card: OTHER_NAME })
    const { driver, world } = run
    expect(driver.context().confirmer?.staffId).toBe(ks01.staffId)
    driver.send({ type: 'user.wentBack' })
    driver.send({ type: 'user.wentBack' })
    expect(driver.screen()).toBe('form')
    driver.send({ type: 'scanner.scanned', card: OWN_CARD })
    await walkFlow(driver, world, null)
    expect(officerEvidence(run)).toMatchObject({ confirmer: null, differences: [] })
  })
})

describe('the account', () => {
  test('as high already: told, never a second one', async () => {
    const { world, driver } = await at(null, {}, (w) => {
      w.account = { state: 'exists', ial: 3 }
    })
    expect(driver.output()).toMatchObject({ kind: 'refused', code: 'ACCOUNT_EXISTS' })
    expect(world.sealed).toEqual([])
  })

  test('lower: raised', async () => {
    const { world, driver } = await at('raise-level', {}, (w) => {
      w.account = { state: 'exists', ial: 2 }
      w.decision = { state: 'accepted', ial: 3, raised: true }
    })
    await walkFlow(driver, world, null)
    expect(driver.output()).toMatchObject({ kind: 'accepted', raised: true })
  })

  test.each(['LINE_DOWN', 'NOT_ALLOWED'] as const)('%s: central looks when the packet comes', async (code) => {
    const { world } = await at(null, {}, (w) => {
      w.faults.askAccount = code
    })
    expect(world.sealed).toHaveLength(1)
  })

  test('trap: what was heard of one number says nothing of the next', async () => {
    const { world, driver } = await at('attest', {}, (w) => {
      w.account = { state: 'exists', ial: 3 }
    })
    driver.send({ type: 'user.wentBack' })
    driver.send({ type: 'user.answered', field: 'idNumber', text: '046204001235' })
    world.faults.askAccount = 'LINE_DOWN'
    driver.send({ type: 'user.confirmed' })
    await driver.reach('card-key')
    expect(driver.context().account).toBeNull()
  })

  test('back while it is asked returns to the form', async () => {
    const { world, driver } = start({ card: OWN_CARD })
    driver.send({ type: 'user.answered', field: 'phone', text: GOOD_ANSWERS.phone })
    world.ports.central.askAccount = () => new Promise(() => {})
    driver.send({ type: 'user.confirmed' })
    expect(driver.screen()).toBe('pre-checking')
    driver.send({ type: 'user.wentBack' })
    expect(driver.screen()).toBe('form')
  })
})

describe('other ways out', () => {
  test('not attested: told, and nothing is sealed', async () => {
    const { world, driver } = await at('attest')
    driver.send({ type: 'user.declined' })
    expect(driver.output()).toEqual({ kind: 'refused', code: 'ATTESTATION_REFUSED', carrier: null, receipt: null })
    expect(world.sealed).toEqual([])
    expect(driver.context()).toMatchObject({ chip: null, proof: null, differences: [] })
    expect(world.portraits.count).toBe(0)
  })

  test('back from the form leaves', () => {
    const { driver } = start()
    driver.send({ type: 'user.wentBack' })
    expect(driver.output()).toEqual({ kind: 'backed-out' })
  })

  test('without an officer nobody attests', async () => {
    const { world, driver } = await at('attest', { officer: null, secondOfficer: 'never' })
    driver.send({ type: 'user.attested' })
    expect(driver.actor.getSnapshot().status).toBe('error')
    expect(world.sealed).toEqual([])
  })

  test('the consent has the language read last', async () => {
    const { world, driver } = await at('terms')
    driver.actor.send({ type: 'visit.languageChanged', language: 'en' })
    await walkFlow(driver, world, null)
    expect(world.sealed[0]?.consent.language).toBe('en')
  })
})
