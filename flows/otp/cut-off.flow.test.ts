import { describe, expect, test } from 'vitest'
import { provideOtp } from '../provide/provide-registrations.ts'
import { LINE_CODES } from '../rules/line-codes.ts'
import { createFakeWorld, type FakeWorld } from '../testing/fake-ports.ts'
import { driveFlow } from '../testing/flow-driver.ts'

const INPUT = { packetId: 'p', phone: '+84971234456', round: 1, standing: null, mayDefer: true }
const LIFETIME_MS = 300_000

/** A code is on the phone, and the line is away by the time it is typed back. */
async function cutOff(prepare: (world: FakeWorld) => void = () => {}, input = INPUT) {
  const world = createFakeWorld()
  const driver = driveFlow(provideOtp(world.ports), input)
  await driver.reach('otp-entry')
  world.faults.verifyOtp = 'LINE_DOWN'
  prepare(world)
  driver.send({ type: 'user.codeEntered', code: world.secrets.keep(world.code) })
  await driver.reach('line-down')
  return { world, driver }
}

const attemptIds = ({ otpAttempts }: FakeWorld) => otpAttempts.map(({ attemptId }) => attemptId)

describe('the line goes away under a code that was typed', () => {
  test.each(LINE_CODES)('for %s the digits stay, and no try is spent', async (code) => {
    const { world, driver } = await cutOff((w) => {
      w.faults.verifyOtp = code
    })
    expect(driver.context()).toMatchObject({ problem: code, triesLeft: 5, unanswered: 1 })
    expect(world.secrets.count).toBe(1)
    expect(JSON.stringify(driver.context())).not.toContain(world.code)
  })

  test('trying again sends the same digits as the same try, as often as it takes, and each time is seen', async () => {
    const { world, driver } = await cutOff()
    driver.send({ type: 'user.retried' })
    await driver.reach('line-down')
    expect(driver.context()).toMatchObject({ unanswered: 2, triesLeft: 5 })
    delete world.faults.verifyOtp
    driver.send({ type: 'user.retried' })
    await driver.reach(null)
    expect(driver.output()?.kind).toBe('proved')
    expect(world.otpAttempts.map(({ code }) => code)).toEqual([world.code, world.code, world.code])
    expect(new Set(attemptIds(world)).size).toBe(1)
    expect(world.otpRequests).toHaveLength(1)
    expect(world.secrets.count).toBe(0)
  })

  test('a wrong code is told so once central answers, and the next one is another try', async () => {
    const { world, driver } = await cutOff((w) => {
      w.code = '000000'
    })
    world.code = '200832'
    delete world.faults.verifyOtp
    driver.send({ type: 'user.retried' })
    await driver.reach('otp-entry')
    expect(driver.context()).toMatchObject({ problem: 'OTP_WRONG', triesLeft: 4, code: null })
    expect(world.secrets.count).toBe(0)
    driver.send({ type: 'user.codeEntered', code: world.secrets.keep(world.code) })
    await driver.reach(null)
    expect(driver.output()?.kind).toBe('proved')
    expect(new Set(attemptIds(world)).size).toBe(2)
  })

  test('it is left for later, without a proof and with the code that is out', async () => {
    const { world, driver } = await cutOff()
    driver.send({ type: 'user.deferred' })
    await driver.reach(null)
    expect(driver.output()).toMatchObject({ kind: 'deferred', standing: { phone: INPUT.phone } })
    expect(world.secrets.count).toBe(0)
  })

  test('where it cannot be left, trying again and going back remain', async () => {
    const { world, driver } = await cutOff(undefined, { ...INPUT, mayDefer: false })
    expect(driver.send({ type: 'user.deferred' })).toBe(false)
    expect(driver.screen()).toBe('line-down')
    delete world.faults.verifyOtp
    driver.send({ type: 'user.retried' })
    await driver.reach(null)
    expect(driver.output()?.kind).toBe('proved')
  })

  test('going back leads to the code, which can be typed anew while it lives', async () => {
    const { world, driver } = await cutOff()
    driver.send({ type: 'user.wentBack' })
    await driver.reach('otp-entry')
    expect(driver.context()).toMatchObject({ problem: null, triesLeft: 5 })
    expect(world.secrets.count).toBe(0)
    driver.send({ type: 'user.wentBack' })
    await driver.reach(null)
    expect(driver.output()).toMatchObject({ kind: 'backed-out', standing: { phone: INPUT.phone } })
  })

  test('when the code has run out a new one is asked for', async () => {
    const { world, driver } = await cutOff()
    delete world.faults.verifyOtp
    world.tick(LIFETIME_MS)
    driver.send({ type: 'user.retried' })
    await driver.reach('otp-entry')
    expect(world.otpRequests).toHaveLength(2)
    expect(world.otpAttempts).toHaveLength(1)
    expect(world.secrets.count).toBe(0)
  })
})

test('no message came and none can be sent again: it can be left for later, not only waited for', async () => {
  const world = createFakeWorld()
  const driver = driveFlow(provideOtp(world.ports), INPUT)
  await driver.reach('otp-entry')
  world.faults.requestOtp = 'LINE_DOWN'
  world.tick(60_000)
  driver.send({ type: 'user.resent' })
  await driver.reach('line-down')
  driver.send({ type: 'user.wentBack' })
  await driver.reach('otp-entry')
  driver.send({ type: 'user.resent' })
  await driver.reach('line-down')
  driver.send({ type: 'user.deferred' })
  await driver.reach(null)
  expect(driver.output()?.kind).toBe('deferred')
})

test('a registration whose code cannot be left says so before any code as well', async () => {
  const world = createFakeWorld()
  world.faults.requestOtp = 'LINE_DOWN'
  const driver = driveFlow(provideOtp(world.ports), { ...INPUT, mayDefer: false })
  await driver.reach('line-down')
  expect(driver.send({ type: 'user.deferred' })).toBe(false)
})
