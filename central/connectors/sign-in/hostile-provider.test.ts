import pino from 'pino'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { systemClock } from '../../../flows/base/clock.ts'
import { createSignInClient } from './sign-in-client.ts'
import {
  type FakeAnswer,
  type FakeProvider,
  newKey,
  publicJwk,
  sign,
  startFakeProvider,
} from './testing/fake-provider.ts'
import { started } from './testing/identity-world.ts'

const KEY = newKey()
const CLIENT_ID = 'motcua-central'
const PENDING = { status: 400, body: '{"error":"authorization_pending"}' }
const PERSON = {
  sub: 'person-1',
  name: 'Nguyễn Thị Minh Châu',
  birthdate: '1990-08-15',
  id_number: '001190004127',
  is_official: false,
}

let provider: FakeProvider
beforeEach(async () => {
  provider = await startFakeProvider()
  const { issuer } = provider
  provider.answer('/.well-known/openid-configuration', {
    issuer,
    device_authorization_endpoint: `${issuer}/device`,
    token_endpoint: `${issuer}/token`,
    userinfo_endpoint: `${issuer}/userinfo`,
    jwks_uri: `${issuer}/keys`,
    id_token_signing_alg_values_supported: ['ES256'],
  })
  provider.answer('/device', device())
  provider.answer('/keys', { keys: [publicJwk(KEY)] })
  provider.answer('/userinfo', PERSON)
  provider.answer('/token', PENDING)
})
afterEach(() => provider.close())

const device = (change: object = {}) => ({
  device_code: 'device-code-1',
  user_code: 'WDJB-MJHT',
  verification_uri: `${provider.issuer}/enter`,
  verification_uri_complete: `${provider.issuer}/enter?code=WDJB-MJHT`,
  expires_in: 600,
  ...change,
})
const connect = () =>
  createSignInClient(
    {
      provider: 'vnpost',
      issuer: provider.issuer,
      clientId: CLIENT_ID,
      clientSecret: 's',
      allowHttp: true,
      patience: { retries: 0, failuresToOpen: 100 },
    },
    { log: pino({ enabled: false }), clock: systemClock },
  )
const nonceOf = (partyRef: string): string => JSON.parse(partyRef).nonce
const payload = (nonce: string, change: object = {}) => {
  const nowS = Math.floor(Date.now() / 1_000)
  return { iss: provider.issuer, sub: 'person-1', aud: CLIENT_ID, nonce, iat: nowS, exp: nowS + 600, ...change }
}
const tokens = (id_token: string | undefined) => ({ access_token: 'access-1', token_type: 'bearer', id_token })
const unavailable = { code: 'SIGN_IN_UNAVAILABLE', details: { reason: 'failed' } }
const page = (status: number): FakeAnswer => ({ status, type: 'text/html', body: '<!doctype html><p>Đăng nhập' })

/** Starts, and answers the token request with what is made of the request's nonce. */
async function ready(idToken: (nonce: string) => Promise<string>, client = connect()) {
  const { partyRef } = await started(client)
  provider.answer('/token', async () => tokens(await idToken(nonceOf(partyRef))))
  return { client, poll: () => client.poll(partyRef) }
}
const good = (nonce: string) => sign(payload(nonce), KEY)

