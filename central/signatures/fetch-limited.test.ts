import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { type AuthorityLine, type AuthorityLineOptions, createAuthorityLine, isSilence } from './fetch-limited.ts'
import { isPrivateAddress } from './public-address.ts'

type Answer = (request: IncomingMessage, response: ServerResponse) => void
const answers = new Map<string, Answer>()
const seen: string[] = []
const server = createServer((request, response) => {
  seen.push(`${request.method} ${request.url} ${request.headers['content-type'] ?? '-'}`)
  const answer = answers.get(request.url ?? '')
  if (answer) answer(request, response)
  else response.writeHead(404).end('nothing')
})
let base: string
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
const open: AuthorityLine[] = []
afterEach(() => {
  answers.clear()
  seen.length = 0
  for (const line of open.splice(0)) line.close()
})
afterAll(() => {
  server.closeAllConnections()
  return new Promise((resolve) => server.close(resolve))
})

function lineOf(options: Partial<AuthorityLineOptions> = {}): AuthorityLine {
  const line = createAuthorityLine({ allowPrivate: true, ...options })
  open.push(line)
  return line
}
/** The reason of a failure, and whether it may pass. */
const reasonOf = (asked: Promise<unknown>) =>
  asked.then(
    () => 'answered',
    (thrown) => `${thrown.code} ${thrown.details.reason}${isSilence(thrown) ? ' (silence)' : ''}`,
  )
const UNKNOWN = 'CERTIFICATE_REVOCATION_UNKNOWN'

describe('what is asked', () => {
  test('OCSP by post with its type, lists and issuers by get', async () => {
    answers.set('/ocsp', (request, response) => void request.pipe(response.writeHead(200)))
    answers.set('/list', (_request, response) => void response.end('list'))
    const line = lineOf()
    expect(await line.revocation(`${base}/ocsp`, new Uint8Array([1, 2, 3]))).toEqual(new Uint8Array([1, 2, 3]))
    expect(await line.revocation(`${base}/list`)).toEqual(new Uint8Array(Buffer.from('list')))
    expect(await line.issuer(`${base}/list`)).toEqual(new Uint8Array(Buffer.from('list')))
    expect(seen).toEqual(['POST /ocsp application/ocsp-request', 'GET /list -', 'GET /list -'])
  })

  test('a list is fetched once for all who wait for it', async () => {
    let release: (() => void) | undefined
    answers.set('/list', (_request, response) => {
      release = () => void response.end('list')
    })
    const line = lineOf()
    const all = [line.revocation(`${base}/list`), line.revocation(`${base}/list`), line.revocation(`${base}/list`)]
    await expect.poll(() => release).toBeDefined()
    release?.()
    expect((await Promise.all(all)).map((bytes) => Buffer.from(bytes).toString())).toEqual(['list', 'list', 'list'])
    expect(seen).toHaveLength(1)
  })
})

describe('limits', () => {
  test.each(['ocsp', 'list', 'issuer'] as const)('an answer to %s past its size is let go', async (kind) => {
    const sizes = { ocsp: 100, list: 100, issuer: 100 }
    answers.set(
      '/told',
      (_request, response) => void response.writeHead(200, { 'content-length': '101' }).end('x'.repeat(101)),
    )
    // An endless one that does not tell its size.
    answers.set('/untold', (_request, response) => {
      const more = () => {
        while (response.write('x'.repeat(1_000)) && !response.destroyed);
      }
      response.on('drain', more)
      more()
    })
    answers.set('/just', (_request, response) => void response.end('x'.repeat(100)))
    const line = lineOf({ maxBytes: sizes })
    const ask = (path: string) => {
      if (kind === 'issuer') return line.issuer(base + path)
      return line.revocation(base + path, kind === 'ocsp' ? new Uint8Array([1]) : undefined)
    }
    expect(await reasonOf(ask('/told'))).toBe(`${UNKNOWN} size`)
    expect(await reasonOf(ask('/untold'))).toBe(`${UNKNOWN} size`)
    expect((await ask('/just')).length).toBe(100)
  })

  test('a server that never ends its answer, or never begins it', async () => {
    answers.set('/silent', () => undefined)
    answers.set('/dripping', (_request, response) => void response.write('x'))
    const line = lineOf({ timeoutsMs: { ocsp: 40, list: 40, issuer: 40 } })
    expect(await reasonOf(line.revocation(`${base}/silent`))).toBe(`${UNKNOWN} timeout (silence)`)
    expect(await reasonOf(line.issuer(`${base}/dripping`))).toBe(`${UNKNOWN} timeout (silence)`)
  })

  test('a host that fails again and again is left alone', async () => {
    answers.set('/broken', (_request, response) => void response.writeHead(503).end())
    const line = lineOf()
    const failures: string[] = []
    for (let at = 0; at < 4; at += 1) failures.push(await reasonOf(line.issuer(`${base}/broken`)))
    expect(failures[0]).toBe(`${UNKNOWN} failed (silence)`)
    expect(failures.at(-1)).toBe(`${UNKNOWN} resting (silence)`)
    expect(seen).toHaveLength(5)
  })

  test('what is answered clearly is no failure of the host', async () => {
    const line = lineOf()
    for (let at = 0; at < 8; at += 1) expect(await reasonOf(line.issuer(`${base}/none`))).toBe(`${UNKNOWN} status`)
    expect(seen).toHaveLength(8)
  })
})

