import { describe, expect, test } from 'vitest'
import type { FaultCode } from '../base/fault-codes.ts'
import type { StationKind } from '../base/terms.ts'
import type { OtpContext } from '../otp/otp.flow.ts'
import { provideReturn } from '../provide/provide-return.ts'
import { createFakeWorld, type FakeWorld } from '../testing/fake-ports.ts'
import { SAMPLE_ACCEPTED, SAMPLE_RECEIPT, SAMPLE_WAITING } from '../testing/fake-returns.ts'
import { driveFlow } from '../testing/flow-driver.ts'

const VISIT_KEY = '0193f5a2-0000-7000-8000-000000000001'

function drive(
  world: FakeWorld,
  { receipt = SAMPLE_RECEIPT as typeof SAMPLE_RECEIPT | null, stationKind = 'self-service' as StationKind } = {},
) {
  return driveFlow(provideReturn(world.ports), { visitKey: VISIT_KEY, stationKind, receipt })
}

const typeCode = (world: FakeWorld, code = world.code) =>
  ({ type: 'user.codeEntered', code: world.secrets.keep(code) }) as const

/** Scanned, found, a code sent, and typed. */
async function provedAt(world: FakeWorld) {
  const driver = drive(world)
  await driver.reach('return-found')
  driver.send({ type: 'user.confirmed' })
  await driver.reach('otp-entry')
  driver.send(typeCode(world))
  return driver
}

test('one scan and one code: the packet is verified with the proof, and the receipt goes on', async () => {
  const world = createFakeWorld()
  const driver = await provedAt(world)
  await driver.reach(null)
  expect(driver.output()).toEqual({
    outcome: {
      kind: 'accepted',
      ial: 2,
      raised: false,
      receipt: { ...SAMPLE_RECEIPT, sealedAt: 0x0193f5a27c1e },
    },
    waiting: SAMPLE_WAITING,
    before: false,
  })
  const { returns } = world
  expect(returns.lookedUp).toEqual([SAMPLE_RECEIPT])
  // The number is at central alone: the packet names it, and the visit's own id is the key.
  expect(returns.codes).toEqual([{ packetId: SAMPLE_WAITING.packetId, requestId: `${VISIT_KEY}:otp:1.1` }])
  expect(returns.proofs).toEqual([{ packetId: SAMPLE_WAITING.packetId, proof: expect.any(String) }])
  expect(world.otpRequests).toEqual([])
  expect(driver.context().proof).toBeNull()
})

test('nothing is sent before the phone stood on the screen', async () => {
  const world = createFakeWorld()
  const driver = drive(world)
  await driver.reach('return-found')
  expect(world.returns.codes).toEqual([])
  driver.send({ type: 'user.wentBack' })
  await driver.reach(null)
  expect(driver.output()?.outcome).toEqual({ kind: 'backed-out' })
  expect(world.returns.codes).toEqual([])
})

test('going back from the code keeps it: a second one is not sent', async () => {
  const world = createFakeWorld()
  const driver = drive(world)
  await driver.reach('return-found')
  driver.send({ type: 'user.confirmed' })
  await driver.reach('otp-entry')
  driver.send({ type: 'user.wentBack' })
  await driver.reach('return-found')
  driver.send({ type: 'user.confirmed' })
  await driver.reach('otp-entry')
  expect(world.returns.codes).toHaveLength(1)
})

describe('a number typed by hand', () => {
  test('is taken at a counter, as people type it', async () => {
    const world = createFakeWorld()
    const driver = drive(world, { receipt: null, stationKind: 'assisted' })
    await driver.reach('return-receipt')
    driver.send({ type: 'user.receiptTyped', text: 'k7/123' })
    await driver.reach('return-found')
    expect(world.returns.lookedUp).toEqual([{ receiptNumber: 'K0007-000123', packetId: null }])
  })

  test.each([
    ['', 'FIELD_REQUIRED'],
    ['K0007', 'RECEIPT_FORMAT'],
  ])('%j stays, with what is not right', async (text, problem) => {
    const world = createFakeWorld()
    const driver = drive(world, { receipt: null, stationKind: 'assisted' })
    driver.send({ type: 'user.receiptTyped', text })
    expect(driver.screen()).toBe('return-receipt')
    expect(driver.context().problem).toBe(problem)
    expect(world.returns.lookedUp).toEqual([])
  })

  test('trap: numbers can be guessed: a machine that people use by themselves takes a scan alone', async () => {
    const world = createFakeWorld()
    const driver = drive(world, { receipt: null })
    expect(driver.send({ type: 'user.receiptTyped', text: 'K0007-000123' })).toBe(false)
    driver.send({ type: 'scanner.receiptScanned', receipt: SAMPLE_RECEIPT })
    await driver.reach('return-found')
  })
})

