import { describe, expect, test } from 'vitest'
import type { RegistrationInput } from '../base/registration.ts'
import { provideRemoteRegistration } from '../provide/provide-registrations.ts'
import { createFakeWorld, type FakeWorld } from '../testing/fake-ports.ts'
import { FAKE_OFFICERS } from '../testing/fake-staff.ts'
import { driveFlow, type FlowDriver, walkFlow } from '../testing/flow-driver.ts'
import { OWN_CARD, SAMPLE_CARD } from '../testing/sample-cards.ts'
import { sampleHolder } from '../testing/sample-holders.ts'
import { sampleRegistration } from '../testing/sample-registration.ts'
import { GOOD_ANSWERS } from '../testing/visit-driver.ts'
import { linesOfHolder } from './proof-of-answer.ts'
import type { remoteRegistrationFlow } from './remote-registration.flow.ts'

type Driver = FlowDriver<typeof remoteRegistrationFlow>

const BY_SIM = { method: 'sim-pki' } as const
const BY_APP = { method: 'remote-signing' } as const
const SIGN_IN = { method: 'vnpost' } as const

function start(change: Partial<RegistrationInput>, prepare: (world: FakeWorld) => void = () => {}) {
  const world = createFakeWorld()
  prepare(world)
  return { world, driver: driveFlow(provideRemoteRegistration(world.ports), sampleRegistration(change)) }
}

/** Waiting for the person at another screen, who does not answer before `waits` is taken away. */
async function waiting(change: Partial<RegistrationInput>, prepare: (world: FakeWorld) => void = () => {}) {
  const run = start(change, (world) => {
    world.remote.waits = Number.POSITIVE_INFINITY
    prepare(world)
  })
  await walkFlow(run.driver, run.world, 'remote-waiting')
  return run
}

const requestIds = ({ remote }: FakeWorld) => remote.started.map(({ requestId }) => requestId)

/** Back to the fields, one changed, and asked again. */
async function askAgain(driver: Driver, change: () => void) {
  driver.send({ type: 'user.wentBack' })
  await driver.reach('review')
  change()
  driver.send({ type: 'user.confirmed' })
  await driver.reach('remote-waiting')
}

describe('what is asked of whom', () => {
  test.each([
    [SIGN_IN, { kind: 'sign-in', provider: 'vnpost' }, null],
    [{ method: 'vneid' }, { kind: 'sign-in', provider: 'vneid' }, null],
    [BY_SIM, { kind: 'sim-signature', phone: '+84971234456', carrier: 'Viettel' }, '097****456'],
    [BY_APP, { kind: 'remote-signature', provider: 'smartca', userKey: GOOD_ANSWERS.idNumber }, null],
    [
      { ...BY_APP, subject: 'enterprise' },
      { kind: 'remote-signature', provider: 'smartca', userKey: GOOD_ANSWERS.taxCode },
      null,
    ],
  ] as const)('%o asks %o', async (change, request, shownTo) => {
    const { world, driver } = await waiting(change)
    expect(world.remote.started).toEqual([expect.objectContaining(request)])
    expect(driver.inner('remote')).toMatchObject({ shownTo })
  })

  test('a sign-in asks no fields before it; a signature asks for a captcha before it and never again', async () => {
    const signIn = start(SIGN_IN)
    signIn.driver.send({ type: 'user.confirmed' })
    expect(signIn.driver.screen()).toBe('remote-starting')
    const { world, driver } = start(BY_SIM)
    await walkFlow(driver, world, 'captcha')
    await walkFlow(driver, world, 'remote-waiting')
    // A second captcha could not be made.
    world.faults.issue = 'STORE_FULL'
    await walkFlow(driver, world, null)
    expect(driver.output()).toMatchObject({ kind: 'accepted', ial: 3 })
  })

  test('an officer answers on one form', async () => {
    const { world, driver } = start({ ...BY_SIM, officer: FAKE_OFFICERS.gdv01 })
    await walkFlow(driver, world, 'form')
    await walkFlow(driver, world, null)
    expect(driver.output()?.kind).toBe('accepted')
  })

  test('a card scanned at the conditions fills what is asked and goes with the request', async () => {
    const { world, driver } = start(BY_APP)
    driver.send({ type: 'scanner.scanned', card: SAMPLE_CARD })
    await walkFlow(driver, world, 'remote-waiting')
    expect(world.remote.started[0]).toMatchObject({
      userKey: SAMPLE_CARD.idNumber,
      card: { idNumber: SAMPLE_CARD.idNumber, oldIdNumber: SAMPLE_CARD.oldIdNumber },
    })
  })

  test('a captcha that is due is not passed by walking back out of the form and in again', async () => {
    const { world, driver } = start(BY_SIM)
    await walkFlow(driver, world, 'captcha')
    for (let back = 0; back < 5 && driver.screen() !== 'conditions'; back += 1) driver.send({ type: 'user.wentBack' })
    driver.send({ type: 'user.confirmed' })
    expect(driver.screen()).toBe('field')
    await walkFlow(driver, world, 'captcha')
  })
})

