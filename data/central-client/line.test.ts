import type { LookupAddress } from 'node:dns'
import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, test } from 'vitest'
import { Fault } from '../../flows/base/fault.ts'
import { createExchange } from './exchange.ts'
import { createKnownAddress } from './known-address.ts'
import { createProbe } from './probe.ts'
import { retryAfterMs, withRetryAfter } from './retry-after.ts'

const servers: Server[] = []
afterEach(async () => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  }
})
async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener)
  servers.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}
const ask = (url: string, timeoutMs = 2_000) =>
  createProbe(url, async () => createExchange())(timeoutMs, new AbortController().signal)
const answer =
  (status: number, type: string, body: string): RequestListener =>
  (_request, response) =>
    void response.writeHead(status, { 'content-type': type, location: '/login' }).end(body)

describe('trap: captive portal taken for the server (200 with a login page)', () => {
  test.each<[string, RequestListener, string]>([
    ['central', answer(200, 'application/json', '{"status":"ok"}'), 'online'],
    ['central that asks for patience', answer(429, 'application/problem+json', '{"status":429}'), 'online'],
    ['central that cannot serve', answer(503, 'application/problem+json', '{"status":503}'), 'offline'],
    ['a proxy without central behind it', answer(502, 'text/html', 'bad gateway'), 'offline'],
    ['a login page with 200', answer(200, 'text/html', '<html>{"status":"ok"}'), 'captive-portal'],
    ['a redirect to a login page', answer(302, 'text/html', ''), 'captive-portal'],
    ['a network that says so itself (RFC 6585)', answer(511, 'text/html', ''), 'captive-portal'],
    ['JSON of something else', answer(200, 'application/json', '["welcome"]'), 'captive-portal'],
    ['JSON that is none', answer(200, 'application/json', '{"status":'), 'captive-portal'],
    ['a page that calls itself nothing', (_request, response) => void response.end('hello'), 'captive-portal'],
    ['a connection that breaks', (request) => void request.socket.destroy(), 'offline'],
  ])('%s → %s', async (_what, listener, state) => {
    expect(await ask(await serve(listener))).toBe(state)
  })

  test('nobody, and somebody who never answers, is no line', async () => {
    const url = await serve(() => {})
    expect(await ask(url, 50)).toBe('offline')
    expect(await ask('http://127.0.0.1:9', 500)).toBe('offline')
  })

  test('a probe asks once, for /health, and follows nothing', async () => {
    const seen: string[] = []
    await ask(
      await serve((request, response) => {
        seen.push(`${request.method} ${request.url}`)
        response.writeHead(302, { location: '/login' }).end()
      }),
    )
    expect(seen).toEqual(['GET /health'])
  })
})

describe('names without a line', () => {
  const four = (address: string): LookupAddress => ({ address, family: 4 })
  const find = (lookup: ReturnType<typeof createKnownAddress>, all: boolean) =>
    new Promise((resolve) => lookup('central', { all }, (failed, found) => resolve(failed?.code ?? found)))

  test('one look-up at a time, however many ask', async () => {
    let [asked, done] = [0, (_found: LookupAddress[]) => {}]
    const lookup = createKnownAddress((_host, found) => {
      asked += 1
      done = (addresses) => found(null, addresses)
    })
    const answers = Promise.all([find(lookup, false), find(lookup, true), find(lookup, false)])
    done([four('192.0.2.1')])
    expect(await answers).toEqual(['192.0.2.1', [four('192.0.2.1')], '192.0.2.1'])
    expect(asked).toBe(1)
  })

  test('a known address is used although the look-up hangs or fails, and renewed when it does not', async () => {
    const answers: ((found: (failed: NodeJS.ErrnoException | null, all: LookupAddress[]) => void) => void)[] = [
      (found) => found(null, [four('192.0.2.1')]),
      (found) => found(Object.assign(new Error('x'), { code: 'EAI_AGAIN' }), []),
      (found) => found(null, [four('192.0.2.2')]),
      () => {},
    ]
    const lookup = createKnownAddress((_host, found) => answers.shift()?.(found))
    const seen: unknown[] = []
    for (let at = 0; at < 5; at += 1) seen.push(await find(lookup, false))
    expect(seen).toEqual(['192.0.2.1', '192.0.2.1', '192.0.2.1', '192.0.2.2', '192.0.2.2'])
  })

  test('a name nobody knows is told as such, and asked for again', async () => {
    let asked = 0
    const lookup = createKnownAddress((_host, found) => {
      asked += 1
      found(Object.assign(new Error('x'), { code: 'ENOTFOUND' }), [])
    })
    expect([await find(lookup, false), await find(lookup, true), asked]).toEqual(['ENOTFOUND', 'ENOTFOUND', 2])
  })
})

describe('when central says to come again', () => {
  const raw = (status: number, headers: Record<string, string>) => ({
    status,
    headers: { get: (name: string) => headers[name] ?? null },
  })
  test.each<[number, Record<string, string>, number | null]>([
    [429, { 'retry-after': '7' }, 7_000],
    [503, { 'retry-after': ' 0 ' }, 0],
    [429, { 'retry-after': 'Wed, 21 Oct 2026 07:28:30 GMT', date: 'Wed, 21 Oct 2026 07:28:00 GMT' }, 30_000],
    [429, { 'retry-after': 'Wed, 21 Oct 2026 07:28:00 GMT', date: 'Wed, 21 Oct 2026 07:28:30 GMT' }, 0],
    [429, { 'retry-after': 'Wed, 21 Oct 2026 07:28:30 GMT' }, null],
    [429, { 'retry-after': '-5' }, null],
    [429, { 'retry-after': '1e9' }, null],
    [429, { 'retry-after': 'soon' }, null],
    [429, {}, null],
    [500, { 'retry-after': '7' }, null],
    [200, { 'retry-after': '7' }, null],
  ])('%i %j → %j ms', (status, headers, expected) => {
    expect(retryAfterMs(raw(status, headers))).toBe(expected)
  })

  test("central's own details weigh more than the header; a fault without a name becomes patience", () => {
    const busy = raw(429, { 'retry-after': '7' })
    expect(withRetryAfter(new Fault('CENTRAL_BUSY', { retryAfterMs: 6_500 }), busy)).toMatchObject({
      code: 'CENTRAL_BUSY',
      details: { retryAfterMs: 6_500 },
    })
    expect(
      withRetryAfter(new Fault('LINE_DOWN', { reason: 'server' }), raw(503, { 'retry-after': '1' })),
    ).toMatchObject({
      code: 'CENTRAL_BUSY',
      details: { retryAfterMs: 1_000 },
    })
    const other = new Fault('LINE_DOWN', { reason: 'server' })
    expect(withRetryAfter(other, raw(503, {}))).toBe(other)
  })
})