test.each([
  ['accepted', SAMPLE_ACCEPTED, { kind: 'accepted', ial: 2 }],
  [
    'refused',
    { ...SAMPLE_ACCEPTED, state: 'refused', ial: null, reason: 'SUBSCRIBER_CMND9', carrier: 'Viettel' },
    { kind: 'refused', code: 'SUBSCRIBER_CMND9', carrier: 'Viettel' },
  ],
  [
    'expired',
    { ...SAMPLE_ACCEPTED, state: 'refused', ial: null, reason: 'PACKET_WAIT_EXPIRED' },
    { kind: 'refused', code: 'PACKET_WAIT_EXPIRED' },
  ],
  [
    'still verified',
    { ...SAMPLE_ACCEPTED, state: 'verifying', ial: null, reason: 'CARRIER_UNAVAILABLE' },
    { kind: 'pending', code: 'CARRIER_UNAVAILABLE' },
  ],
] as const)('what is %s already is told, and no code is sent', async (_, standing, outcome) => {
  const world = createFakeWorld()
  world.returns.standing = standing
  const driver = drive(world)
  await driver.reach(null)
  expect(driver.output()).toMatchObject({ outcome, before: true })
  expect(world.returns.codes).toEqual([])
})

describe('a receipt that is not told of', () => {
  test.each<FaultCode>(['RECEIPT_UNKNOWN', 'RECEIPT_NOT_GIVEN', 'NOT_ALLOWED', 'RATE_LIMITED'])(
    'for %s may be tried again',
    async (code) => {
      const world = createFakeWorld()
      world.returns.faults.lookUp = code
      const driver = drive(world)
      await driver.reach('return-unknown')
      expect(driver.context().problem).toBe(code)
      delete world.returns.faults.lookUp
      driver.send({ type: 'scanner.receiptScanned', receipt: SAMPLE_RECEIPT })
      await driver.reach('return-found')
      expect(driver.context().problem).toBeNull()
    },
  )

  test('Enter asks for another one', async () => {
    const world = createFakeWorld()
    world.returns.faults.lookUp = 'RECEIPT_UNKNOWN'
    const driver = drive(world)
    await driver.reach('return-unknown')
    driver.send({ type: 'user.confirmed' })
    await driver.reach('return-receipt')
    expect(driver.context()).toMatchObject({ receipt: null, problem: null })
  })
})

describe('the line goes down', () => {
  test.each<FaultCode>(['LINE_DOWN', 'CAPTIVE_PORTAL', 'CENTRAL_BUSY'])('before it is found (%s)', async (code) => {
    const world = createFakeWorld()
    world.returns.faults.lookUp = code
    const driver = drive(world)
    await driver.reach('return-line-down')
    delete world.returns.faults.lookUp
    driver.send({ type: 'user.confirmed' })
    await driver.reach('return-found')
  })

  test('before the code: tried again, or left for another day', async () => {
    const world = createFakeWorld()
    world.returns.faults.requestCode = 'LINE_DOWN'
    const driver = drive(world)
    await driver.reach('return-found')
    driver.send({ type: 'user.confirmed' })
    await driver.reach('line-down')
    driver.send({ type: 'user.retried' })
    await driver.reach('line-down')
    expect(world.returns.codes.map(({ requestId }) => requestId)).toEqual([
      `${VISIT_KEY}:otp:1.1`,
      `${VISIT_KEY}:otp:1.2`,
    ])
    driver.send({ type: 'user.deferred' })
    await driver.reach(null)
    expect(driver.output()?.outcome).toEqual({ kind: 'backed-out' })
  })

  test.each(['user.confirmed', 'user.retried'] as const)(
    'after the code: the same proof is brought again, and no other code is asked for (%s)',
    async (type) => {
      const world = createFakeWorld()
      world.returns.faults.prove = 'LINE_DOWN'
      const driver = await provedAt(world)
      await driver.reach('return-line-down')
      delete world.returns.faults.prove
      driver.send({ type })
      await driver.reach(null)
      expect(driver.output()?.outcome.kind).toBe('accepted')
      const [first, second] = world.returns.proofs
      expect(second).toEqual(first)
      expect(world.returns.codes).toHaveLength(1)
      expect(world.returns.lookedUp).toHaveLength(1)
    },
  )
})

test('the line goes away under the code: the same digits go again, or it is left with the receipt', async () => {
  const world = createFakeWorld()
  world.faults.verifyOtp = 'CAPTIVE_PORTAL'
  const driver = await provedAt(world)
  await driver.reach('line-down')
  driver.send({ type: 'user.retried' })
  await driver.reach('line-down')
  delete world.faults.verifyOtp
  driver.send({ type: 'user.retried' })
  await driver.reach(null)
  expect(driver.output()?.outcome.kind).toBe('accepted')
  expect(new Set(world.otpAttempts.map(({ attemptId }) => attemptId)).size).toBe(1)
  expect(world.returns.codes).toHaveLength(1)

  world.faults.verifyOtp = 'LINE_DOWN'
  const other = await provedAt(world)
  await other.reach('line-down')
  other.send({ type: 'user.deferred' })
  await other.reach(null)
  expect(other.output()?.outcome).toEqual({ kind: 'backed-out' })
  expect(world.secrets.count).toBe(0)
})

