import { expect, test } from 'vitest'
import { isPinFor } from './child/pin-text.ts'
import { CKF, pinStanding } from './token-flags.ts'

test.each([
  [0, 'not-set'],
  [CKF.USER_PIN_INITIALIZED, 'fine'],
  [CKF.USER_PIN_INITIALIZED | CKF.USER_PIN_COUNT_LOW, 'count-low'],
  [CKF.USER_PIN_INITIALIZED | CKF.USER_PIN_COUNT_LOW | CKF.USER_PIN_FINAL_TRY, 'final-try'],
  [CKF.USER_PIN_INITIALIZED | CKF.USER_PIN_FINAL_TRY | CKF.USER_PIN_LOCKED, 'locked'],
  [CKF.USER_PIN_LOCKED, 'locked'],
] as const)('flags %i: %s', (flags, standing) => {
  expect(pinStanding(flags)).toBe(standing)
})

test.each([
  ['1234', 4, 8, true],
  ['123', 4, 8, false],
  ['123456789', 4, 8, false],
  ['12 4', 4, 8, true],
  ['1234é', 4, 8, false],
  ['12\t4', 4, 8, false],
  ['', 0, 0, false],
  ['1', 0, 0, true],
  ['1', 0xffffffff, 0xffffffff, true],
])('the PIN %j within %i to %i: %s', (pin, minPinLen, maxPinLen, fits) => {
  expect(isPinFor(Buffer.from(pin), { minPinLen, maxPinLen })).toBe(fits)
})
