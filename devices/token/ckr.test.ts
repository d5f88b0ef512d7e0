import { createRequire } from 'node:module'
import { describe, expect, test } from 'vitest'
import { outcomeOf } from './answers.ts'
import { refusalOf } from './child/refusal.ts'
import { CKR, type CkrName, meaningOf } from './ckr.ts'

const raised = (name: CkrName) => Object.assign(new Error(name), { code: CKR[name][0] })

describe('return values of modules', () => {
  test('have the numbers of the standard', () => {
    const binding = createRequire(import.meta.url)('pkcs11js') as Record<string, unknown>
    for (const [name, [value]] of Object.entries(CKR)) expect([name, binding[name]]).toEqual([name, value])
  })

  test('that nobody knows, vendors own among them, are a failure', () => {
    expect([meaningOf(0x80000001), meaningOf(0x999)]).toEqual(['failed', 'failed'])
  })

  test.each<[CkrName, 'login' | 'login-on-pin-pad' | 'anything-else', string]>([
    ['CKR_PIN_INCORRECT', 'login', 'pin-wrong'],
    ['CKR_PIN_INCORRECT', 'login-on-pin-pad', 'pin-wrong'],
    ['CKR_PIN_INCORRECT', 'anything-else', 'failed'],
    ['CKR_PIN_LOCKED', 'login', 'pin-locked'],
    ['CKR_PIN_LEN_RANGE', 'login', 'pin-malformed'],
    ['CKR_PIN_EXPIRED', 'login', 'pin-not-set'],
    ['CKR_USER_PIN_NOT_INITIALIZED', 'login', 'pin-not-set'],
    ['CKR_FUNCTION_CANCELED', 'login-on-pin-pad', 'pin-pad-cancelled'],
    ['CKR_FUNCTION_CANCELED', 'login', 'failed'],
    ['CKR_FUNCTION_CANCELED', 'anything-else', 'failed'],
    ['CKR_DEVICE_REMOVED', 'anything-else', 'token-removed'],
    ['CKR_SESSION_HANDLE_INVALID', 'anything-else', 'token-removed'],
    ['CKR_MECHANISM_INVALID', 'anything-else', 'mechanism'],
    ['CKR_KEY_HANDLE_INVALID', 'anything-else', 'key-missing'],
    ['CKR_DEVICE_ERROR', 'login', 'failed'],
  ])('%s at %s is %s', (name, doing, why) => {
    expect(refusalOf(raised(name), doing)).toMatchObject({ why, ckr: CKR[name][0] })
  })

  test('are found in text too, as pkcs11js leaves some', () => {
    expect(refusalOf(new Error('CKR_DEVICE_REMOVED:50\n    at Error'), 'anything-else').why).toBe('token-removed')
    expect(refusalOf(new Error('(null):2147483649'), 'login').ckr).toBe(2147483649)
    expect(refusalOf(new TypeError('not a module at all'), 'login')).toMatchObject({ why: 'failed', ckr: null })
    expect(refusalOf('thrown text', 'login')).toMatchObject({ why: 'failed', ckr: null })
  })
})

describe('what a refusal is to the flow', () => {
  const refusal = { kind: 'refused', ckr: 5, flags: null } as const
  test.each([
    ['token-removed', 'TOKEN_REMOVED'],
    ['key-missing', 'TOKEN_KEY_MISSING'],
    ['mechanism', 'TOKEN_MECHANISM'],
    ['failed', 'TOKEN_FAILED'],
  ] as const)('%s raises %s', (why, code) => {
    expect(() => outcomeOf({ ...refusal, why }, 'm.so', 0)).toThrow(expect.objectContaining({ code }))
  })

  test('a wrong PIN without flags is at least one wrong try', () => {
    expect(outcomeOf({ ...refusal, why: 'pin-wrong' }, 'm.so', 0)).toEqual({ kind: 'pin-wrong', pin: 'count-low' })
  })

  test('"cancelled" after the patience of a pin pad is a time-out', () => {
    const kind = (tookMs: number) => outcomeOf({ ...refusal, why: 'pin-pad-cancelled' }, 'm.so', tookMs).kind
    expect([kind(5_000), kind(30_000)]).toEqual(['pin-pad-cancelled', 'pin-pad-timed-out'])
  })
})
