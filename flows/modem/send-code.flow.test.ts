import { describe, expect, test } from 'vitest'
import { TEXT_LIMIT_MS } from '../base/delays.ts'
import { provideSendCode } from '../provide/provide-devices.ts'
import { driveDevice } from '../testing/device-driver.ts'
import { createFakeDevices, type FakeDevices, sampleModem } from '../testing/fake-devices.ts'

const TEXT = 'Ma xac nhan cua Quy khach la 200832'

function start(prepare: (devices: FakeDevices) => void = () => undefined) {
  const devices = createFakeDevices()
  prepare(devices)
  const text = devices.secrets.keep(TEXT)
  const driver = driveDevice(provideSendCode(devices.ports), { messageId: 'message-1', to: '+84971234456', text })
  const context = () => driver.actor.getSnapshot().context
  const output = () => driver.actor.getSnapshot().output
  return { devices, driver, context, output, text }
}

describe('sending a code by modem', () => {
  test('is delivered, and the text is spent', async () => {
    const { devices, driver, output } = start()
    expect(driver.view().screen).toBe('code-sending')
    await driver.reach('done')
    expect(output()).toEqual({ kind: 'delivered' })
    expect(devices.modem.sent).toEqual([{ messageId: 'message-1', to: '+84971234456', text: TEXT }])
    expect(devices.secrets.count).toBe(0)
  })

  test.each([{ kind: 'unconfirmed' }, { kind: 'undelivered', code: 'SMS_NOT_DELIVERED' }] as const)(
    'the network said %o and so does the outcome',
    async (give) => {
      const { driver, output } = start((devices) => devices.modem.send.next({ give }))
      await driver.reach('done')
      expect(output()).toEqual(give)
    },
  )

  test.each([
    'MODEM_ABSENT',
    'MODEM_LOST',
    'MODEM_NOT_ANSWERING',
    'MODEM_NO_NETWORK',
    'SIM_ABSENT',
    'SIM_PIN_REQUIRED',
    'SIM_PUK_REQUIRED',
    'SMS_TEMPORARY',
  ] as const)('%s waits, keeps the text, and the same message goes out on a retry', async (raise) => {
    const { devices, driver, context, output } = start((world) => world.modem.send.next({ raise }))
    await driver.reach('stuck')
    expect(context().problem).toBe(raise)
    expect(devices.secrets.count).toBe(1)
    driver.send({ type: 'user.retried' })
    await driver.reach('done')
    expect(output()).toEqual({ kind: 'delivered' })
  })

  test('a modem that comes back is used without a key press, once', async () => {
    const { devices, driver, output } = start((world) => {
      world.modem.become([sampleModem({ network: 'searching' })], 'MODEM_NO_NETWORK')
      world.modem.send.next({ raise: 'MODEM_NO_NETWORK' }, { raise: 'MODEM_NO_NETWORK' })
    })
    await driver.reach('stuck')
    devices.modem.become([sampleModem()], null)
    expect(driver.state()).toBe('sending')
    await driver.reach('stuck')
    devices.modem.become([sampleModem({ signalDbm: -60 })], null)
    expect(driver.state()).toBe('stuck')
    driver.send({ type: 'user.retried' })
    await driver.reach('done')
    expect(output()?.kind).toBe('delivered')
  })

  test.each(['SMS_REJECTED', 'SMS_TOO_LONG'] as const)('%s is for good, and the text is wiped', async (raise) => {
    const { devices, driver, output } = start((world) => world.modem.send.next({ raise }))
    await driver.reach('done')
    expect(output()).toEqual({ kind: 'not-sent', code: raise })
    expect(devices.secrets.count).toBe(0)
  })

  test('a text the first try has spent is told with the trouble that spent it', async () => {
    const { devices, driver, output, text } = start((world) => world.modem.send.next({ raise: 'MODEM_LOST' }))
    await driver.reach('stuck')
    devices.secrets.discard(text)
    driver.send({ type: 'user.retried' })
    await driver.reach('done')
    expect(output()).toEqual({ kind: 'not-sent', code: 'MODEM_LOST' })
  })

  test('who has the code already goes on', () => {
    const { driver, output } = start((world) => world.modem.send.next('hang'))
    driver.send({ type: 'user.confirmed' })
    expect(output()).toEqual({ kind: 'unconfirmed' })
  })

  test('back ends it and wipes the text', () => {
    const { devices, driver, output } = start((world) => world.modem.send.next('hang'))
    driver.send({ type: 'user.wentBack' })
    expect(output()).toEqual({ kind: 'backed-out' })
    expect(devices.secrets.count).toBe(0)
  })

  test('a driver that hangs itself is cut off', () => {
    const { driver, context } = start((world) => world.modem.send.next('hang'))
    driver.clock.increment(TEXT_LIMIT_MS)
    expect(driver.state()).toBe('stuck')
    expect(context().problem).toBe('MODEM_NOT_ANSWERING')
  })
})
