import { createPublicKey, sign } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { CA, caSigner, ecKey, KEYS, leaf } from '../../../../data/pki/testing/ca.ts'
import type { RemoteSigner } from '../remote-signer.ts'
import { openScriptedServer, type Scripted, type ScriptedServer } from '../testing/scripted-server.ts'
import { QUIET } from '../testing/signing-bed.ts'
import { createCscSigner } from './csc-signer.ts'

const b64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64')
const TO_BE_SIGNED = Buffer.from('to be signed')
const EC_OID = '1.2.840.10045.4.3.2'
const APP = { type: 'ChallengeResponseOOB', id: 'APP' }
const INFO = {
  key: { status: 'enabled', algo: [EC_OID], len: 256 },
  cert: { status: 'valid', certificates: [b64(leaf(caSigner)), b64(CA)] },
  auth: { mode: 'explicit', expression: 'APP', objects: [APP] },
}
const withCertificate = (text: string) => ({ ...INFO, cert: { certificates: [text] } })
const error = (word: string, description?: string, status = 400): Scripted => ({
  status,
  body: { error: word, ...(description && { error_description: description }) },
})

/** A service that does everything well; each test spoils one answer. */
const WELL: Readonly<Record<string, Scripted>> = {
  '/info': {
    body: {
      specs: '2.0.0.2',
      authType: ['oauth2client'],
      methods: [
        'credentials/list',
        'credentials/info',
        'credentials/authorize',
        'credentials/authorizeCheck',
        'signatures/signHash',
      ],
    },
  },
  '/oauth2/token': { body: { access_token: 't', token_type: 'Bearer', expires_in: 3600 } },
  '/credentials/list': {
    body: { credentialIDs: ['k'], credentialInfos: [{ credentialID: 'k', ...INFO }] },
  },
  '/credentials/info': { body: INFO },
  '/credentials/authorize': { status: 202, body: { handle: 'h' } },
  '/credentials/authorizeCheck': { body: { SAD: 's' } },
  '/signatures/signHash': { body: { signatures: [b64(sign('sha256', TO_BE_SIGNED, KEYS.holder))] } },
}

let server: ScriptedServer
let signer: RemoteSigner
beforeAll(async () => {
  server = await openScriptedServer()
})
beforeEach(() => {
  server.answers = WELL
  server.asked.length = 0
  signer = createCscSigner({ url: server.url, clientId: 'c', clientSecret: 's', timeoutMs: 2_000 }, { log: QUIET })
})
afterAll(() => server.close())

const spoil = (path: string, answer: Scripted) => {
  server.answers = { ...WELL, [path]: answer }
}
const ORDER = {
  transactionId: 'x',
  credentialId: 'k',
  userKey: 'u',
  toBeSigned: TO_BE_SIGNED,
  description: 'd',
  controlCode: '1',
}
const REF = JSON.stringify({
  v: 1,
  handle: 'h',
  credentialId: 'k',
  signAlgo: EC_OID,
  publicKeyInfo: b64(createPublicKey(KEYS.holder).export({ type: 'spki', format: 'der' })),
  toBeSigned: b64(TO_BE_SIGNED),
})
/** The end of a call in one word. */
async function ending(call: Promise<unknown>): Promise<unknown> {
  return call.then(
    (answer) =>
      Array.isArray(answer)
        ? answer.map(({ status }) => status)
        : ((answer as { code?: string }).code ?? (answer as { kind: string }).kind),
    (fault: { code?: string; details?: { reason?: string } }) => `${fault.code} ${fault.details?.reason}`,
  )
}

const AWAY = 'REMOTE_SIGN_UNAVAILABLE failed'
const HTML: Scripted = { body: '<!doctype html><p>Đăng nhập', headers: { 'content-type': 'text/html' } }
const NONSENSE: readonly [string, Scripted][] = [
  ['a web page', HTML],
  ['a body past 1 MiB', { body: JSON.stringify({ filler: 'x'.repeat(1_100_000) }) }],
  ['nothing', { body: '' }],
  ['an empty object', { body: {} }],
  ['null', { body: 'null' }],
  ['a list', { body: [] }],
  ['bytes that are no UTF-8', { body: '{"SAD":"\u00ff', headers: { 'content-length': '9' } }],
  ['a redirect', { status: 302, body: '', headers: { location: 'http://127.0.0.1:1/' } }],
  ['status 500', { status: 500, body: { error: 'server_error' } }],
  ['503 with a page', { ...HTML, status: 503 }],
  ['404 with a page', { ...HTML, status: 404 }],
  ['temporarily_unavailable', error('temporarily_unavailable')],
]