describe('what comes from the device endpoint', () => {
  test('without an interval it is 5 s, and a complete address is not needed', async () => {
    provider.answer('/device', device({ verification_uri_complete: undefined }))
    const at = await started(connect())
    expect(at.pollAfterMs).toBe(5_000)
    expect(at.shown).toEqual({ userCode: 'WDJB-MJHT', verificationUri: `${provider.issuer}/enter` })
  })

  test('never asked without pause', async () => {
    provider.answer('/device', device({ interval: 0.001 }))
    expect((await started(connect())).pollAfterMs).toBe(1_000)
  })

  test.each<[string, () => FakeAnswer]>([
    ['a page', () => page(200)],
    ['a redirect', () => ({ status: 302, body: '' })],
    ['half a JSON', () => ({ status: 200, body: '{"device_code":' })],
    ['no device code', () => device({ device_code: undefined })],
    ['a code that moves the cursor', () => device({ user_code: 'A\u001b[2J' })],
    ['a code of many lines', () => device({ user_code: 'A\nB' })],
    ['a code without end', () => device({ user_code: 'X'.repeat(41) })],
    ['an address that is a script', () => device({ verification_uri: 'javascript:alert(1)' })],
    ['an address of a file', () => device({ verification_uri_complete: 'file:///etc/passwd' })],
    ['no address', () => device({ verification_uri: 'nowhere' })],
    ['a lifetime of nothing', () => device({ expires_in: 0 })],
    ['a lifetime of years', () => device({ expires_in: 1e9 })],
    ['an interval of hours', () => device({ interval: 7_200 })],
    ['a refusal of the client', () => ({ status: 401, body: '{"error":"invalid_client"}' })],
    ['an error of its own', () => ({ status: 500, body: '{"error":"server_error"}' })],
    ['nothing', () => 'cut'],
  ])('%s starts nothing', async (_, answer) => {
    provider.answer('/device', answer)
    await expect(connect().start({ subject: 'citizen', transactionId: 't' })).rejects.toMatchObject(unavailable)
  })

  test('an address with a line break comes out as one line', async () => {
    provider.answer('/device', device({ verification_uri: `${provider.issuer}/en\nter\u001b[2J` }))
    expect((await started(connect())).shown.verificationUri).toMatch(/^[!-~]+$/)
  })
})

describe('metadata', () => {
  test.each<[string, FakeAnswer]>([
    ['a page', page(200)],
    ['of another issuer', { issuer: 'https://issuer.example' }],
    ['nothing of devices', { issuer: 'self', token_endpoint: 'https://x.example/t' }],
    ['nothing', 'cut'],
  ])('%s: nothing is started, and it is fetched again', async (_, answer) => {
    const client = connect()
    const told = answer !== 'cut' && 'issuer' in answer && answer.issuer === 'self'
    const { issuer } = provider
    provider.answer('/.well-known/openid-configuration', told ? { ...answer, issuer } : answer)
    const start = () => client.start({ subject: 'citizen', transactionId: 't' })
    await expect(start()).rejects.toMatchObject(unavailable)
    await expect(start()).rejects.toMatchObject(unavailable)
    expect(provider.asked.filter((path) => path.includes('well-known'))).toHaveLength(2)
  })

  test('is fetched once while all is well', async () => {
    const { poll } = await ready(good)
    expect(await poll()).toMatchObject({ kind: 'done' })
    expect(provider.asked.filter((path) => path.includes('well-known'))).toHaveLength(1)
  })
})

