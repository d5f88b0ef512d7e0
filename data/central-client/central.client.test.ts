import { randomUUID } from 'node:crypto'
import { type AddressInfo, createServer } from 'node:net'
import { Type } from 'typebox'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { CentralPort } from '../../flows/ports/central.port.ts'
import { createCentralTime } from '../central-time.ts'
import { createStationKeys } from '../keys/station-keys.ts'
import { type StationFixture, startStation } from '../testing/station-fixture.ts'
import { readBody } from './read-body.ts'
import { createTransport } from './transport.ts'

let fixture: StationFixture
let central: CentralPort

beforeEach(async () => {
  fixture = await startStation()
  central = fixture.station.createCentral()
  fixture.peer.answers.set('/v1/otp', challenge)
  fixture.peer.answers.set(`/v1/otp/${challengeId}/attempts`, { kind: 'wrong', triesLeft: 3 })
  fixture.peer.seen.length = 0
})

afterEach(() => fixture.close())

const challengeId = '01890a5d-ac96-774b-bcce-b302099a8058'
const challenge = { challengeId, maskedPhone: '098****088', lifetimeMs: 300_000, resendAfterMs: 60_000, triesLeft: 5 }
const phone = '+84982000088'
const code = (expected: string, details: object = {}) =>
  expect.objectContaining({ code: expected, details: expect.objectContaining(details) })
const attempts = () => fixture.peer.seen.filter(({ path }) => path.endsWith('/attempts'))

describe('what a flow asks central', () => {
  test('a code is asked for, signed and by its request id', async () => {
    expect(await central.requestOtp({ requestId: 'r-1', phone })).toEqual(challenge)
    expect(fixture.peer.seen).toMatchObject([{ method: 'POST', path: '/v1/otp', body: { requestId: 'r-1', phone } }])
  })

  test("central's problem comes through by its code and facts", async () => {
    fixture.peer.plan('/v1/otp', {
      kind: 'reply',
      status: 429,
      type: 'application/problem+json',
      body: JSON.stringify({
        type: 'x',
        title: 'x',
        status: 429,
        code: 'OTP_RESEND_TOO_SOON',
        details: { waitMs: 4_000 },
      }),
    })
    await expect(central.requestOtp({ requestId: 'r-1', phone })).rejects.toEqual(
      code('OTP_RESEND_TOO_SOON', { waitMs: 4_000 }),
    )
  })

  test('an answer lost on the way is asked for again, with the same idempotency key and code and another nonce', async () => {
    const path = `/v1/otp/${challengeId}/attempts`
    fixture.peer.plan(path, { kind: 'lose-answer' })
    const handle = fixture.secrets.keep('123456')
    await expect(central.verifyOtp({ challengeId, attemptId: 'a-1', code: handle })).resolves.toEqual({
      kind: 'wrong',
      triesLeft: 3,
    })
    const [first, second] = attempts()
    expect(second?.body).toEqual({ attemptId: 'a-1', code: '123456' })
    expect(second?.body).toEqual(first?.body)
    expect(second?.nonce).not.toBe(first?.nonce)
    expect(fixture.secrets.count).toBe(0)
  })

  test('a code is redeemed once', async () => {
    const handle = fixture.secrets.keep('123456')
    await central.verifyOtp({ challengeId, attemptId: 'a-1', code: handle })
    await expect(central.verifyOtp({ challengeId, attemptId: 'a-2', code: handle })).rejects.toEqual(
      code('SECRET_SPENT'),
    )
    expect(attempts()).toHaveLength(1)
  })

  test('a pre-check sends what it needs and nothing more', async () => {
    const reply = { account: 'none', subscriber: 'other-owner', carrier: 'Viettel' }
    fixture.peer.answers.set('/v1/pre-check', reply)
    const claims = {
      idNumber: '046204001234',
      fullName: 'Trần Văn An',
      birthDate: '2004-05-17',
      phone,
      email: 'an@example.vn',
      residence: 'Huế',
    }
    expect(await central.preCheck({ challengeId, method: 'mobile', claims })).toEqual(reply)
    const { email, residence, ...needed } = claims
    expect(fixture.peer.seen[0]?.body).toEqual({ challengeId, method: 'mobile', ...needed })
  })

  test.each([
    ['a login page with 200', { kind: 'reply', status: 200, type: 'text/html', body: '<html>Wi-Fi' }],
    ['a redirect to a login page', { kind: 'reply', status: 302, type: 'text/html', body: '', location: '/login' }],
  ] as const)('%s is a captive portal, not central', async (_what, mishap) => {
    fixture.peer.plan('/v1/otp', mishap)
    await expect(central.requestOtp({ requestId: 'r-1', phone })).rejects.toEqual(code('CAPTIVE_PORTAL'))
    expect(fixture.peer.seen).toHaveLength(1)
  })

  test('a wrong clock is set right by central and the request repeated once', async () => {
    fixture.clock.nowMs += 86_400_000
    fixture.peer.clock = () => fixture.clock.nowMs - 86_400_000
    await expect(central.requestOtp({ requestId: 'r-1', phone })).resolves.toEqual(challenge)
    expect(fixture.peer.seen).toHaveLength(2)
    expect(fixture.station.time.now()).toBe(fixture.peer.clock())
  })

  test('a clock that cannot be set right ends as CLOCK_SKEW, not in a circle', async () => {
    const skew = {
      kind: 'reply',
      status: 401,
      type: 'application/problem+json',
      body: JSON.stringify({ type: 'x', title: 'x', status: 401, code: 'CLOCK_SKEW', details: { serverTimeMs: 5 } }),
    } as const
    fixture.peer.plan('/v1/otp', skew, skew, skew)
    await expect(central.requestOtp({ requestId: 'r-1', phone })).rejects.toEqual(code('CLOCK_SKEW'))
    expect(fixture.peer.seen).toHaveLength(2)
  })

  test('a line that breaks every time is down', async () => {
    fixture.peer.plan('/v1/otp', { kind: 'break' }, { kind: 'break' }, { kind: 'break' })
    await expect(central.requestOtp({ requestId: 'r-1', phone })).rejects.toEqual(
      code('LINE_DOWN', { reason: 'broken' }),
    )
    expect(fixture.peer.seen).toHaveLength(2)
  })

  test('nobody there is a line that is down', async () => {
    const closed = createServer()
    await new Promise<void>((resolve) => closed.listen(0, '127.0.0.1', resolve))
    const { port } = closed.address() as AddressInfo
    await new Promise((resolve) => closed.close(resolve))
    const transport = transportTo(`http://127.0.0.1:${port}`)
    await expect(transport.send(request({}))).rejects.toEqual(code('LINE_DOWN', { reason: 'unreachable' }))
  })

  test('a request that is given up ends at once', async () => {
    fixture.peer.plan('/v1/otp', { kind: 'hang' })
    const giveUp = new AbortController()
    const asked = central.requestOtp({ requestId: 'r-1', phone }, giveUp.signal)
    await expect.poll(() => fixture.peer.seen.length).toBe(1)
    giveUp.abort()
    await expect(asked).rejects.toEqual(code('CANCELLED'))
  })
})