test('all well', async () => {
  expect(await ending(signer.credentials('u'))).toEqual(['valid'])
  const started = await signer.start(ORDER)
  expect(started.kind === 'started' && JSON.parse(started.partyRef)).toMatchObject({ handle: 'h', signAlgo: EC_OID })
  expect(await ending(signer.poll(REF))).toBe('done')
})

describe.each(['/info', '/oauth2/token', '/credentials/list'])('%s answers', (path) => {
  test.each(NONSENSE)('%s: nothing is decided', async (_what, answer) => {
    spoil(path, answer)
    expect(await ending(signer.credentials('u'))).toBe(AWAY)
  })
})

describe.each(['/credentials/info', '/credentials/authorize'])('%s answers', (path) => {
  test.each(NONSENSE)('%s: nothing is decided, and the order is not sent twice', async (_what, answer) => {
    spoil(path, answer)
    expect(await ending(signer.start(ORDER))).toBe(AWAY)
    expect(server.asked.filter((one) => one === '/credentials/authorize').length).toBeLessThan(2)
  })
})

describe.each(['/credentials/authorizeCheck', '/signatures/signHash'])('%s answers', (path) => {
  test.each(NONSENSE)('%s: nothing is decided', async (_what, answer) => {
    spoil(path, answer)
    expect(await ending(signer.poll(REF))).toBe(AWAY)
    expect(server.asked.filter((one) => one === '/signatures/signHash').length).toBeLessThan(2)
  })
})

describe('what the service can do', () => {
  const info = WELL['/info']?.body as object
  test.each([
    ['version 1', { specs: '1.0.4.0' }, 'version'],
    ['another way in', { authType: ['oauth2code'] }, 'oauth2client'],
    [
      'no authorizeCheck',
      { methods: ['credentials/list', 'credentials/info', 'credentials/authorize'] },
      'credentials/authorizeCheck',
    ],
  ])('%s is told to those who run central', async (_what, change, missing) => {
    spoil('/info', { body: { ...info, ...change } })
    await expect(signer.start(ORDER)).rejects.toMatchObject({
      code: 'REMOTE_SIGN_UNAVAILABLE',
      details: { reason: 'conformance', missing },
    })
  })

  test('what was wrong is asked again', async () => {
    spoil('/info', { body: { ...info, specs: '1.0' } })
    expect(await ending(signer.credentials('u'))).toBe('REMOTE_SIGN_UNAVAILABLE conformance')
    server.answers = WELL
    expect(await ending(signer.credentials('u'))).toEqual(['valid'])
  })
})

describe('keys', () => {
  const listed = (info: object): Scripted => ({
    body: { credentialIDs: ['k'], credentialInfos: [{ credentialID: 'k', ...info }] },
  })
  test.each([
    ['a disabled key', { ...INFO, key: { ...INFO.key, status: 'disabled' } }],
    ['a suspended certificate', { ...INFO, cert: { ...INFO.cert, status: 'suspended' } }],
    ['a PIN typed here', { ...INFO, auth: { mode: 'explicit', objects: [{ type: 'Password', id: 'PIN' }] } }],
    ['a sign-in page of its own', { ...INFO, auth: { mode: 'oauth2code' } }],
    ['RSA-PSS alone', { ...INFO, key: { ...INFO.key, algo: ['1.2.840.113549.1.1.10'] } }],
    ['P-384', withCertificate(b64(leaf(caSigner, { key: ecKey('P-384') })))],
  ])('%s is not used', async (_what, info) => {
    spoil('/credentials/list', listed(info))
    expect(await ending(signer.credentials('u'))).toEqual(['invalid'])
    spoil('/credentials/info', { body: info })
    expect(await ending(signer.start(ORDER))).toBe('REMOTE_SIGN_NO_CERTIFICATE')
  })

  test.each(['', 'noise!', b64(Buffer.from('noise')), b64(leaf(caSigner)).slice(0, 400)])(
    'a certificate of garbage (%#) is nobody’s, and alone no answer',
    async (text) => {
      spoil('/credentials/list', listed(withCertificate(text)))
      expect(await ending(signer.credentials('u'))).toBe(AWAY)
      const infos = [
        { credentialID: 'k', ...withCertificate(text) },
        { credentialID: 'm', ...INFO },
      ]
      spoil('/credentials/list', { body: { credentialIDs: ['k', 'm'], credentialInfos: infos } })
      expect(await ending(signer.credentials('u'))).toEqual(['valid'])
      spoil('/credentials/info', { body: withCertificate(text) })
      expect(await ending(signer.start(ORDER))).toBe('REMOTE_SIGN_NO_CERTIFICATE')
    },
  )

  test('a service that lists names alone is asked about each', async () => {
    spoil('/credentials/list', { body: { credentialIDs: ['k', 'm'] } })
    expect(await ending(signer.credentials('u'))).toEqual(['valid', 'valid'])
  })
})