describe('what comes from the token endpoint', () => {
  const unsigned = (nonce: string) =>
    [{ alg: 'none' }, payload(nonce)].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.')

  test.each<[string, (nonce: string) => Promise<string>, string]>([
    ['a token nobody signed', async (nonce) => `${unsigned(nonce)}.`, 'SIGN_IN_SIGNATURE'],
    ['a key nobody knows', (nonce) => sign(payload(nonce), newKey(), 'key-2'), 'SIGN_IN_SIGNATURE'],
    ['a stranger under a known name', (nonce) => sign(payload(nonce), newKey()), 'SIGN_IN_SIGNATURE'],
    ['no token at all', async () => 'not.a.token', 'SIGN_IN_SIGNATURE'],
    ['for others too', (nonce) => sign(payload(nonce, { aud: [CLIENT_ID, 'x'] }), KEY), 'SIGN_IN_AUDIENCE'],
    ['made for another party', (nonce) => sign(payload(nonce, { azp: 'x' }), KEY), 'SIGN_IN_AUDIENCE'],
    ['without a nonce', (nonce) => sign(payload(nonce, { nonce: undefined }), KEY), 'SIGN_IN_NONCE'],
    ['run out', (nonce) => sign(payload(nonce, { exp: 1 }), KEY), 'SIGN_IN_EXPIRED'],
    ['of tomorrow', (nonce) => sign(payload(nonce, { iat: Date.now() / 1_000 + 86_400 }), KEY), 'SIGN_IN_EXPIRED'],
    ['without a person', (nonce) => sign(payload(nonce, { sub: undefined }), KEY), 'SIGN_IN_CLAIMS'],
  ])('%s', async (_, idToken, code) => {
    const { poll } = await ready(idToken)
    expect(await poll()).toEqual({ kind: 'refused', code })
    expect(provider.asked).not.toContain('/userinfo')
  })

  test.each<[string, () => FakeAnswer]>([
    ['a page', () => page(200)],
    ['no ID token', () => tokens(undefined)],
    ['an ID token that is no text', () => ({ ...tokens(undefined), id_token: 7 })],
    ['an error nobody knows', () => ({ status: 400, body: '{"error":"out_of_coffee"}' })],
    ['an error with a page', () => page(503)],
    ['an error that is no text', () => ({ status: 400, body: '{"error":{}}' })],
    ['nothing', () => 'cut'],
  ])('%s decides nothing', async (_, answer) => {
    const client = connect()
    const { partyRef } = await started(client)
    provider.answer('/token', answer)
    await expect(client.poll(partyRef)).rejects.toMatchObject(unavailable)
    provider.answer('/token', PENDING)
    expect(await client.poll(partyRef)).toMatchObject({ kind: 'waiting' })
  })

  test('a good token that openid-client would not take decides nothing', async () => {
    const { partyRef } = await started(connect())
    provider.answer('/token', async () => ({ token_type: 'bearer', id_token: await good(nonceOf(partyRef)) }))
    await expect(connect().poll(partyRef)).rejects.toMatchObject({ code: 'SIGN_IN_UNAVAILABLE' })
  })
})

describe('after the token', () => {
  const hits = (path: string) => provider.asked.filter((one) => one === path).length

  test.each(['/userinfo', '/keys'] as const)('%s down: the code is not asked for again', async (path) => {
    const { poll } = await ready(good)
    provider.answer(path, 'cut')
    await expect(poll()).rejects.toMatchObject(unavailable)
    await expect(poll()).rejects.toMatchObject(unavailable)
    provider.answer(path, path === '/keys' ? { keys: [publicJwk(KEY)] } : PERSON)
    expect(await poll()).toMatchObject({ kind: 'done', result: { sub: 'person-1' } })
    expect(hits('/token')).toBe(1)
  })

  test.each<[string, FakeAnswer]>([
    ['a page', page(200)],
    ['no keys', { keys: 'none' }],
  ])('%s in place of the keys decides nothing', async (_, answer) => {
    const { poll } = await ready(good)
    provider.answer('/keys', answer)
    await expect(poll()).rejects.toMatchObject(unavailable)
  })

  test('new keys are taken up at once', async () => {
    const client = connect()
    const first = await ready(good, client)
    expect(await first.poll()).toMatchObject({ kind: 'done' })
    const next = newKey()
    provider.answer('/keys', { keys: [publicJwk(next, 'key-2')] })
    const second = await ready((nonce) => sign(payload(nonce), next, 'key-2'), client)
    expect(await second.poll()).toMatchObject({ kind: 'done' })
  })

  test.each<[string, FakeAnswer, object]>([
    ['claims of somebody else', { ...PERSON, sub: 'person-2' }, { kind: 'refused', code: 'SIGN_IN_CLAIMS' }],
    ['claims that lost letters', { ...PERSON, name: 'Nguyn Th Minh' }, { kind: 'refused', code: 'SIGN_IN_CLAIMS' }],
    ['no ID number', { ...PERSON, id_number: undefined }, { kind: 'refused', code: 'SIGN_IN_CLAIMS' }],
  ])('%s', async (_, answer, expected) => {
    const { poll } = await ready(good)
    provider.answer('/userinfo', answer)
    expect(await poll()).toEqual(expected)
  })

  test.each<[string, FakeAnswer]>([
    ['a page', page(200)],
    ['a list', []],
    ['nobody', { name: 'x' }],
  ])('%s in place of the claims decides nothing', async (_, answer) => {
    const { poll } = await ready(good)
    provider.answer('/userinfo', answer)
    await expect(poll()).rejects.toMatchObject(unavailable)
  })
})
