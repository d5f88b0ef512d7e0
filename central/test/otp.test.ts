import { expect, test } from 'vitest'
import { payloadOf } from './fake-station.ts'
import { onEveryServer } from './suites.ts'
import { prove, type World } from './world.ts'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS

const wrongFor = (world: World, phone: string) => (world.smsc.codeFor(phone) === '000000' ? '000001' : '000000')
const phones = { last: 982_000_100 }
const newPhone = () => {
  phones.last += 1
  return `+84${phones.last}`
}

onEveryServer('one-time codes', (open, shared) => {
  test('a code goes out by SMS and is proved once', async () => {
    const world = await shared()
    const station = await world.enrol()
    const phone = newPhone()
    const { status, body } = await station.otp(phone)
    expect([status, body]).toMatchObject([
      200,
      { maskedPhone: `098****${phone.slice(-3)}`, lifetimeMs: 300_000, resendAfterMs: 60_000, triesLeft: 5 },
    ])
    const message = world.smsc.messages.find((one) => one.phone === phone)
    expect(message?.text).toMatch(
      /^MOT CUA: Ma xac thuc cua Quy khach la \d{6}, co hieu luc 5 phut\. Khong cung cap cho bat ky ai\.$/,
    )
    expect(message?.pdu).toMatchObject({
      source_addr: 'MOT CUA',
      source_addr_ton: 5,
      source_addr_npi: 0,
      destination_addr: phone.slice(1),
      dest_addr_ton: 1,
      dest_addr_npi: 1,
      registered_delivery: 1,
      data_coding: 0,
    })
    const code = world.smsc.codeFor(phone)
    const proved = await station.attempt(body.challengeId, code)
    expect(proved.body.kind).toBe('proved')
    expect(payloadOf<object>((proved.body as { proof: string }).proof)).toMatchObject({
      typ: 'otp-proof',
      challengeId: body.challengeId,
      stationId: station.identity.stationId,
      phone: phone,
    })
    expect((await station.attempt(body.challengeId, code)).body).toEqual({ kind: 'expired' })
    const { rows } = await world.database.query('select * from otp_challenge')
    expect(JSON.stringify(rows)).not.toContain(code)
  })

  test('the same request sends one message, also twice at once; the same attempt spends one try', async () => {
    const world = await shared()
    const station = await world.enrol()
    const phone = newPhone()
    const twice = await Promise.all([station.otp(phone, 'r1'), station.otp(phone, 'r1')])
    const again = await station.otp(phone, 'r1')
    expect(new Set([...twice, again].map((one) => one.body.challengeId)).size).toBe(1)
    expect(world.smsc.messages.filter((one) => one.phone === phone)).toHaveLength(1)
    const { challengeId } = again.body
    const wrong = wrongFor(world, phone)
    const repeats = [await station.attempt(challengeId, wrong, 'a1'), await station.attempt(challengeId, wrong, 'a1')]
    expect(repeats.map((one) => one.body)).toEqual([
      { kind: 'wrong', triesLeft: 4 },
      { kind: 'wrong', triesLeft: 4 },
    ])
    const code = world.smsc.codeFor(phone)
    const first = await station.attempt(challengeId, code, 'a2')
    const lost = await station.attempt(challengeId, code, 'a2')
    expect([first.body.kind, lost.body.kind]).toEqual(['proved', 'proved'])
    expect((await station.otp(newPhone(), 'r1')).body.code).toBe('SHAPE_INVALID')
  })

  test('five wrong tries lock the phone; a new code does not reset them; the lock ends', async () => {
    const world = await shared()
    const station = await world.enrol()
    const phone = newPhone()
    const first = await station.otp(phone)
    for (const triesLeft of [4, 3]) {
      expect((await station.attempt(first.body.challengeId, wrongFor(world, phone))).body).toEqual({
        kind: 'wrong',
        triesLeft,
      })
    }
    world.pass(MINUTE_MS)
    const second = await station.otp(phone)
    expect(second.body.triesLeft).toBe(3)
    expect((await station.attempt(first.body.challengeId, world.smsc.codeFor(phone))).body).toEqual({ kind: 'expired' })
    for (const triesLeft of [2, 1]) {
      expect((await station.attempt(second.body.challengeId, wrongFor(world, phone))).body).toEqual({
        kind: 'wrong',
        triesLeft,
      })
    }
    expect((await station.attempt(second.body.challengeId, wrongFor(world, phone))).body).toEqual({ kind: 'spent' })
    expect((await station.attempt(second.body.challengeId, world.smsc.codeFor(phone))).body).toEqual({ kind: 'spent' })
    world.pass(2 * MINUTE_MS)
    const locked = await station.otp(phone)
    expect([locked.status, locked.body.code, locked.body.details]).toMatchObject([
      429,
      'OTP_TRIES_SPENT',
      { retryAfterMs: expect.any(Number) },
    ])
    expect(Number(locked.headers.get('retry-after'))).toBeGreaterThan(600)
    world.pass(15 * MINUTE_MS)
    const fresh = await station.otp(phone)
    expect([fresh.status, fresh.body.triesLeft]).toEqual([200, 5])
    expect((await station.attempt(fresh.body.challengeId, world.smsc.codeFor(phone))).body.kind).toBe('proved')
  })

  test('ten wrong tries at once spend five', async () => {
    const world = await shared()
    const station = await world.enrol()
    const phone = newPhone()
    const { body } = await station.otp(phone)
    const wrong = wrongFor(world, phone)
    const tries = await Promise.all(Array.from({ length: 10 }, () => station.attempt(body.challengeId, wrong)))
    const kinds = tries.map((one) => one.body.kind)
    expect([kinds.filter((kind) => kind === 'wrong').length, kinds.filter((kind) => kind === 'spent').length]).toEqual([
      4, 6,
    ])
  })

  test('a code is dead after five minutes, and an old one when a new one is out', async () => {
    const world = await shared()
    const station = await world.enrol()
    const phone = newPhone()
    const { body } = await station.otp(phone)
    world.pass(5 * MINUTE_MS)
    expect((await station.attempt(body.challengeId, world.smsc.codeFor(phone))).body).toEqual({ kind: 'expired' })
    const old = await station.otp(phone)
    const oldCode = world.smsc.codeFor(phone)
    world.pass(MINUTE_MS)
    await station.otp(phone)
    expect((await station.attempt(old.body.challengeId, oldCode)).body).toEqual({ kind: 'expired' })
  })

  test('a proved code ends the cool-down, and still counts among the four', async () => {
    const world = await shared()
    const station = await world.enrol()
    const phone = newPhone()
    for (let sent = 0; sent < 4; sent++) {
      const { status, body } = await station.otp(phone)
      expect(status).toBe(200)
      expect((await station.attempt(body.challengeId, world.smsc.codeFor(phone))).body.kind).toBe('proved')
    }
    expect((await station.otp(phone)).body.code).toBe('OTP_LIMIT_NUMBER')
  })

  test('cool-down, four codes in a quarter of an hour, ten a day', async () => {
    const world = await shared()
    const station = await world.enrol()
    const phone = newPhone()
    expect((await station.otp(phone)).status).toBe(200)
    const soon = await Promise.all([station.otp(phone), station.otp(phone)])
    expect(soon.map((one) => one.body.code)).toEqual(['OTP_RESEND_TOO_SOON', 'OTP_RESEND_TOO_SOON'])
    for (let sent = 1; sent < 4; sent++) {
      world.pass(MINUTE_MS)
      expect((await station.otp(phone)).status).toBe(200)
    }
    world.pass(MINUTE_MS)
    const many = await station.otp(phone)
    expect([many.status, many.body.code]).toEqual([429, 'OTP_LIMIT_NUMBER'])
    for (let sent = 4; sent < 10; sent++) {
      world.pass(20 * MINUTE_MS)
      expect((await station.otp(phone)).status).toBe(200)
    }
    world.pass(HOUR_MS)
    expect((await station.otp(phone)).body.code).toBe('OTP_LIMIT_NUMBER')
    expect((await station.otp(newPhone())).status).toBe(200)
    world.pass(24 * HOUR_MS)
    expect((await station.otp(phone)).status).toBe(200)
  })

  test('a station has a limit of its own, also for requests at once', async () => {
    const world = await open({ otp: { stationSendsPerHour: 3 } })
    const [station, other] = [await world.enrol(), await world.enrol()]
    const answers = await Promise.all([1, 2, 3, 4, 5].map((at) => station.otp(`+8498200000${at}`)))
    expect(answers.map((one) => one.body.code ?? 'sent').sort()).toEqual([
      'OTP_LIMIT_STATION',
      'OTP_LIMIT_STATION',
      'sent',
      'sent',
      'sent',
    ])
    expect((await other.otp('+84982000006')).status).toBe(200)
  })

  test('a challenge belongs to its station', async () => {
    const world = await shared()
    const [station, other] = [await world.enrol(), await world.enrol()]
    const phone = newPhone()
    const { body } = await station.otp(phone)
    const foreign = await other.attempt(body.challengeId, world.smsc.codeFor(phone))
    expect([foreign.status, foreign.body.code]).toEqual([404, 'OTP_UNKNOWN'])
    expect((await other.attempt('018f0000-0000-7000-8000-000000000000', '123456')).body.code).toBe('OTP_UNKNOWN')
    const none = await station.send('POST', '/v1/otp/not-an-id/attempts', { attemptId: 'a', code: '123456' })
    expect([none.status, none.body.code]).toEqual([422, 'SHAPE_INVALID'])
  })

  test('a proof resets the count of wrong tries', async () => {
    const world = await open({ otp: { resendAfterMs: 0 } })
    const station = await world.enrol()
    const phone = newPhone()
    const { body } = await station.otp(phone)
    await station.attempt(body.challengeId, wrongFor(world, phone))
    await station.attempt(body.challengeId, world.smsc.codeFor(phone))
    expect((await station.otp(phone)).body.triesLeft).toBe(5)
    await prove(world, station, phone)
  })
})