describe('the authorisation', () => {
  test.each([
    ['an SAD at once: nobody was asked', { body: { SAD: 's' } }, 'REMOTE_SIGN_FAILED'],
    ['a locked credential', error('invalid_request', 'Credential locked'), 'REMOTE_SIGN_NO_CERTIFICATE'],
    ['too many requests', error('slow', undefined, 429), 'REMOTE_SIGN_BUSY'],
    ['an unknown error', error('it_is_tuesday'), 'REMOTE_SIGN_FAILED'],
    ['a client that may not', error('unauthorized_client'), 'REMOTE_SIGN_UNAVAILABLE not-allowed'],
    ['a token that is never good', error('invalid_token', undefined, 401), 'REMOTE_SIGN_UNAVAILABLE not-allowed'],
    ['401 without a word', { status: 401, body: '' }, 'REMOTE_SIGN_UNAVAILABLE not-allowed'],
  ] as const)('%s', async (_what, answer, end) => {
    spoil('/credentials/authorize', answer)
    expect(await ending(signer.start(ORDER))).toBe(end)
  })

  test.each([
    ['the person said no', error('access_denied'), 'REMOTE_SIGN_REJECTED'],
    ['a wrong PIN in the app', error('invalid_pin'), 'REMOTE_SIGN_REJECTED'],
    ['time ran out', error('expired'), 'REMOTE_SIGN_EXPIRED'],
    ['the handle is gone', error('invalid_request', 'Invalid parameter handle'), 'REMOTE_SIGN_EXPIRED'],
    ['still underway, by 200', { body: { handle: 'h' } }, 'waiting'],
    ['too many requests', error('slow', undefined, 429), 'waiting'],
  ] as const)('checked: %s', async (_what, answer, end) => {
    spoil('/credentials/authorizeCheck', answer)
    expect(await ending(signer.poll(REF))).toBe(end)
  })
})

describe('the signature', () => {
  const own = sign('sha256', TO_BE_SIGNED, KEYS.holder)
  test.each([
    ['another text', sign('sha256', Buffer.from('another'), KEYS.holder)],
    ['another key', sign('sha256', TO_BE_SIGNED, ecKey())],
    ['an RSA key', sign('sha256', TO_BE_SIGNED, KEYS.rsaHolder)],
    ['nobody', Buffer.from('noise')],
    ['the first half', own.subarray(0, 32)],
  ])('of %s is refused', async (_what, bytes) => {
    spoil('/signatures/signHash', { body: { signatures: [b64(bytes)] } })
    expect(await ending(signer.poll(REF))).toBe('REMOTE_SIGN_FAILED')
  })

  test.each([
    ['is not base64', { body: { signatures: ['%%%'] } }, 'REMOTE_SIGN_FAILED'],
    ['comes twice', { body: { signatures: [b64(own), b64(own)] } }, AWAY],
    ['was given before, and the SAD is spent', error('invalid_request', 'Invalid parameter SAD'), 'REMOTE_SIGN_FAILED'],
    ['comes too late', error('invalid_request', 'SAD expired'), 'REMOTE_SIGN_EXPIRED'],
  ] as const)('%s', async (_what, answer, end) => {
    spoil('/signatures/signHash', answer)
    expect(await ending(signer.poll(REF))).toBe(end)
  })

  test('as a pair of numbers becomes DER', async () => {
    const pair = sign('sha256', TO_BE_SIGNED, { key: KEYS.holder, dsaEncoding: 'ieee-p1363' })
    spoil('/signatures/signHash', { body: { signatures: [b64(pair)] } })
    const answer = await signer.poll(REF)
    expect(answer.kind === 'done' && answer.result.signature[0]).toBe(0x30)
  })
})
