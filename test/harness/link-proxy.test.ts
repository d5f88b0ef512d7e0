import { createServer, type Server } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { performance } from 'node:perf_hooks'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { PORTAL_URL } from './link/message-faults.ts'
import { type LineState, type LinkProxy, startLinkProxy } from './link-proxy.ts'

let central: Server
/** Bodies in the order in which central had them. */
let had: string[]
let proxy: LinkProxy

beforeEach(async () => {
  had = []
  central = createServer(async (request, response) => {
    let body = ''
    for await (const chunk of request) body += chunk
    had.push(body)
    response.writeHead(200, { 'content-type': 'application/json', 'x-Spelled': 'So' })
    response.end(JSON.stringify({ answer: had.length, echoed: body.length, tail: 'x'.repeat(500) }))
  })
  await new Promise<void>((resolve) => central.listen(0, '127.0.0.1', resolve))
  proxy = await startLinkProxy(`http://127.0.0.1:${(central.address() as AddressInfo).port}`, { seed: 7 })
})

afterEach(async () => {
  await proxy.close()
  central.closeAllConnections()
  await new Promise((resolve) => central.close(resolve))
})

async function post(body: string, withinMs = 5_000): Promise<{ answer: number; echoed: number }> {
  const signal = AbortSignal.timeout(withinMs)
  const response = await fetch(`${proxy.url}/v1/packets`, { method: 'POST', body, signal, redirect: 'manual' })
  return (await response.json()) as { answer: number; echoed: number }
}

/** What became of a bare connection that sends something: its error, or 'silence'. */
function knock(withinMs = 300): Promise<string> {
  return new Promise((resolve) => {
    const { port } = new URL(proxy.url)
    const socket = connect(Number(port), '127.0.0.1')
    const timer = setTimeout(() => settle(socket.connecting ? 'no connection' : 'silence'), withinMs)
    const settle = (what: string) => {
      clearTimeout(timer)
      socket.destroy()
      resolve(what)
    }
    socket.on('error', (error) => settle('code' in error ? String(error.code) : error.message))
    socket.on('data', () => settle('answer'))
    socket.write('GET / HTTP/1.1\r\nhost: x\r\n\r\n')
  })
}

describe('a good line', () => {
  test('carries what is sent, both ways, and counts it', async () => {
    expect(await post('one')).toMatchObject({ answer: 1, echoed: 3 })
    expect(await post('x'.repeat(2_000_000))).toMatchObject({ answer: 2, echoed: 2_000_000 })
    const { requests, upBytes, downBytes } = proxy.counts()
    expect(requests).toBe(2)
    expect(upBytes).toBeGreaterThan(2_000_000)
    expect(downBytes).toBeGreaterThan(1_000)
    expect(downBytes).toBeLessThan(3_000)
  })
})

describe('a slow line', () => {
  test('takes the time of its bytes, and no less', async () => {
    await post('warm')
    proxy.shape({ kbitPerSecond: 1_000 })
    const startMs = performance.now()
    await post('x'.repeat(50_000))
    const tookMs = performance.now() - startMs
    // 50 KB at 1 Mbit/s are 400 ms; the head and the answer some more.
    expect(tookMs).toBeGreaterThan(390)
    expect(tookMs).toBeLessThan(1_500)
  })

  test('an answer takes the latency twice', async () => {
    await post('warm')
    proxy.shape({ latencyMs: 100 })
    const startMs = performance.now()
    await post('x')
    expect(performance.now() - startMs).toBeGreaterThan(195)
  })

  test('a connection that starts slowly needs more round trips for the same bytes', async () => {
    const timed = async (slowStart: boolean) => {
      proxy.shape({ latencyMs: 60, slowStart })
      const startMs = performance.now()
      await post('x'.repeat(100_000))
      return performance.now() - startMs
    }
    const at = await timed(false)
    await proxy.set('cut')
    await proxy.set('up')
    // 14.6, 29, 58 KB: three round trips of 120 ms before the last byte leaves, and none without.
    expect(await timed(true)).toBeGreaterThan(at + 150)
  })
})

describe('a line that is down', () => {
  test('cut: what is on its way is reset, new connections are refused, and it heals', async () => {
    proxy.shape({ latencyMs: 200 })
    const onItsWay = post('lost')
    const broken = expect(onItsWay).rejects.toThrow('fetch failed')
    await expect.poll(() => proxy.counts().upBytes).toBeGreaterThan(0)
    await proxy.set('cut')
    await broken
    expect(await knock()).toBe('ECONNREFUSED')
    proxy.shape({ latencyMs: 0 })
    await proxy.set('up')
    expect(await post('again')).toMatchObject({ answer: 1 })
    expect(had).toEqual(['again'])
  })

  test('half-open: connections are taken and swallowed; they are dead when the line is back', async () => {
    await proxy.set('half-open')
    expect(await knock()).toBe('silence')
    const stuck = post('swallowed')
    const reset = expect(stuck).rejects.toThrow('fetch failed')
    await expect.poll(() => proxy.counts().connections).toBe(2)
    await expect.poll(() => proxy.counts().upBytes).toBeGreaterThan(100)
    await proxy.set('up')
    await reset
    expect(await post('again')).toMatchObject({ answer: 1 })
  })

  test('black hole: nobody answers the first packet; open connections fall silent', async () => {
    await post('open')
    await proxy.set('black-hole')
    expect(await knock()).toBe('no connection')
    await expect(post('into silence', 300)).rejects.toThrow('timeout')
    await proxy.set('up')
    expect(await post('again')).toMatchObject({ answer: 2 })
  })

  test('from every state to every other', async () => {
    const states: LineState[] = [
      'half-open',
      'cut',
      'black-hole',
      'portal-page',
      'cut',
      'half-open',
      'black-hole',
      'up',
    ]
    for (const state of states) await proxy.set(state)
    expect(await post('still there')).toMatchObject({ answer: 1 })
  })
})

