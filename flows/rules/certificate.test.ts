import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { TokenCertificate } from '../ports/token.port.ts'
import { SAMPLE_NOW_MS as NOW, sampleCertificate } from '../testing/sample-devices.ts'
import { CLOCK_TOLERANCE_MS, screenCertificate, TEST_RULE } from './certificate.ts'

const SEED = 20261122
const OK = { kind: 'ok', doubt: null }
const screen = (change: Partial<TokenCertificate>) => screenCertificate(sampleCertificate(1, change), NOW)

describe('screenCertificate', () => {
  test.each<[string, Partial<TokenCertificate>]>([
    ['as Vietnamese CAs issue them', {}],
    ['on the last millisecond of its validity', { validTo: NOW }],
    ['on the first millisecond of its validity', { validFrom: NOW }],
    ['issued by a machine whose clock runs a little ahead', { validFrom: NOW + CLOCK_TOLERANCE_MS }],
    ['without the key usage extension', { keyUsages: null }],
    ['with digitalSignature alone', { keyUsages: ['digitalSignature'] }],
    ['with nonRepudiation alone', { keyUsages: ['nonRepudiation'] }],
    ['on P-256', { keyType: 'ec', keyBits: 256 }],
    ['on P-384', { keyType: 'ec', keyBits: 384 }],
    ['on RSA-4096', { keyBits: 4096 }],
  ])('a certificate %s may sign', (_, change) => expect(screen(change)).toEqual(OK))

  test.each<[string, string, Partial<TokenCertificate>]>([
    ['CERTIFICATE_EXPIRED', 'one millisecond too late', { validTo: NOW - 1 }],
    ['CERTIFICATE_NOT_YET_VALID', 'beyond the tolerance', { validFrom: NOW + CLOCK_TOLERANCE_MS + 1 }],
    ['CERTIFICATE_KEY_USAGE', 'that only encrypts', { keyUsages: ['keyEncipherment', 'dataEncipherment'] }],
    ['CERTIFICATE_KEY_USAGE', 'whose usages are empty', { keyUsages: [] }],
    ['CERTIFICATE_OF_AUTHORITY', 'of an authority', { isAuthority: true, keyUsages: ['keyCertSign', 'cRLSign'] }],
    ['CERTIFICATE_KEY_WEAK', 'on RSA-1024', { keyBits: 1024 }],
    ['CERTIFICATE_KEY_WEAK', 'on a 224-bit curve', { keyType: 'ec', keyBits: 224 }],
    ['CERTIFICATE_KEY_WEAK', 'weak and expired: what cannot be renewed is told first', { keyBits: 1024, validTo: 0 }],
  ])('%s: a certificate %s', (code, _, change) => expect(screen(change)).toEqual({ kind: 'refused', code }))

  test('a clock that nobody proved sends no one away: the date becomes a doubt', () => {
    const rule = { clock: 'unproven', excuses: [] } as const
    const expired = sampleCertificate(1, { validTo: NOW - 1 })
    const early = sampleCertificate(1, { validFrom: NOW * 2, validTo: NOW * 3 })
    expect(screenCertificate(expired, NOW, rule)).toEqual({ kind: 'ok', doubt: 'CERTIFICATE_EXPIRED' })
    expect(screenCertificate(early, NOW, rule)).toEqual({ kind: 'ok', doubt: 'CERTIFICATE_NOT_YET_VALID' })
    expect(screenCertificate({ ...expired, keyBits: 1024 }, NOW, rule)).toEqual({
      kind: 'refused',
      code: 'CERTIFICATE_KEY_WEAK',
    })
  })

  test('a live test forgives the dates and nothing else', () => {
    expect(screenCertificate(sampleCertificate(1, { validTo: 0 }), NOW, TEST_RULE)).toEqual(OK)
    expect(screenCertificate(sampleCertificate(1, { isAuthority: true }), NOW, TEST_RULE).kind).toBe('refused')
  })

  test('inside its dates a sound certificate is always usable, outside never', () => {
    fc.assert(
      fc.property(fc.nat(1e9), fc.nat(1e9), fc.integer({ min: 0, max: 3e9 }), (from, length, now) => {
        const certificate = sampleCertificate(1, { validFrom: from, validTo: from + length })
        const isInside = now >= from - CLOCK_TOLERANCE_MS && now <= from + length
        expect(screenCertificate(certificate, now).kind).toBe(isInside ? 'ok' : 'refused')
      }),
      { seed: SEED },
    )
  })
})
