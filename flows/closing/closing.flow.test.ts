import { describe, expect, test } from 'vitest'
import { DECISION_WAIT_MS } from '../base/delays.ts'
import { TERMS_VERSION } from '../base/registration.ts'
import type { Decision } from '../ports/packet.port.ts'
import { provideClosing } from '../provide/provide-registrations.ts'
import { createFakeWorld, type FakeWorld } from '../testing/fake-ports.ts'
import { driveFlow, walkFlow } from '../testing/flow-driver.ts'
import { sampleClosing } from '../testing/sample-registration.ts'
import { GOOD_PASSWORD } from '../testing/visit-driver.ts'
import type { ClosingInput } from './closing.flow.ts'

const RECEIPT = { packetId: 'packet-1', receiptNumber: 'K0001-000001', sealedAt: 0 }
const NO_PASSWORD = { passwordAbout: null } as const

function start(change: Partial<ClosingInput> = {}, prepare: (world: FakeWorld) => void = () => {}) {
  const world = createFakeWorld()
  prepare(world)
  const input = sampleClosing(change)
  return { world, input, driver: driveFlow(provideClosing(world.ports), input) }
}

async function atTerms(...args: Parameters<typeof start>) {
  const run = start(...args)
  await walkFlow(run.driver, run.world, 'terms')
  return run
}

describe('the end of a registration', () => {
  test('password, terms, packet, word of central; the hash goes with the packet and nowhere else', async () => {
    const { world, driver, input } = await atTerms()
    expect(world.secrets.count).toBe(1)
    driver.send({ type: 'user.confirmed' })
    await driver.reach(null)
    expect(driver.output()).toEqual({ kind: 'accepted', ial: 3, raised: false, receipt: RECEIPT })
    expect(world.sealed).toEqual([
      {
        ...input.packet,
        consent: { termsVersion: TERMS_VERSION, language: 'vi' },
        passwordHash: expect.stringMatching(/^secret:/),
      },
    ])
    expect(world.secrets.count).toBe(0)
    expect(driver.context().passwordHash).toBeNull()
  })

  test('a method without a password begins with the terms and seals none', async () => {
    const { world, driver } = start(NO_PASSWORD)
    expect(driver.screen()).toBe('terms')
    driver.send({ type: 'user.confirmed' })
    await driver.reach(null)
    expect(world.sealed[0]?.passwordHash).toBeNull()
  })

  test('the consent is stored in the language in which the terms were read', async () => {
    const { world, driver } = await atTerms(NO_PASSWORD)
    driver.send({ type: 'visit.languageChanged', language: 'en' })
    driver.send({ type: 'user.confirmed' })
    await driver.reach(null)
    expect(world.sealed[0]?.consent).toEqual({ termsVersion: TERMS_VERSION, language: 'en' })
  })

  test('a weak password is told with what is missing, and no hash is kept', async () => {
    const { world, driver } = start()
    driver.send({ type: 'user.passwordEntered', password: world.secrets.keep('Aa@123456') })
    await driver.reach('password-saving')
    await driver.reach('password')
    expect(driver.inner('password')).toMatchObject({ problem: 'PASSWORD_WEAK', password: null })
    expect(world.secrets.count).toBe(0)
  })

  test('back from the password, and from the terms of a method without one, leaves', () => {
    for (const change of [{}, NO_PASSWORD]) {
      const { driver, world } = start(change)
      driver.send({ type: 'user.wentBack' })
      expect(driver.output()).toEqual({ kind: 'backed-out' })
      expect(world.sealed).toEqual([])
    }
  })

  test('back from the terms asks for the password again, and the first hash is wiped', async () => {
    const { world, driver } = await atTerms()
    driver.send({ type: 'user.wentBack' })
    expect(driver.screen()).toBe('password')
    expect(world.secrets.count).toBe(0)
    driver.send({ type: 'user.passwordEntered', password: world.secrets.keep(`${GOOD_PASSWORD}2`) })
    await driver.reach('terms')
    expect(world.secrets.count).toBe(1)
  })

  test.each([
    ['accept', 'STORE_FULL', { kind: 'faulted', code: 'STORE_FULL' }],
    ['seal', 'STORE_FULL', { kind: 'faulted', code: 'STORE_FULL' }],
    ['seal', 'STATION_NOT_ENROLLED', { kind: 'faulted', code: 'STATION_NOT_ENROLLED' }],
    ['deliver', 'STORE_BUSY', { kind: 'pending', code: null, receipt: RECEIPT }],
  ] as const)('%s raising %s ends truthfully and leaves no hash', async (call, code, outcome) => {
    const { world, driver } = start({}, (w) => {
      w.faults[call] = code
    })
    await walkFlow(driver, world, null)
    expect(driver.output()).toMatchObject(outcome)
    expect(world.secrets.count).toBe(0)
  })

  test.each<[Decision, object]>([
    [
      { state: 'accepted', ial: 2, raised: true },
      { kind: 'accepted', ial: 2, raised: true },
    ],
    [
      { state: 'refused', reason: 'SUBSCRIBER_CMND9', carrier: 'Viettel' },
      { kind: 'refused', code: 'SUBSCRIBER_CMND9', carrier: 'Viettel' },
    ],
    [
      { state: 'waiting-for-citizen', reason: 'OTP_DEFERRED' },
      { kind: 'waiting-for-citizen', code: 'OTP_DEFERRED' },
    ],
    [
      { state: 'pending', reason: 'LINE_DOWN' },
      { kind: 'pending', code: 'LINE_DOWN' },
    ],
  ])('%o is told with its receipt', async (decision, outcome) => {
    const { world, driver } = await atTerms(NO_PASSWORD, (w) => {
      w.decision = decision
    })
    await walkFlow(driver, world, null)
    expect(driver.output()).toEqual({ ...outcome, receipt: expect.objectContaining(RECEIPT) })
  })

  test('no word within the wait, or a person who does not wait: pending', async () => {
    for (const leave of ['alone', 'Enter'] as const) {
      const { world, driver } = await atTerms(NO_PASSWORD)
      world.ports.packets.deliver = () => new Promise(() => {})
      driver.send({ type: 'user.confirmed' })
      await driver.reach('delivering')
      if (leave === 'Enter') driver.send({ type: 'user.confirmed' })
      else driver.clock.increment(DECISION_WAIT_MS)
      expect(driver.output()).toMatchObject({ kind: 'pending', code: null, receipt: RECEIPT })
    }
  })
})