test('a code of another errand has just gone to this phone: no dead end, a little later it is sent', async () => {
  const world = createFakeWorld()
  world.returns.faults.requestCode = 'OTP_RESEND_TOO_SOON'
  const driver = drive(world)
  await driver.reach('return-found')
  driver.send({ type: 'user.confirmed' })
  await driver.reach('line-down')
  expect(driver.inner<OtpContext>('otp')?.problem).toBe('OTP_RESEND_TOO_SOON')
  delete world.returns.faults.requestCode
  driver.send({ type: 'user.retried' })
  await driver.reach('otp-entry')
  driver.send(typeCode(world))
  await driver.reach(null)
  expect(driver.output()?.outcome.kind).toBe('accepted')
})

test('the same receipt in a new visit while its code is on the phone: that code, its countdown and its tries go on', async () => {
  const world = createFakeWorld()
  const left = drive(world)
  await left.reach('return-found')
  left.send({ type: 'user.confirmed' })
  await left.reach('otp-entry')
  Object.assign(world, { triesLeft: 3, resendAfterMs: 41_000 })
  const driver = drive(world)
  await driver.reach('return-found')
  expect(driver.context().codeAsked).toBe(false)
  driver.send({ type: 'user.confirmed' })
  await driver.reach('otp-entry')
  expect(driver.inner<OtpContext>('otp')).toMatchObject({ triesLeft: 3, challenge: { resendAfterMs: 41_000 } })
  expect(driver.send({ type: 'user.resent' })).toBe(false)
  driver.send(typeCode(world))
  await driver.reach(null)
  expect(driver.output()?.outcome.kind).toBe('accepted')
})

test('whether a code is out is known of this receipt, not of the one before', async () => {
  const world = createFakeWorld()
  const driver = drive(world)
  await driver.reach('return-found')
  expect(driver.context()).toMatchObject({ codeAsked: false, otpStanding: null })
  driver.send({ type: 'user.confirmed' })
  await driver.reach('otp-entry')
  driver.send({ type: 'user.wentBack' })
  await driver.reach('return-found')
  expect(driver.context()).toMatchObject({ codeAsked: true, otpStanding: { phone: SAMPLE_WAITING.packetId } })
  driver.send({ type: 'scanner.receiptScanned', receipt: { ...SAMPLE_RECEIPT, receiptNumber: 'K0007-000124' } })
  await driver.reach('return-found')
  expect(driver.context()).toMatchObject({ codeAsked: false, otpStanding: null })
})

test('another receipt scanned after going back from a code: its citizen gets a code of his own', async () => {
  const world = createFakeWorld()
  const driver = drive(world)
  await driver.reach('return-found')
  driver.send({ type: 'user.confirmed' })
  await driver.reach('otp-entry')
  driver.send({ type: 'user.wentBack' })
  await driver.reach('return-found')
  const other = { receiptNumber: 'K0007-000124', packetId: '0193f5a2-0000-7000-8000-0000000000ff' }
  world.returns.standing = { ...SAMPLE_WAITING, packetId: other.packetId }
  driver.send({ type: 'scanner.receiptScanned', receipt: other })
  await driver.reach('return-found')
  driver.send({ type: 'user.confirmed' })
  await driver.reach('otp-entry')
  expect(world.returns.codes.map(({ packetId }) => packetId)).toEqual([SAMPLE_WAITING.packetId, other.packetId])
})

test('somebody finished it elsewhere while the code was asked for: the truth is looked up', async () => {
  const world = createFakeWorld()
  world.returns.faults.requestCode = 'PACKET_WAIT_EXPIRED'
  const driver = drive(world)
  await driver.reach('return-found')
  world.returns.standing = SAMPLE_ACCEPTED
  driver.send({ type: 'user.confirmed' })
  await driver.reach(null)
  expect(driver.output()?.outcome.kind).toBe('accepted')
})

test.each<FaultCode>(['OTP_TRIES_SPENT', 'OTP_LIMIT_NUMBER', 'OTP_LIMIT_STATION'])(
  '%s ends the visit, not the receipt',
  async (code) => {
    const world = createFakeWorld()
    world.returns.faults.requestCode = code
    const driver = drive(world)
    await driver.reach('return-found')
    driver.send({ type: 'user.confirmed' })
    await driver.reach(null)
    expect(driver.output()?.outcome).toEqual({ kind: 'refused', code, carrier: null, receipt: null })
    expect(world.returns.proofs).toEqual([])
  },
)

test('central asks once more after a proof: the citizen is not told of an end that is none', async () => {
  const world = createFakeWorld()
  world.returns.proved = SAMPLE_WAITING
  const driver = await provedAt(world)
  await driver.reach('return-found')
  expect(driver.context().proof).toBeNull()
})

test('the station never puts a code of its own: it does not know the number', async () => {
  const world = createFakeWorld()
  world.devices.modem.become([], null)
  world.returns.faults.requestCode = 'LINE_DOWN'
  const driver = drive(world)
  await driver.reach('return-found')
  driver.send({ type: 'user.confirmed' })
  await driver.reach('line-down')
})
