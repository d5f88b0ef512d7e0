import { generateKeyPairSync } from 'node:crypto'
import fc from 'fast-check'
import { CompactSign, createLocalJWKSet, type JWK } from 'jose'
import { describe, expect, test } from 'vitest'
import { CLOCK_TOLERANCE_MS, type ExpectedToken, judgeIdToken } from './id-token.ts'
import { newKey, publicJwk, sign } from './testing/fake-provider.ts'

const NOW_MS = Date.UTC(2026, 10, 22, 3)
const NOW_S = NOW_MS / 1_000
const TOLERANCE_S = CLOCK_TOLERANCE_MS / 1_000
const KEY = newKey()
const SECRET = new TextEncoder().encode('a secret of 32 bytes, no less...')
const keys = createLocalJWKSet({ keys: [publicJwk(KEY) as JWK] })
const EXPECTED: ExpectedToken = { issuer: 'https://id.example', clientId: 'central', nonce: 'nonce-1', nowMs: NOW_MS }
const GOOD = { iss: 'https://id.example', sub: 'p1', aud: 'central', nonce: 'nonce-1', iat: NOW_S, exp: NOW_S + 600 }

const judge = (token: string, expected: Partial<ExpectedToken> = {}) =>
  judgeIdToken(token, keys, { ...EXPECTED, ...expected })
const wrong = (code: string) => ({ ok: false, code })

describe('judgeIdToken', () => {
  test.each<[string, object]>([
    ['a good token', {}],
    ['an audience in a list', { aud: ['central'] }],
    ['authorised party us', { azp: 'central' }],
    ['a provider whose clock is a little ahead', { iat: NOW_S + TOLERANCE_S }],
    ['run out a moment ago', { exp: NOW_S - TOLERANCE_S + 1 }],
    ['signed in an hour ago', { auth_time: NOW_S - 3_600 }],
    ['more claims than we know', { amr: ['pwd'], name: 'x' }],
  ])('takes %s', async (_, change) => {
    expect(await judge(await sign({ ...GOOD, ...change }, KEY))).toEqual({ ok: true, sub: 'p1' })
  })

  test.each<[string, object, string]>([
    ['another issuer', { iss: 'https://id.example/' }, 'SIGN_IN_ISSUER'],
    ['another client', { aud: 'other' }, 'SIGN_IN_AUDIENCE'],
    ['us and another', { aud: ['central', 'other'] }, 'SIGN_IN_AUDIENCE'],
    ['nobody', { aud: [] }, 'SIGN_IN_AUDIENCE'],
    ['another authorised party', { azp: 'other' }, 'SIGN_IN_AUDIENCE'],
    ['another request', { nonce: 'nonce-2' }, 'SIGN_IN_NONCE'],
    ['no request', { nonce: undefined }, 'SIGN_IN_NONCE'],
    ['an empty nonce', { nonce: '' }, 'SIGN_IN_NONCE'],
    ['run out', { exp: NOW_S - TOLERANCE_S }, 'SIGN_IN_EXPIRED'],
    ['made in the future', { iat: NOW_S + TOLERANCE_S + 1 }, 'SIGN_IN_EXPIRED'],
    ['valid in the future', { nbf: NOW_S + TOLERANCE_S + 1 }, 'SIGN_IN_EXPIRED'],
    ['signed in in the future', { auth_time: NOW_S + TOLERANCE_S + 1 }, 'SIGN_IN_EXPIRED'],
    ['no end', { exp: undefined }, 'SIGN_IN_CLAIMS'],
    ['an end that is text', { exp: '9999999999' }, 'SIGN_IN_CLAIMS'],
    ['no beginning', { iat: undefined }, 'SIGN_IN_CLAIMS'],
    ['no person', { sub: '' }, 'SIGN_IN_CLAIMS'],
    ['a person without end', { sub: 'x'.repeat(256) }, 'SIGN_IN_CLAIMS'],
    ['an audience that is no text', { aud: [7] }, 'SIGN_IN_CLAIMS'],
    ['two things wrong: the first counts', { iss: 'x', nonce: 'x' }, 'SIGN_IN_ISSUER'],
  ])('refuses %s', async (_, change, code) => {
    expect(await judge(await sign({ ...GOOD, ...change }, KEY))).toEqual(wrong(code))
  })

  test.each(['', 'null', '[]', '"text"', '{', '\u0000'])('refuses %j under a good signature', async (text) => {
    expect(await judge(await sign(text, KEY))).toEqual(wrong('SIGN_IN_CLAIMS'))
  })

  test('a context class that was asked for must be told', async () => {
    const acrValues = ['loa-2', 'loa-3']
    expect(await judge(await sign({ ...GOOD, acr: 'loa-3' }, KEY), { acrValues })).toEqual({ ok: true, sub: 'p1' })
    for (const acr of ['loa-1', undefined])
      expect(await judge(await sign({ ...GOOD, acr }, KEY), { acrValues })).toEqual(wrong('SIGN_IN_LEVEL'))
  })

  const hmac = () => new CompactSign(new TextEncoder().encode(JSON.stringify(GOOD)))
  test.each<[string, () => Promise<string>]>([
    ['a stranger under a known name', () => sign(GOOD, newKey())],
    ['a key that is not there', () => sign(GOOD, KEY, 'key-2')],
    ['a secret in place of a key', () => hmac().setProtectedHeader({ alg: 'HS256', kid: 'key-1' }).sign(SECRET)],
    [
      'an algorithm the key is not for',
      () => {
        const rsa = generateKeyPairSync('rsa', { modulusLength: 2_048 }).privateKey
        return sign(GOOD, rsa, 'key-1', 'RS256')
      },
    ],
    ['nobody', async () => `${Buffer.from('{"alg":"none"}').toString('base64url')}.e30.`],
    ['two parts', async () => 'a.b'],
    ['nothing', async () => ''],
    [
      'another payload under the signature',
      async () => {
        const [head, , signature] = (await sign(GOOD, KEY)).split('.')
        const [, payload] = (await sign({ ...GOOD, sub: 'p2' }, KEY)).split('.')
        return `${head}.${payload}.${signature}`
      },
    ],
  ])('refuses the signature of %s', async (_, token) => {
    expect(await judge(await token())).toEqual(wrong('SIGN_IN_SIGNATURE'))
  })

  test('keys that cannot be had decide nothing', async () => {
    const unreachable = new TypeError('fetch failed')
    const token = await sign(GOOD, KEY)
    await expect(judgeIdToken(token, () => Promise.reject(unreachable), EXPECTED)).rejects.toBe(unreachable)
  })

  test('property: no token with one character changed is taken', async () => {
    const token = await sign(GOOD, KEY)
    await fc.assert(
      fc.asyncProperty(fc.nat(token.length - 1), fc.constantFrom(...'ABCxyz019-_.'), async (at, sign) => {
        const changed = token.slice(0, at) + sign + token.slice(at + 1)
        // The last character of each part holds bits that no byte uses.
        const same = changed.split('.').every((part, index) => {
          const before = Buffer.from(token.split('.')[index] ?? '', 'base64url')
          return Buffer.from(part, 'base64url').equals(before)
        })
        fc.pre(!same)
        expect(await judge(changed)).toMatchObject({ ok: false })
      }),
      { seed: 20261122, numRuns: 300 },
    )
  })
})