describe('transport', () => {
  test('an answer that never comes is a time-out, repeated only where that was asked for', async () => {
    fixture.peer.plan('/v1/otp', { kind: 'hang' }, { kind: 'hang' }, { kind: 'hang' })
    const transport = transportTo(fixture.peer.url)
    await expect(transport.send(request({ timeoutMs: 30 }))).rejects.toEqual(code('LINE_DOWN', { reason: 'timeout' }))
    expect(fixture.peer.seen).toHaveLength(1)
    const late = request({ timeoutMs: 30, repeat: 'when-broken-or-late' })
    await expect(transport.send(late)).rejects.toEqual(code('LINE_DOWN', { reason: 'timeout' }))
    expect(fixture.peer.seen).toHaveLength(3)
  })

  test('what may have arrived at the first try is not called unreachable for what the second met', async () => {
    const goes = createServer((socket) => {
      socket.once('data', () => {
        goes.close()
        socket.destroy()
      })
    })
    await new Promise<void>((resolve) => goes.listen(0, '127.0.0.1', resolve))
    const transport = transportTo(`http://127.0.0.1:${(goes.address() as AddressInfo).port}`)
    await expect(transport.send(request({}))).rejects.toEqual(code('LINE_DOWN', { reason: 'broken' }))
  })

  test('an endless answer is cut', async () => {
    const endless = new Blob(['x'.repeat(2_000)]).stream()
    await expect(readBody(endless, 1_000)).rejects.toEqual(code('CENTRAL_ANSWER_INVALID', { reason: 'size' }))
  })
})

function transportTo(baseUrl: string) {
  const key = createStationKeys(`${fixture.dir}/station-key.json`).loadOrCreate()
  return createTransport({ baseUrl, key, time: createCentralTime(fixture.clock), newId: randomUUID })
}

function request(over: { timeoutMs?: number; repeat?: 'when-broken' | 'when-broken-or-late' }) {
  return {
    method: 'POST' as const,
    path: '/v1/otp',
    body: Buffer.from('{}'),
    shape: Type.Object({}),
    timeoutMs: 5_000,
    repeat: 'when-broken' as const,
    ...over,
  }
}
