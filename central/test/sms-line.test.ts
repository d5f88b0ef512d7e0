import { expect, test } from 'vitest'
import { findDelivery } from '../connectors/sms/sms.repo.ts'
import { startFakeSmsCentre } from './fake-sms-centre.ts'
import { onEveryServer } from './suites.ts'
import { until } from './world.ts'

const PHONE = '+84982000088'

onEveryServer('the line to the SMS centre', (open) => {
  test('is bound as a transceiver of SMPP 3.4', async () => {
    const world = await open()
    await until(() => world.smsc.binds.length > 0)
    expect(world.smsc.binds[0]).toMatchObject({ system_id: 'motcua', password: 'smpppass', interface_version: 0x34 })
  })

  test('a centre that is away costs no try and no place in the limits, and is bound again when it is back', async () => {
    const world = await open()
    const station = await world.enrol()
    await until(() => world.smsc.binds.length > 0)
    await world.smsc.close()
    const down = await station.otp(PHONE, 'r1')
    expect([down.status, down.body.code, down.body.details]).toEqual([503, 'OTP_NOT_SENT', { reason: 'line' }])
    expect(await (await fetch(`${world.central.url}/ready`)).json()).toMatchObject({ status: 'ready', sms: false })
    const back = await startFakeSmsCentre(world.smsc.port)
    try {
      // The same request again: no cool-down, nothing counted.
      const sent = await station.otp(PHONE, 'r1')
      expect([sent.status, sent.body.triesLeft, back.messages.length]).toEqual([200, 5, 1])
      expect((await station.attempt(sent.body.challengeId, back.codeFor(PHONE))).body.kind).toBe('proved')
    } finally {
      await back.close()
    }
    world.smsc = await startFakeSmsCentre()
  })

  test('a line that drops is bound again for the next code', async () => {
    const world = await open()
    const station = await world.enrol()
    await until(() => world.smsc.binds.length === 1)
    world.smsc.dropLines()
    expect((await station.otp(PHONE)).status).toBe(200)
    expect(world.smsc.binds.length).toBe(2)
  })

  test('statuses that pass are tried again, others are not', async () => {
    const world = await open({ otp: { resendAfterMs: 0 } })
    const station = await world.enrol()
    world.smsc.state.statuses.push(0x58, 0x14)
    expect((await station.otp(PHONE)).status).toBe(200)
    world.smsc.state.statuses.push(0x0b)
    const refused = await station.otp(PHONE)
    expect([refused.body.code, refused.body.details]).toEqual(['OTP_NOT_SENT', { reason: 'status', status: 0x0b }])
    expect(world.smsc.messages).toHaveLength(1)
  })

  test('an earlier code stays good when the new one cannot be sent', async () => {
    const world = await open({ otp: { resendAfterMs: 0 } })
    const station = await world.enrol()
    const { body } = await station.otp(PHONE)
    world.smsc.state.statuses.push(0x0b)
    await station.otp(PHONE)
    expect((await station.attempt(body.challengeId, world.smsc.codeFor(PHONE))).body.kind).toBe('proved')
  })

  test('a receipt finds its message though its id is decimal and the answer was hex', async () => {
    const world = await open()
    const station = await world.enrol()
    const { body } = await station.otp(PHONE)
    const [message] = world.smsc.messages
    const answer = await world.smsc.receipt(String(Number.parseInt(message?.messageId ?? '', 16)), 'DELIVRD')
    expect(answer.command_status).toBe(0)
    const delivery = await until(() => findDelivery(world.database, body.challengeId))
    expect(delivery).toEqual({ stat: 'DELIVRD', error: '000' })
  })
})
