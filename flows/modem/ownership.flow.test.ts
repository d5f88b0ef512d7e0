import { describe, expect, test } from 'vitest'
import { OWNER_LIMIT_MS } from '../base/delays.ts'
import { provideOwnership } from '../provide/provide-devices.ts'
import { driveDevice } from '../testing/device-driver.ts'
import { createFakeDevices, sampleModem } from '../testing/fake-devices.ts'

const OWNER = { idNumber: '046204001234', fullName: 'Lê Văn Mẫu', birthDate: '2004-02-29' }

function start() {
  const devices = createFakeDevices()
  const driver = driveDevice(provideOwnership(devices.ports), OWNER)
  const context = () => driver.actor.getSnapshot().context
  const output = () => driver.actor.getSnapshot().output
  return { devices, driver, context, output }
}

describe('the ownership check', () => {
  test('asks only after consent, shows the countdown, and a match is a match', async () => {
    const { devices, driver, context, output } = start()
    expect(driver.view().screen).toBe('owner-asking')
    devices.modem.ask.next('hang')
    driver.send({ type: 'user.confirmed' })
    expect(driver.view().screen).toBe('owner-waiting')
    devices.tick(12_000)
    expect(context().elapsedMs).toBe(12_000)
    devices.modem.ask.release()
    await driver.reach('shown')
    expect(context().match?.kind).toBe('match')
    driver.send({ type: 'user.confirmed' })
    expect(output()).toEqual({ kind: 'match', seenBy: 'program' })
  })

  test('another owner is a mismatch', async () => {
    const { devices, driver, output } = start()
    devices.modem.reply = 'So TB: 0971234456. Ho ten: TRAN THI KHAC. Ngay sinh: 01/01/1980. So GTTT: 038180009999.'
    driver.send({ type: 'user.confirmed' })
    await driver.reach('shown')
    driver.send({ type: 'user.confirmed' })
    expect(output()).toEqual({ kind: 'mismatch', seenBy: 'program' })
  })

  test('what the program cannot read the officer reads', async () => {
    const { devices, driver, context, output } = start()
    devices.modem.reply = 'Xin cam on Quy khach da su dung dich vu'
    driver.send({ type: 'user.confirmed' })
    await driver.reach('shown')
    expect(context()).toMatchObject({ problem: 'OWNERSHIP_UNREADABLE', reply: devices.modem.reply })
    driver.send({ type: 'user.ownerJudged', verdict: 'mismatch' })
    expect(output()).toEqual({ kind: 'mismatch', seenBy: 'officer' })
    expect(context().reply).toBeNull()
  })

  test('an unreadable answer that nobody judged stays unreadable', async () => {
    const { devices, driver, output } = start()
    devices.modem.reply = ''
    driver.send({ type: 'user.confirmed' })
    await driver.reach('shown')
    driver.send({ type: 'user.confirmed' })
    expect(output()).toEqual({ kind: 'unreadable', code: 'OWNERSHIP_UNREADABLE' })
  })

  test.each([
    'MODEM_ABSENT',
    'MODEM_NO_NETWORK',
    'SIM_ABSENT',
    'SIM_PIN_REQUIRED',
    'SIM_PUK_REQUIRED',
    'SMS_REJECTED',
    'OWNERSHIP_NO_REPLY',
  ] as const)('%s is told and can be tried again', async (raise) => {
    const { devices, driver, context } = start()
    devices.modem.ask.next({ raise })
    driver.send({ type: 'user.confirmed' })
    await driver.reach('asking')
    expect(context().problem).toBe(raise)
    driver.send({ type: 'user.retried' })
    await driver.reach('shown')
  })

  test('a modem pulled while it waits is told at once', () => {
    const { devices, driver, context } = start()
    devices.modem.ask.next('hang')
    driver.send({ type: 'user.confirmed' })
    devices.modem.become([], 'MODEM_LOST')
    expect(driver.state()).toBe('asking')
    expect(context()).toMatchObject({ notice: 'MODEM_LOST', standing: 'MODEM_LOST' })
    devices.modem.become([sampleModem()], null)
    expect(context().standing).toBeNull()
  })

  test('a driver that hangs itself is cut off', () => {
    const { devices, driver, context } = start()
    devices.modem.ask.next('hang')
    driver.send({ type: 'user.confirmed' })
    driver.clock.increment(OWNER_LIMIT_MS)
    expect(driver.state()).toBe('asking')
    expect(context().problem).toBe('MODEM_NOT_ANSWERING')
  })

  test('back while it waits asks no more', () => {
    const { devices, driver, output } = start()
    devices.modem.ask.next('hang')
    driver.send({ type: 'user.confirmed' })
    driver.send({ type: 'user.wentBack' })
    driver.send({ type: 'user.wentBack' })
    expect(output()).toEqual({ kind: 'backed-out' })
  })
})
