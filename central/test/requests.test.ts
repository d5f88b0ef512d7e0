import { once } from 'node:events'
import { connect } from 'node:net'
import { expect, test } from 'vitest'
import type { Problem } from '../../data/wire/primitives.ts'
import { newStationKey, sendSigned } from './fake-station.ts'
import { onEveryServer } from './suites.ts'

const MINUTE_MS = 60_000

onEveryServer('requests', (open, shared) => {
  test('what is not signed by an enrolled station is refused before anything else', async () => {
    const world = await shared()
    const station = await world.enrol()
    const bare = await fetch(`${world.central.url}/v1/otp`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{',
    })
    expect([bare.status, bare.headers.get('content-type')]).toEqual([401, 'application/problem+json'])
    expect(await bare.json()).toMatchObject({
      type: 'urn:motcua:fault:SIGNATURE_MISSING',
      status: 401,
      code: 'SIGNATURE_MISSING',
    })
    const stranger = await sendSigned<Problem>(world.central, newStationKey(), world.now, 'GET', '/v1/decisions')
    expect([stranger.status, stranger.body.code]).toEqual([401, 'STATION_UNKNOWN'])
    const borrowed = await sendSigned<Problem>(
      world.central,
      { ...newStationKey(), keyId: station.key.keyId },
      world.now,
      'GET',
      '/v1/decisions',
    )
    expect([borrowed.status, borrowed.body.code]).toEqual([401, 'SIGNATURE_INVALID'])
  })

  test('a request counts once, also when two copies come at the same time', async () => {
    const world = await shared()
    const station = await world.enrol()
    const options = { nonce: 'n-1', createdMs: world.now() }
    const copies = await Promise.all([1, 2, 3].map(() => station.send('GET', '/v1/decisions', null, options)))
    expect(copies.map((copy) => copy.status).sort()).toEqual([200, 401, 401])
    expect(copies.find((copy) => copy.status === 401)?.body.code).toBe('REQUEST_REPLAYED')
    const other = await world.enrol()
    expect((await other.send('GET', '/v1/decisions', null, options)).status).toBe(200)
  })

  test('a wrong clock is told the time, and may come again with it', async () => {
    const world = await shared()
    const station = await world.enrol()
    for (const offByMs of [-6 * MINUTE_MS, 6 * MINUTE_MS]) {
      const { status, body } = await station.send('GET', '/v1/decisions', null, { createdMs: world.now() + offByMs })
      expect([status, body.code]).toEqual([401, 'CLOCK_SKEW'])
      expect(Math.abs(Number(body.details?.serverTimeMs) - world.now())).toBeLessThan(MINUTE_MS)
    }
    expect((await station.send('GET', '/v1/decisions', null, { createdMs: world.now() - 4 * MINUTE_MS })).status).toBe(
      200,
    )
  })

  test.each([
    [
      'another body',
      { raw: new TextEncoder().encode('{"requestId":"r","phone":"+84982000002"}') },
      'content-digest',
      'SIGNATURE_INVALID',
      401,
    ],
    ['no JSON', { raw: new TextEncoder().encode('{"requestId":') }, null, 'BODY_MALFORMED', 400],
    ['no UTF-8', { raw: Uint8Array.from([0x22, 0xff, 0x22]) }, null, 'BODY_MALFORMED', 400],
    [
      'a key that reaches into prototypes',
      { raw: new TextEncoder().encode('{"__proto__":{}}') },
      null,
      'BODY_MALFORMED',
      400,
    ],
    ['another type', { headers: { 'content-type': 'text/plain' } }, null, 'BODY_MALFORMED', 400],
    ['too much', { raw: new Uint8Array(300_000).fill(0x20) }, null, 'BODY_TOO_LARGE', 413],
  ] as const)('%s', async (_what, options, spoil, code, status) => {
    const world = await shared()
    const station = await world.enrol()
    const answer = await station.send(
      'POST',
      '/v1/otp',
      { requestId: 'r', phone: '+84982000001' },
      {
        ...options,
        tamper: (headers) =>
          spoil ? { ...headers, [spoil]: 'sha-256=:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=:' } : headers,
      },
    )
    expect([answer.status, answer.body.code, answer.headers.get('content-type')]).toEqual([
      status,
      code,
      'application/problem+json',
    ])
    expect(world.smsc.messages).toEqual([])
  })

  test('a body of another shape is told where, never what', async () => {
    const world = await shared()
    const station = await world.enrol()
    const bad = await station.send('POST', '/v1/otp', { requestId: 'r', phone: '0982000001' })
    expect([bad.status, bad.body.code, bad.body.details]).toEqual([
      422,
      'SHAPE_INVALID',
      { where: 'body', field: '/phone', rule: 'pattern' },
    ])
    const more = await station.send('POST', '/v1/otp', { requestId: 'r', phone: '+84982000001', admin: true })
    expect([more.status, more.body.details?.rule]).toEqual([422, 'additionalProperties'])
    const query = await station.send('GET', '/v1/decisions?after=-1')
    expect([query.status, query.body.code]).toEqual([422, 'SHAPE_INVALID'])
    const empty = await station.send('POST', '/v1/packets', { packets: [] })
    expect([empty.status, empty.body.code]).toEqual([422, 'SHAPE_INVALID'])
  })

  test('a route that is not there, a method that is not, a path that is none', async () => {
    const world = await shared()
    for (const [method, path] of [
      ['GET', '/v2/otp'],
      ['DELETE', '/v1/otp'],
      ['GET', '/%zz'],
    ] as const) {
      const answer = await fetch(`${world.central.url}${path}`, { method })
      expect([answer.status, ((await answer.json()) as Problem).code]).toEqual([404, 'NOT_FOUND'])
    }
  })

  test('bytes that are no HTTP get a problem document and the line is closed', async () => {
    const world = await shared()
    const { hostname, port } = new URL(world.central.url)
    const socket = connect(Number(port), hostname)
    socket.end('HELLO\r\n\r\n')
    const chunks: Buffer[] = []
    socket.on('data', (chunk) => chunks.push(chunk))
    await once(socket, 'close')
    expect(Buffer.concat(chunks).toString()).toMatch(/^HTTP\/1\.1 400[\s\S]*"code":"BODY_MALFORMED"/)
  })

  test('health, readiness and the description of every route', async () => {
    const world = await shared()
    const get = async (path: string) => (await fetch(`${world.central.url}${path}`)).json()
    expect(await get('/health')).toEqual({ status: 'ok' })
    expect(await get('/ready')).toMatchObject({ status: 'ready', database: true })
    const api = (await get('/openapi.json')) as {
      openapi: string
      paths: Record<string, Record<string, { summary?: string; responses: object }>>
    }
    expect(api.openapi).toBe('3.1.0')
    expect(Object.keys(api.paths).sort()).toEqual([
      '/admin/v1/accounts',
      '/admin/v1/accounts/count',
      '/admin/v1/enrollment-codes',
      '/admin/v1/findings',
      '/admin/v1/packets/counts',
      '/admin/v1/policy',
      '/admin/v1/trust',
      '/health',
      '/ready',
      '/v1/accounts/query',
      '/v1/call-backs',
      '/v1/decisions',
      '/v1/duplicates/{version}',
      '/v1/findings',
      '/v1/otp',
      '/v1/otp/{challengeId}/attempts',
      '/v1/packets',
      '/v1/packets/held',
      '/v1/pre-check',
      '/v1/reference/{name}',
      '/v1/returns',
      '/v1/returns/{packetId}/otp',
      '/v1/returns/{packetId}/proof',
      '/v1/signatures',
      '/v1/stations',
      '/v1/sticks',
      '/v1/tally',
      '/v1/transactions',
      '/v1/transactions/{transactionId}',
    ])
    for (const route of Object.values(api.paths).flatMap((path) => Object.values(path))) {
      expect(route.summary).toBeTruthy()
      expect(Object.keys(route.responses)).toContain('200')
    }
  })

  test('with the database away: 503, and served again when it is back', async () => {
    const world = await open({ throughProxy: true })
    const station = await world.enrol()
    await world.proxy?.down()
    const away = await station.send('GET', '/v1/decisions')
    expect([away.status, away.body.code]).toEqual([503, 'DATABASE_UNAVAILABLE'])
    expect((await fetch(`${world.central.url}/ready`)).status).toBe(503)
    await world.proxy?.up()
    expect((await station.send('GET', '/v1/decisions')).status).toBe(200)
  })

  test('whoever signs nothing keeps no station waiting: bodies that never end fill the open door alone', async () => {
    const world = await shared()
    const station = await world.enrol()
    const { hostname, port } = new URL(world.central.url)
    const sockets = await Promise.all(
      Array.from({ length: 12 }, async (_, at) => {
        const socket = connect(Number(port), hostname)
        await once(socket, 'connect')
        const length = at % 2 === 0 ? 1_000_000 : 500
        socket.write(
          `POST /v1/sticks HTTP/1.1\r\nhost: central\r\ncontent-type: application/json\r\ncontent-length: ${length}\r\n\r\n{`,
        )
        return socket
      }),
    )
    try {
      // The last ones are turned away: by then all of them have been looked at.
      await Promise.race(sockets.map((socket) => once(socket, 'data')))
      const batch = await station.send<Problem>('POST', '/v1/packets', { packets: [{ filler: 'x'.repeat(100_000) }] })
      expect([batch.status, batch.body.code]).toEqual([422, 'SHAPE_INVALID'])
    } finally {
      for (const socket of sockets) socket.destroy()
    }
  })
})