describe('one request for the same details, another for others', () => {
  test('back and on with the same details asks after the same request: nothing is sent twice', async () => {
    const { world, driver } = await waiting(BY_SIM)
    await askAgain(driver, () => {})
    expect(requestIds(world)).toEqual(['packet-1:remote:1', 'packet-1:remote:1'])
    expect(driver.inner('remote')).toMatchObject({ transaction: { transactionId: 'transaction-1' } })
  })

  test('another phone is another request, and back to the first phone yet another', async () => {
    const { world, driver } = await waiting(BY_SIM)
    for (const phone of ['0981234456', GOOD_ANSWERS.phone])
      await askAgain(driver, () => {
        driver.send({ type: 'user.edited', field: 'phone' })
        driver.send({ type: 'user.answered', field: 'phone', text: phone })
      })
    expect(requestIds(world)).toEqual(['packet-1:remote:1', 'packet-1:remote:2', 'packet-1:remote:3'])
    expect(world.remote.started.map((request) => 'phone' in request && request.phone)).toEqual([
      '+84971234456',
      '+84981234456',
      '+84971234456',
    ])
  })

  test('the same details with a card that was not there before are another request', async () => {
    const { world, driver } = await waiting(BY_APP)
    await askAgain(driver, () => driver.send({ type: 'scanner.scanned', card: OWN_CARD }))
    expect(requestIds(world)).toEqual(['packet-1:remote:1', 'packet-1:remote:2'])
    expect(world.remote.started.map(({ card }) => card?.idNumber)).toEqual([undefined, OWN_CARD.idNumber])
    world.remote.waits = 0
    await walkFlow(driver, world, null)
    // Central ties a CMND of 9 digits to the person by the card that was scanned.
    expect(world.sealed[0]?.evidence.map(({ kind }) => kind)).toEqual(['signature', 'card-qr'])
  })

  test('a sign-in that was left and begun again is the same one', async () => {
    const { world, driver } = await waiting(SIGN_IN)
    driver.send({ type: 'user.wentBack' })
    expect(driver.screen()).toBe('conditions')
    driver.send({ type: 'user.confirmed' })
    await driver.reach('remote-waiting')
    expect(new Set(requestIds(world)).size).toBe(1)
  })

  test('going back from the proof asks after the request that was answered', async () => {
    const { world, driver } = start(SIGN_IN)
    await walkFlow(driver, world, 'field')
    driver.send({ type: 'user.wentBack' })
    expect(driver.screen()).toBe('conditions')
    await walkFlow(driver, world, null)
    expect(new Set(requestIds(world)).size).toBe(1)
    expect(world.sealed).toHaveLength(1)
  })
})