describe('redirects', () => {
  const to =
    (location: string): Answer =>
    (_request, response) =>
      void response.writeHead(302, { location }).end()

  test('of a get are followed, twice at most, and stay on the web', async () => {
    answers.set('/one', to('/two'))
    answers.set('/two', to(`${base}/three`))
    answers.set('/three', (_request, response) => void response.end('here'))
    answers.set('/zero', to('/one'))
    answers.set('/file', to('file:///etc/passwd'))
    answers.set('/nowhere', (_request, response) => void response.writeHead(302).end())
    const line = lineOf()
    expect(String(Buffer.from(await line.issuer(`${base}/one`)))).toBe('here')
    expect(await reasonOf(line.issuer(`${base}/zero`))).toBe(`${UNKNOWN} redirect`)
    expect(await reasonOf(line.issuer(`${base}/file`))).toBe(`${UNKNOWN} scheme`)
    expect(await reasonOf(line.issuer(`${base}/nowhere`))).toBe(`${UNKNOWN} status`)
  })

  test('of an OCSP request are not followed', async () => {
    answers.set('/ocsp', to('/elsewhere'))
    expect(await reasonOf(lineOf().revocation(`${base}/ocsp`, new Uint8Array([1])))).toBe(`${UNKNOWN} redirect`)
    expect(seen).toHaveLength(1)
  })
})

describe('private addresses', () => {
  test.each([
    ['this machine', () => base],
    ['by name', () => base.replace('127.0.0.1', 'localhost')],
    ['in other digits', () => base.replace('127.0.0.1', '0x7f.1')],
    ['IPv6', () => 'http://[::1]:80'],
    ['IPv4 in IPv6', () => 'http://[::ffff:127.0.0.1]:80'],
    ['a cloud that tells its secrets', () => 'http://169.254.169.254/latest'],
  ])('%s is not asked', async (_what, url) => {
    expect(await reasonOf(lineOf({ allowPrivate: false }).issuer(`${url()}/x`))).toBe(`${UNKNOWN} address`)
    expect(seen).toEqual([])
  })

  test.each(['file:///etc/passwd', 'ftp://ca.gov.vn/x', 'ldap://ca.gov.vn/x', 'not an address'])(
    '%s is not asked either',
    async (url) => {
      expect(await reasonOf(lineOf().issuer(url))).toBe(`${UNKNOWN} scheme`)
    },
  )

  test.each<[string, boolean]>([
    ['10.1.2.3', true],
    ['172.31.255.255', true],
    ['172.32.0.1', false],
    ['100.64.0.1', true],
    ['8.8.8.8', false],
    ['240.0.0.1', true],
    ['255.255.255.255', true],
    ['::', true],
    ['fd00::1', true],
    ['fe80::1', true],
    ['64:ff9b::a00:1', true],
    ['2001:4860:4860::8888', false],
    ['64:ff9b:1::a00:1', true],
    ['::ffff:0:a00:1', true],
    ['2001:0:4136:e378:8000:63bf:f5ff:fffe', true],
    ['2001:200::1', false],
    ['100::1', true],
    ['::ffff:10.0.0.1', true],
    ['::ffff:8.8.8.8', false],
  ])('%s: %s', (address, expected) => {
    expect(isPrivateAddress(address)).toBe(expected)
  })
})
