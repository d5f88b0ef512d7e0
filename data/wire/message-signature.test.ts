import { generateKeyPairSync, type KeyObject } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { FaultCode } from '../../flows/base/fault-codes.ts'
import { contentDigest, signRequest, verifyRequest } from './message-signature.ts'

const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' })
const stranger = generateKeyPairSync('ec', { namedCurve: 'P-256' })
const nowMs = 1_790_000_000_123
const json = { 'content-type': 'application/json' }
const body = new TextEncoder().encode('{"phone":"x"}')

const signed = (over: Partial<Parameters<typeof signRequest>[0]> = {}) =>
  signRequest({
    method: 'POST',
    url: 'http://central.test/v1/otp?a=1&b=2',
    headers: json,
    body,
    key: { keyId: 'station-1', privateKey: pair.privateKey },
    createdMs: nowMs,
    nonce: 'n-1',
    ...over,
  })

const check = (headers: Record<string, string>, over: Partial<Parameters<typeof verifyRequest>[0]> = {}) =>
  verifyRequest({
    method: 'POST',
    url: '/v1/otp?a=1&b=2',
    headers,
    body,
    findKey: async (keyId): Promise<KeyObject | null> => (keyId === 'station-1' ? pair.publicKey : null),
    nowMs,
    ...over,
  })

const refusedWith = (code: FaultCode, details: object = {}) =>
  expect.objectContaining({ code, details: expect.objectContaining(details) })

describe('request signatures (RFC 9421)', () => {
  test('the digest is that of RFC 9530 appendix B', () => {
    expect(contentDigest(new TextEncoder().encode('{"hello": "world"}\n'))).toBe(
      'sha-256=:RK/0qy18MlBSVnWgjwz6lZEWjP/lF5HF9bvEF8FabDg=:',
    )
  })

  test('what was signed on one side is taken on the other', async () => {
    expect(await check(await signed())).toEqual({ keyId: 'station-1', createdMs: 1_790_000_000_000, nonce: 'n-1' })
  })

  test('a request without a body is signed without body fields', async () => {
    const headers = await signed({ method: 'GET', headers: {}, body: null, url: 'http://central.test/v1/decisions' })
    expect(headers['content-digest']).toBeUndefined()
    await expect(check(headers, { method: 'GET', url: '/v1/decisions', body: null })).resolves.toMatchObject({
      nonce: 'n-1',
    })
  })

  test.each<[string, Partial<Parameters<typeof verifyRequest>[0]>, FaultCode, object]>([
    ['another method', { method: 'PUT' }, 'SIGNATURE_INVALID', { reason: 'signature' }],
    ['another path', { url: '/v1/packets?a=1&b=2' }, 'SIGNATURE_INVALID', { reason: 'signature' }],
    [
      'a path that only folds to the signed one',
      { url: '/x/../v1/otp?a=1&b=2' },
      'SIGNATURE_INVALID',
      { reason: 'signature' },
    ],
    [
      'a target that reads as another host',
      { url: '//x/v1/otp?a=1&b=2' },
      'SIGNATURE_INVALID',
      { reason: 'signature' },
    ],
    ['another query', { url: '/v1/otp?a=1&b=3' }, 'SIGNATURE_INVALID', { reason: 'signature' }],
    ['another body', { body: new TextEncoder().encode('{"phone":"y"}') }, 'SIGNATURE_INVALID', { reason: 'digest' }],
    ['the body taken away', { body: null }, 'SIGNATURE_INVALID', { reason: 'form' }],
    ['an unknown key', { findKey: async () => null }, 'SIGNATURE_INVALID', { reason: 'key' }],
    ['another key', { findKey: async () => stranger.publicKey }, 'SIGNATURE_INVALID', { reason: 'signature' }],
    ['a clock ahead', { nowMs: nowMs + 301_000 }, 'CLOCK_SKEW', { serverTimeMs: nowMs + 301_000 }],
    ['a clock behind', { nowMs: nowMs - 301_000 }, 'CLOCK_SKEW', { serverTimeMs: nowMs - 301_000 }],
  ])('%s is refused', async (_what, over, code, details) => {
    await expect(check(await signed(), over)).rejects.toEqual(refusedWith(code, details))
  })

  test('a body beside a signature that does not cover it is refused', async () => {
    const bare = await signed({ headers: {}, body: null })
    await expect(check({ ...bare, ...json, 'content-digest': contentDigest(body) })).rejects.toEqual(
      refusedWith('SIGNATURE_INVALID', { reason: 'form' }),
    )
  })

  test('no signature is missing, not invalid', async () => {
    await expect(check(json)).rejects.toEqual(refusedWith('SIGNATURE_MISSING'))
  })

  test('a second signature beside the good one is refused', async () => {
    const headers = await signed()
    const two = {
      ...headers,
      'signature-input': `${headers['signature-input']}, other=("@method");created=1`,
      signature: `${headers.signature}, other=:AAAA:`,
    }
    await expect(check(two)).rejects.toEqual(refusedWith('SIGNATURE_INVALID', { reason: 'form' }))
  })

  test('any text in the signature headers gives a named refusal', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string(), fc.string(), async (input, signature) => {
        const given = { ...json, 'signature-input': input, signature }
        await expect(check(given)).rejects.toMatchObject({
          code: expect.stringMatching(/^SIGNATURE_(MISSING|INVALID)$/),
        })
      }),
      { seed: 20_261_122 },
    )
  })
})
