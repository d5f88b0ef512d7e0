import { createPublicKey, sign } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { CA, caSigner, ecKey, KEYS, leaf } from '../../../../data/pki/testing/ca.ts'
import type { RemoteSigner } from '../remote-signer.ts'
import { openScriptedServer, type Scripted, type ScriptedServer } from '../testing/scripted-server.ts'
import { QUIET } from '../testing/signing-bed.ts'
import { createSmartCaSigner } from './smartca-signer.ts'

const b64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64')
const TO_BE_SIGNED = Buffer.from('to be signed')
const SERIAL = '5401abcd'
const CERTIFICATES = '/v1/credentials/get_certificate'
const SIGN = '/v1/signatures/sign'
const STATUS = '/v1/signatures/sign/x/status'
const OWN = {
  serial_number: SERIAL,
  cert_status_code: 'VALID',
  cert_status: 'Đang hoạt động',
  cert_data: b64(leaf(caSigner, { key: KEYS.rsaHolder })),
  chain_data: { ca_cert: b64(CA), root_cert: null },
}
const certificates = (...user_certificates: object[]): Scripted => ({
  body: { status_code: 200, message: 'Success', data: { user_certificates } },
})
const success = (...signatures: object[]): Scripted => ({
  body: { status_code: 200, message: ' SUCCESS', data: { transaction_id: 'x', signatures } },
})
const signature = (bytes: Uint8Array) => ({ doc_id: '1', signature_value: b64(bytes), timestamp_signature: null })
const message = (text: string | null): Scripted => ({ body: { status_code: 200, message: text, data: null } })

/** A provider that does everything well; each test spoils one answer. */
const WELL: Readonly<Record<string, Scripted>> = {
  [CERTIFICATES]: certificates(OWN),
  [SIGN]: {
    body: {
      status_code: 200,
      message: 'sig_wait_for_user_confirm',
      data: { transaction_id: 'x', tran_code: 'a&b', expired_in: 120 },
    },
  },
  [STATUS]: success(signature(sign('sha256', TO_BE_SIGNED, KEYS.rsaHolder))),
}

let server: ScriptedServer
let signer: RemoteSigner
beforeAll(async () => {
  server = await openScriptedServer()
})
beforeEach(() => {
  server.answers = WELL
  server.asked.length = 0
  const options = { url: `${server.url}/`, spId: 's', spPassword: 'p', appLinkTemplate: 'app://{tran_code}' }
  signer = createSmartCaSigner({ ...options, timeoutMs: 2_000 }, { log: QUIET })
})
afterAll(() => server.close())

const spoil = (path: string, answer: Scripted) => {
  server.answers = { ...WELL, [path]: answer }
}
const ORDER = {
  transactionId: 'x',
  credentialId: SERIAL,
  userKey: 'u',
  toBeSigned: TO_BE_SIGNED,
  description: 'd',
  controlCode: '1',
}
const REF = JSON.stringify({
  v: 1,
  transactionId: 'x',
  proof: {
    publicKeyInfo: b64(createPublicKey(KEYS.rsaHolder).export({ type: 'spki', format: 'der' })),
    toBeSigned: b64(TO_BE_SIGNED),
  },
})
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
  ['a body past 1 MiB', { body: JSON.stringify({ status_code: 200, message: 'x'.repeat(1_100_000) }) }],
  ['nothing', { body: '' }],
  ['an empty object', { body: {} }],
  ['null', { body: 'null' }],
  ['a status code of text', { body: { status_code: '200', message: 'SUCCESS' } }],
  ['a redirect', { status: 302, body: '', headers: { location: 'http://127.0.0.1:1/' } }],
  ['status 500', { status: 500, body: { status_code: 500, message: 'SERVER_INTERNAL_ERROR' } }],
  ['500 inside a 200', { body: { status_code: 500, message: 'SUCCESS' } }],
  ['404 with a page', { ...HTML, status: 404 }],
]

test('all well', async () => {
  expect(await ending(signer.credentials('u'))).toEqual(['valid'])
  expect(await signer.start(ORDER)).toMatchObject({
    kind: 'started',
    lifetimeMs: 120_000,
    shown: { appLink: 'app://a%26b' },
  })
  expect(await ending(signer.poll(REF))).toBe('done')
})

test.each(NONSENSE)('%s: nothing is decided anywhere, and the order is not sent twice', async (_what, answer) => {
  spoil(CERTIFICATES, answer)
  expect(await ending(signer.credentials('u'))).toBe(AWAY)
  spoil(SIGN, answer)
  expect(await ending(signer.start(ORDER))).toBe(AWAY)
  expect(server.asked.filter((path) => path === SIGN)).toHaveLength(1)
  spoil(STATUS, answer)
  expect(await ending(signer.poll(REF))).toBe(AWAY)
})