describe('a message that goes astray', () => {
  test.each([
    ['first', 1],
    ['last', 2],
  ] as const)('duplicate: central has it twice, the client gets the %s answer', async (answer, expected) => {
    proxy.plan('/v1/packets', { kind: 'duplicate', answer })
    expect(await post('twice')).toMatchObject({ answer: expected })
    expect(had).toEqual(['twice', 'twice'])
  })

  test('reorder: the later one is there first', async () => {
    proxy.plan('/v1/packets', { kind: 'reorder', holdMs: 5_000 })
    const early = post('early')
    await expect.poll(() => proxy.counts().requests).toBe(1)
    const late = post('late')
    expect((await Promise.all([early, late])).map(({ answer }) => answer)).toEqual([2, 1])
    expect(had).toEqual(['late', 'early'])
  })

  test('reorder: goes on by itself when nothing overtakes it', async () => {
    proxy.plan('/v1/packets', { kind: 'reorder', holdMs: 10 })
    expect(await post('alone')).toMatchObject({ answer: 1 })
  })

  test('drop-request: central never has it', async () => {
    proxy.plan('/v1/packets', { kind: 'drop-request' })
    await expect(post('lost')).rejects.toThrow('fetch failed')
    expect(had).toEqual([])
  })

  test('drop-answer: central has it, the client sees a broken line', async () => {
    proxy.plan('/v1/packets', { kind: 'drop-answer' })
    await expect(post('done')).rejects.toThrow('fetch failed')
    expect(had).toEqual(['done'])
  })

  test.each([0, 10, 100_000])('truncate-answer: ends after %i bytes', async (bytes) => {
    proxy.plan('/v1/packets', { kind: 'truncate-answer', bytes })
    const response = await fetch(`${proxy.url}/v1/packets`, { method: 'POST', body: 'half' })
    expect(response.status).toBe(200)
    await expect(response.text()).rejects.toThrow('terminated')
    expect(await post('whole')).toMatchObject({ answer: 2 })
  })

  test('portal: a page or a redirect in place of the answer', async () => {
    proxy.plan('/v1', { kind: 'portal', how: 'page' }, { kind: 'portal', how: 'redirect' })
    const page = await fetch(`${proxy.url}/v1/packets`)
    expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8'])
    const redirect = await fetch(`${proxy.url}/v1/packets`, { redirect: 'manual' })
    expect([redirect.status, redirect.headers.get('location')]).toEqual([302, PORTAL_URL])
    expect(had).toEqual([])
  })

  test('a plan meets its path alone, and null lets one through', async () => {
    proxy.plan('/v1/decisions', { kind: 'drop-request' })
    proxy.plan('/v1/packets', null, { kind: 'drop-request' })
    expect(await post('one')).toMatchObject({ answer: 1 })
    await expect(post('two')).rejects.toThrow('fetch failed')
    await expect(fetch(`${proxy.url}/v1/decisions`)).rejects.toThrow('fetch failed')
  })

  test('interlude: something happens before central has it, or once it answered', async () => {
    const seen: number[] = []
    const look = async () => void seen.push(had.length)
    proxy.plan('/v1', { kind: 'interlude', when: 'request-came', run: look })
    proxy.plan('/v1', { kind: 'interlude', when: 'answer-came', run: look })
    expect(await post('one')).toMatchObject({ answer: 1 })
    expect(await post('two')).toMatchObject({ answer: 2 })
    expect(seen).toEqual([0, 2])
    proxy.plan('/v1', { kind: 'drop-request' })
    proxy.unplan()
    expect(await post('three')).toMatchObject({ answer: 3 })
  })

  test('the weather is the same for the same seed', async () => {
    const seen = async (seed: number) => {
      const other = await startLinkProxy(`http://127.0.0.1:${(central.address() as AddressInfo).port}`, { seed })
      other.weather({ 'drop-request': 0.25, 'drop-answer': 0.25 })
      const outcomes: string[] = []
      for (let n = 0; n < 20; n += 1) {
        const before = had.length
        const came = await fetch(other.url, { method: 'POST', body: 'x' }).then(
          () => 'answer',
          () => 'broken',
        )
        outcomes.push(`${came} ${had.length - before}`)
      }
      await other.close()
      return outcomes
    }
    const first = await seen(3)
    expect(new Set(first)).toEqual(new Set(['answer 1', 'broken 0', 'broken 1']))
    expect(await seen(3)).toEqual(first)
    expect(await seen(4)).not.toEqual(first)
  })
})
