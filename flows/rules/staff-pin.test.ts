import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { KNOWN_PINS, staffPinFlaw } from './staff-pin.ts'

const SEED = 20261122
const CODE = 'gdv01'

describe('staffPinFlaw', () => {
  test.each(['284917', '730518', '0482917365', '584920173648'])('%s may be used', (pin) =>
    expect(staffPinFlaw(pin, CODE)).toBeNull(),
  )

  test.each([
    ['', 'format'],
    ['28491', 'format'],
    ['5849201736481', 'format'],
    ['28491a', 'format'],
    ['284 917', 'format'],
    ['284917\n', 'format'],
    ['２８４９１７', 'format'],
    ['٢٨٤٩١٧', 'format'],
    ['123456', 'run'],
    ['654321', 'run'],
    ['789012', 'run'],
    ['210987', 'run'],
    ['012345678901', 'run'],
    ['000000', 'repeat'],
    ['777777777777', 'repeat'],
    ['121212', 'repeat'],
    ['1313131', 'repeat'],
    ['123123', 'repeat'],
    ['58125812', 'repeat'],
    ['280000', 'repeat'],
    ['112233', 'known'],
    ['159753', 'known'],
    ['30041975', 'known'],
  ])('%j is refused: %s', (pin, flaw) => expect(staffPinFlaw(pin, CODE)).toBe(flaw))

  test('the digits of the own code are refused, in whole or around', () => {
    expect(staffPinFlaw('284917', 'gdv284917')).toBe('of-code')
    expect(staffPinFlaw('284917', 'gdv-2849')).toBe('of-code')
    expect(staffPinFlaw('902849', 'a28.49')).toBe('of-code')
    expect(staffPinFlaw('284917', 'nv28491703')).toBe('of-code')
    expect(staffPinFlaw('284917', 'gdv284')).toBeNull()
  })

  test('every known PIN is one that no rule refuses already, and stands there once', () => {
    expect(KNOWN_PINS.map((pin) => [pin, staffPinFlaw(pin, CODE)])).toEqual(KNOWN_PINS.map((pin) => [pin, 'known']))
    expect(new Set(KNOWN_PINS).size).toBe(KNOWN_PINS.length)
  })

  test('every text gets an answer; what is taken has the form', () => {
    const sixDigits = fc.integer({ min: 0, max: 999_999 }).map((number) => String(number).padStart(6, '0'))
    fc.assert(
      fc.property(fc.oneof(sixDigits, fc.string({ unit: 'binary' })), (pin) => {
        if (staffPinFlaw(pin, CODE) === null) expect(pin).toMatch(/^[0-9]{6,12}$/)
      }),
      { seed: SEED, numRuns: 1000 },
    )
  })

  test('hardly anybody is refused without need: of all six digits, 99 in 100 may be used', () => {
    const sample = Array.from({ length: 1000 }, (_, at) => String(at * 997).padStart(6, '0'))
    expect(sample.filter((pin) => staffPinFlaw(pin, CODE) === null).length).toBeGreaterThan(985)
  })
})