/** 401 can come as HTTP status or inside a 200. */
describe.each([
  ['by HTTP', (code: number): Scripted => ({ status: code, body: { status_code: code, message: 'x' } })],
  ['inside a 200', (code: number): Scripted => ({ body: { status_code: code, message: 'SUCCESS' } })],
])('errors %s', (_where, erred) => {
  test.each([
    [400, 'REMOTE_SIGN_UNAVAILABLE bad-request', 'REMOTE_SIGN_FAILED', 'REMOTE_SIGN_EXPIRED'],
    [
      401,
      'REMOTE_SIGN_UNAVAILABLE credentials',
      'REMOTE_SIGN_UNAVAILABLE credentials',
      'REMOTE_SIGN_UNAVAILABLE credentials',
    ],
    [403, [], 'REMOTE_SIGN_NO_CERTIFICATE', 'REMOTE_SIGN_NO_CERTIFICATE'],
    [404, 'REMOTE_SIGN_UNAVAILABLE bad-request', 'REMOTE_SIGN_FAILED', 'REMOTE_SIGN_EXPIRED'],
    [429, 'REMOTE_SIGN_UNAVAILABLE busy', 'REMOTE_SIGN_BUSY', 'waiting'],
    [418, AWAY, AWAY, AWAY],
  ])('%i', async (code, listed, started, polled) => {
    spoil(CERTIFICATES, erred(code))
    expect(await ending(signer.credentials('u'))).toEqual(listed)
    spoil(SIGN, erred(code))
    expect(await ending(signer.start(ORDER))).toBe(started)
    spoil(STATUS, erred(code))
    expect(await ending(signer.poll(REF))).toBe(polled)
  })
})

describe('certificates', () => {
  test.each([
    ['without a list', { body: { status_code: 200, message: 'Success', data: null } }, []],
    ['with no list', { body: { status_code: 200, data: { user_certificates: null } } }, []],
    ['empty', certificates(), []],
    ['that are not valid', certificates({ ...OWN, cert_status_code: 'REVOKED' }), ['invalid']],
    ['whose state is text alone', certificates({ ...OWN, cert_status_code: null }), ['valid']],
    ['without any state', certificates({ ...OWN, cert_status_code: null, cert_status: null }), ['invalid']],
    ['without a chain', certificates({ ...OWN, chain_data: null }), ['valid']],
    ['on P-384', certificates({ ...OWN, cert_data: b64(leaf(caSigner, { key: ecKey('P-384') })) }), ['invalid']],
    ['of garbage', certificates({ ...OWN, cert_data: b64(Buffer.from('noise')) }), AWAY],
    ['garbage beside a good one', certificates({ ...OWN, cert_data: '' }, OWN), ['valid']],
    ['without a serial', certificates({ ...OWN, serial_number: undefined }), AWAY],
  ])('%s', async (_what, answer, end) => {
    spoil(CERTIFICATES, answer)
    expect(await ending(signer.credentials('u'))).toEqual(end)
  })

  test.each([
    ['another key', certificates({ ...OWN, serial_number: 'ff' })],
    ['one that is not valid', certificates({ ...OWN, cert_status_code: 'EXPIRED' })],
    ['garbage', certificates({ ...OWN, cert_data: 'noise!' })],
    ['nothing', certificates()],
  ])('a start that finds %s is refused before anything is asked of the person', async (_what, answer) => {
    spoil(CERTIFICATES, answer)
    expect(await ending(signer.start(ORDER))).toBe('REMOTE_SIGN_NO_CERTIFICATE')
    expect(server.asked).not.toContain(SIGN)
  })
})

test('a start that is answered for another transaction decides nothing', async () => {
  spoil(SIGN, { body: { status_code: 200, message: '', data: { transaction_id: 'y', tran_code: 'c' } } })
  expect(await ending(signer.start(ORDER))).toBe(AWAY)
})

test('a start without time and code has the usual time and no link', async () => {
  spoil(SIGN, { body: { status_code: 200, data: { transaction_id: 'x', tran_code: null, expired_in: null } } })
  expect(await signer.start(ORDER)).toMatchObject({ lifetimeMs: 300_000, shown: {} })
})

describe('the status', () => {
  test.each([
    ['EXPIRED', 'REMOTE_SIGN_EXPIRED'],
    ['TIMEOUT', 'REMOTE_SIGN_EXPIRED'],
    ['REJECTED', 'REMOTE_SIGN_REJECTED'],
    ['rejected ', 'REMOTE_SIGN_REJECTED'],
    ['CANCELLED', 'REMOTE_SIGN_REJECTED'],
    ['CANCELED', 'REMOTE_SIGN_REJECTED'],
    ['sig_wait_for_user_confirm', 'waiting'],
    ['NOT EXPIRED', 'waiting'],
    ['', 'waiting'],
    [null, 'waiting'],
  ])('%j', async (text, end) => {
    spoil(STATUS, message(text))
    expect(await ending(signer.poll(REF))).toBe(end)
  })

  const own = sign('sha256', TO_BE_SIGNED, KEYS.rsaHolder)
  test.each([
    ['no signature', success(), AWAY],
    ['two signatures', success(signature(own), signature(own)), AWAY],
    ['no data', message('SUCCESS'), AWAY],
    ['an empty signature', success({ signature_value: '' }), AWAY],
    ['a signature that is not base64', success({ signature_value: '***' }), 'REMOTE_SIGN_FAILED'],
    [
      'a signature of another hash',
      success(signature(sign('sha256', Buffer.from('y'), KEYS.rsaHolder))),
      'REMOTE_SIGN_FAILED',
    ],
    ['a signature of another key', success(signature(sign('sha256', TO_BE_SIGNED, KEYS.rsaCa))), 'REMOTE_SIGN_FAILED'],
    ['a signature by SHA-1', success(signature(sign('sha1', TO_BE_SIGNED, KEYS.rsaHolder))), 'REMOTE_SIGN_FAILED'],
  ])('success with %s', async (_what, answer, end) => {
    spoil(STATUS, answer)
    expect(await ending(signer.poll(REF))).toBe(end)
  })

  test('of another transaction decides nothing', async () => {
    const data = { transaction_id: 'y', signatures: [signature(own)] }
    spoil(STATUS, { body: { status_code: 200, message: 'SUCCESS', data } })
    expect(await ending(signer.poll(REF))).toBe(AWAY)
  })
})
