import { describe, expect, test } from 'vitest'
import { TEXT_LIMIT_MS } from '../base/delays.ts'
import type { FaultCode } from '../base/fault-codes.ts'
import { LINE_CODES } from '../rules/line-codes.ts'
import { sampleModem } from '../testing/fake-devices.ts'
import { createFakeWorld, type FakeWorld } from '../testing/fake-ports.ts'
import { driveVisit, type VisitDriver, walkTo } from '../testing/visit-driver.ts'

const PHONE = '+84971234456'

/** At the review, without a line, at a station whose modem can send. */
async function offline(prepare: (world: FakeWorld) => void = () => {}) {
  const world = createFakeWorld()
  world.faults.requestOtp = 'LINE_DOWN'
  world.faults.preCheck = 'LINE_DOWN'
  world.devices.modem.become([sampleModem({})], null)
  prepare(world)
  const driver = driveVisit(world)
  await walkTo(driver, world, 'review')
  return { world, driver }
}

const confirm = (driver: VisitDriver) => driver.send({ type: 'user.confirmed' })
const enter = (driver: VisitDriver, world: FakeWorld, code: string) =>
  driver.send({ type: 'user.codeEntered', code: world.secrets.keep(code) })

describe('a code by the station’s own modem', () => {
  test.each(LINE_CODES)('is sent and judged here when central cannot send one: %s', async (code) => {
    const { world, driver } = await offline((w) => {
      w.faults.requestOtp = code
      w.faults.verifyOtp = 'LINE_DOWN'
      w.devices.modem.send.next('hang')
    })
    confirm(driver)
    const sending = await driver.reach('code-sending')
    expect(sending.device.screen).toBe('code-sending')
    world.devices.modem.send.release()
    const entry = await driver.reach('otp-entry')
    expect(entry.otp?.challenge).toMatchObject({ challengeId: 'own-1', report: 'delivered' })
    expect(entry.otp?.problem).toBeNull()
    expect(world.devices.modem.sent).toEqual([{ messageId: 'own-1', to: PHONE, text: `MOT CUA: ${world.codes.code}` }])
    enter(driver, world, world.codes.code)
    await driver.reach('password')
    expect(world.otpAttempts).toEqual([])
    const packet = await walkTo(driver, world, 'result')
    expect(packet.visit.outcome?.kind).toBe('accepted')
    expect(world.sealed[0]?.evidence).toEqual([{ kind: 'otp', challengeId: 'own-1', proof: 'o.w.n' }])
  })

  test('no report of the network in time: said as it is, and the code can be typed', async () => {
    const { world, driver } = await offline((w) => w.devices.modem.send.next({ give: { kind: 'unconfirmed' } }))
    confirm(driver)
    expect((await driver.reach('otp-entry')).otp?.challenge?.report).toBe('unconfirmed')
    expect(world.codes.settled).toEqual([{ challengeId: 'own-1', report: 'unconfirmed' }])
    enter(driver, world, world.codes.code)
    await driver.reach('password')
  })

  test('who has the message already need not wait', async () => {
    const { world, driver } = await offline((w) => w.devices.modem.send.next('hang'))
    confirm(driver)
    await driver.reach('code-sending')
    confirm(driver)
    expect((await driver.reach('otp-entry')).otp?.challenge?.report).toBe('unconfirmed')
    expect(world.secrets.count).toBe(0)
  })

  test('a modem that hangs with the message does not hold the person; nothing is sent twice', async () => {
    const { world, driver } = await offline((w) => w.devices.modem.send.next('hang'))
    confirm(driver)
    await driver.reach('code-sending')
    driver.clock.increment(TEXT_LIMIT_MS)
    await driver.reach('otp-entry')
    expect(world.codes.settled).toEqual([{ challengeId: 'own-1', report: 'unconfirmed' }])
    expect(world.codes.prepared).toHaveLength(1)
  })

  test('going back while it is sent keeps the code that may come: the next confirmation sends no other', async () => {
    const { world, driver } = await offline((w) => w.devices.modem.send.next('hang'))
    confirm(driver)
    await driver.reach('code-sending')
    driver.send({ type: 'user.wentBack' })
    await driver.reach('review')
    confirm(driver)
    expect((await driver.reach('otp-entry')).otp?.challenge?.challengeId).toBe('own-1')
    expect(world.codes.prepared).toHaveLength(1)
    enter(driver, world, world.codes.code)
    await driver.reach('password')
  })

  test('wrong codes are counted here, and the last one ends it', async () => {
    const { world, driver } = await offline()
    confirm(driver)
    for (let left = 4; left >= 1; left -= 1) {
      await driver.reach('otp-entry')
      enter(driver, world, '000000')
      expect((await driver.reach('otp-entry')).otp).toMatchObject({ problem: 'OTP_WRONG', triesLeft: left })
    }
    enter(driver, world, '000000')
    expect((await driver.reach('result')).visit.outcome).toMatchObject({ kind: 'refused', code: 'OTP_TRIES_SPENT' })
    expect(new Set(world.codes.judged.map(({ attemptId }) => attemptId)).size).toBe(5)
  })

  test('the line that comes back changes nothing for a code that was sent here', async () => {
    const { world, driver } = await offline()
    confirm(driver)
    await driver.reach('otp-entry')
    delete world.faults.requestOtp
    enter(driver, world, world.codes.code)
    await driver.reach('password')
    expect(world.otpAttempts).toEqual([])
  })

  test('a line that breaks after central’s code: the new one comes from here', async () => {
    const { world, driver } = await offline((w) => delete w.faults.requestOtp)
    confirm(driver)
    await driver.reach('otp-entry')
    world.faults.requestOtp = 'LINE_DOWN'
    world.tick(60_000)
    driver.send({ type: 'user.resent' })
    await expect.poll(() => driver.view().otp?.challenge?.challengeId).toBe('own-1')
    await driver.reach('otp-entry')
    enter(driver, world, world.codes.code)
    await driver.reach('password')
  })
})