describe('what was answered', () => {
  test('a signature: its holder is claimed and stands fixed, the phone asked is claimed too', async () => {
    const { world, driver } = start({ ...BY_SIM, subject: 'enterprise' })
    await walkFlow(driver, world, 'remote-waiting')
    driver.send({ type: 'user.confirmed' })
    await driver.reach('field')
    expect(driver.inner('form')).toMatchObject({ fixed: linesOfHolder(sampleHolder('enterprise'), 'good') })
    await walkFlow(driver, world, null)
    expect(world.sealed[0]).toMatchObject({
      claims: { organisation: 'Công ty TNHH Mẫu', taxCode: '0101234567', phone: '+84971234456' },
      evidence: [{ kind: 'signature', transactionId: 'transaction-1', revocation: 'good' }],
    })
  })

  test('a sign-in: its claims fill the form and stand fixed', async () => {
    const { world, driver } = start(SIGN_IN, ({ remote }) => {
      remote.claims = { ...remote.claims, email: 'mau@thu.example' }
    })
    await walkFlow(driver, world, 'field')
    expect(driver.inner('form')).toMatchObject({
      fields: ['phone', 'email'],
      draft: { phone: '0971234456', email: 'mau@thu.example' },
      fixed: [
        { name: 'fullName', text: 'Lê Văn Mẫu' },
        { name: 'idNumber', text: '046204001234' },
        { name: 'birthDate', text: '29/02/2004' },
      ],
    })
    await walkFlow(driver, world, null)
    expect(world.sealed[0]?.evidence).toEqual([
      { kind: 'sign-in', provider: 'vnpost', transactionId: 'transaction-1', proof: 'd.e.f' },
    ])
  })

  test('trap: a request of an earlier visit, taken up again, goes into the packet it was made for', async () => {
    const { world, driver } = start(BY_SIM, ({ remote }) => {
      remote.adopted = 'packet-of-an-earlier-visit'
    })
    await walkFlow(driver, world, null)
    expect(world.sealed.map(({ packetId }) => packetId)).toEqual(['packet-of-an-earlier-visit'])
    expect(driver.output()).toMatchObject({ receipt: { packetId: 'packet-of-an-earlier-visit' } })
  })

  test('trap: after it, other details are asked under a key of this visit and sealed under what they belong to', async () => {
    const { world, driver } = start(BY_SIM, ({ remote }) => {
      remote.adopted = 'packet-of-an-earlier-visit'
    })
    await walkFlow(driver, world, 'remote-waiting')
    driver.send({ type: 'user.confirmed' })
    await driver.reach('field')
    driver.send({ type: 'user.wentBack' })
    await driver.reach('review')
    world.remote.adopted = null
    driver.send({ type: 'user.edited', field: 'phone' })
    driver.send({ type: 'user.answered', field: 'phone', text: '0981234456' })
    await walkFlow(driver, world, null)
    expect(requestIds(world)).toEqual(['packet-1:remote:1', 'packet-1:remote:2'])
    expect(world.remote.started.map(({ packetId }) => packetId)).toEqual(['packet-1', 'packet-1'])
    expect(world.sealed.map(({ packetId }) => packetId)).toEqual(['packet-1'])
  })

  test('an account as high is refused; a lower one is raised by a signature', async () => {
    const high = start(SIGN_IN, ({ remote }) => {
      remote.account = { state: 'exists', ial: 2 }
    })
    await walkFlow(high.driver, high.world, null)
    expect(high.driver.output()).toMatchObject({ kind: 'refused', code: 'ACCOUNT_EXISTS' })
    const low = start(BY_APP, ({ remote }) => {
      remote.account = { state: 'exists', ial: 2 }
    })
    await walkFlow(low.driver, low.world, 'raise-level')
    await walkFlow(low.driver, low.world, null)
    expect(low.world.sealed[0]?.onExisting).toBe('raise')
  })
})

describe('other ways out', () => {
  test.each([
    [{ give: { kind: 'refused', code: 'SIM_SIGN_CANCELLED' } }, { kind: 'refused', code: 'SIM_SIGN_CANCELLED' }],
    [{ raise: 'TRANSACTION_UNKNOWN' }, { kind: 'faulted', code: 'TRANSACTION_UNKNOWN' }],
  ] as const)('%o ends it and seals nothing', async (step, outcome) => {
    const { world, driver } = start(BY_SIM, ({ remote }) => remote.poll.next(step))
    await walkFlow(driver, world, null)
    expect(driver.output()).toMatchObject(outcome)
    expect(world.sealed).toEqual([])
    expect(driver.context().proof).toBeNull()
  })

  test('the SIM is in the reader: only a SIM can be', () => {
    const bySim = start(BY_SIM)
    bySim.driver.send({ type: 'user.choseReader' })
    expect(bySim.driver.output()).toEqual({ kind: 'use-reader' })
    for (const change of [BY_APP, SIGN_IN]) expect(start(change).driver.send({ type: 'user.choseReader' })).toBe(false)
  })

  test('back from the conditions leaves; back from the fields comes to the conditions, and they keep their answers', async () => {
    const { world, driver } = start(BY_SIM)
    await walkFlow(driver, world, 'review')
    for (let back = 0; back < 5 && driver.screen() !== 'conditions'; back += 1) driver.send({ type: 'user.wentBack' })
    expect(driver.context().draft.phone).toBe(GOOD_ANSWERS.phone)
    driver.send({ type: 'user.wentBack' })
    expect(driver.output()).toEqual({ kind: 'backed-out' })
  })

  test('a captcha that cannot be made ends it', async () => {
    const { world, driver } = start(BY_SIM, (w) => {
      w.faults.issue = 'STORE_FULL'
    })
    await walkFlow(driver, world, null)
    expect(driver.output()).toEqual({ kind: 'faulted', code: 'STORE_FULL' })
  })

  test('the visit hears that somebody is waited for, and the consent has the language read last', async () => {
    const { world, driver } = await waiting(SIGN_IN)
    world.tick(1_000)
    expect(driver.told).toContain('remote.waits')
    driver.actor.send({ type: 'visit.languageChanged', language: 'en' })
    world.remote.waits = 0
    await walkFlow(driver, world, null)
    expect(world.sealed[0]?.consent.language).toBe('en')
  })
})