describe('where the modem cannot do it either', () => {
  test.each([
    ['none is plugged in', [], 'MODEM_ABSENT'],
    ['it has no network', [sampleModem({ network: 'searching' })], 'MODEM_NO_NETWORK'],
    ['its SIM wants a PIN', [sampleModem({ sim: 'pin' })], 'SIM_PIN_REQUIRED'],
  ] as const)('%s: the line is what is told, and no code is made', async (_, modems, standing) => {
    const { world, driver } = await offline((w) => w.devices.modem.become([...modems], standing))
    confirm(driver)
    expect((await driver.reach('line-down')).otp?.problem).toBe('LINE_DOWN')
    expect(world.codes.prepared).toEqual([])
  })

  test.each([
    'MODEM_LOST',
    'MODEM_NOT_ANSWERING',
    'MODEM_NO_NETWORK',
    'SIM_ABSENT',
    'SMS_REJECTED',
    'SMS_TEMPORARY',
  ] as const)('%s: told, with a retry and the way to leave it for later', async (raise: FaultCode) => {
    const { world, driver } = await offline((w) => w.devices.modem.send.next({ raise }, { raise }))
    confirm(driver)
    expect((await driver.reach('line-down')).otp?.problem).toBe(raise)
    expect(world.codes.settled).toEqual([{ challengeId: 'own-1', report: 'not-sent' }])
    expect(world.secrets.count).toBe(0)
    driver.send({ type: 'user.retried' })
    await expect.poll(() => world.codes.settled.length).toBe(2)
    await driver.reach('line-down')
    const [first, second] = world.codes.prepared.map(({ requestId }) => requestId)
    expect(first).not.toBe(second)
    driver.send({ type: 'user.deferred' })
    await walkTo(driver, world, 'result')
    expect(world.sealed[0]?.evidence).toEqual([{ kind: 'otp-deferred' }])
  })

  test('a message that the network gave up is told as such', async () => {
    const undelivered = { kind: 'undelivered', code: 'SMS_NOT_DELIVERED' } as const
    const { world, driver } = await offline((w) => w.devices.modem.send.next({ give: undelivered }))
    confirm(driver)
    expect((await driver.reach('line-down')).otp?.problem).toBe('SMS_NOT_DELIVERED')
    expect(world.codes.settled).toEqual([{ challengeId: 'own-1', report: 'undelivered' }])
  })

  test('too soon for another code: a wait or another day, no end of the visit', async () => {
    const { world, driver } = await offline((w) => {
      w.codes.fault = 'OTP_RESEND_TOO_SOON'
    })
    confirm(driver)
    expect((await driver.reach('line-down')).otp?.problem).toBe('OTP_RESEND_TOO_SOON')
    world.codes.fault = null
    driver.send({ type: 'user.retried' })
    await driver.reach('otp-entry')
  })

  test.each(['OTP_LIMIT_NUMBER', 'OTP_LIMIT_STATION', 'OTP_TRIES_SPENT'] as const)(
    '%s holds here as at central',
    async (code) => {
      const { driver } = await offline((w) => {
        w.codes.fault = code
      })
      confirm(driver)
      expect((await driver.reach('result')).visit.outcome).toMatchObject({ kind: 'refused', code })
    },
  )
})

describe('a visit taken up again after a crash', () => {
  test('sends nothing a second time: the code that may be out can be typed', async () => {
    const { world, driver } = await offline((w) => w.devices.modem.send.next('hang'))
    confirm(driver)
    await driver.reach('code-sending')
    const kept = JSON.parse(JSON.stringify(driver.actor.getPersistedSnapshot()))
    driver.actor.stop()
    world.secrets.wipe()
    world.devices.modem.send.next({ raise: 'SECRET_SPENT' })
    const again = driveVisit(world, kept)
    const entry = await again.reach('otp-entry')
    expect(entry.otp?.challenge).toMatchObject({ challengeId: 'own-1', report: 'unconfirmed' })
    expect(world.devices.modem.sent).toEqual([])
    enter(again, world, world.codes.code)
    await again.reach('password')
  })
})
