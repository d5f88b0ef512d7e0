import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readTaxCode } from './tax-code.ts'

describe('tax codes (domain.md §2.2)', () => {
  test.each([
    ['0100233488', { value: '0100233488', kind: 'unit', checkDigit: 'right' }],
    ['0314409058-002', { value: '0314409058-002', kind: 'branch', checkDigit: 'right' }],
    ['0314409058002', { value: '0314409058-002', kind: 'branch', checkDigit: 'right' }],
    [' 01.0023.3488 ', { value: '0100233488', kind: 'unit', checkDigit: 'right' }],
    ['0314409058–002', { value: '0314409058-002', kind: 'branch', checkDigit: 'right' }],
    ['0100233489', { value: '0100233489', kind: 'unit', checkDigit: 'wrong' }],
    ['046204001234', { value: '046204001234', kind: 'personal', checkDigit: 'none' }],
  ])('%s is %j', (text, code) => {
    expect(readTaxCode(text)).toEqual(code)
  })

  test.each([
    '',
    '010023348',
    '01002334881',
    '0314409058-000',
    '0100000008',
    '０１００２３３４８８',
    '01002E3488',
    '12345678901234',
  ])('%j is none', (text) => {
    expect(readTaxCode(text)).toBeNull()
  })

  test('of the ten last digits at most one is right, and a single wrong digit never passes for right', () => {
    const head = fc.tuple(fc.integer({ min: 1, max: 99 }), fc.integer({ min: 1, max: 9_999_999 }))
    fc.assert(
      fc.property(head, fc.nat(8), fc.integer({ min: 1, max: 9 }), ([province, serial], at, change) => {
        const nine = `${String(province).padStart(2, '0')}${String(serial).padStart(7, '0')}`
        const right = [...'0123456789'].filter((last) => readTaxCode(nine + last)?.checkDigit === 'right')
        expect(right.length).toBeLessThanOrEqual(1)
        if (right.length === 0) return
        const digit = (Number(nine[at]) + change) % 10
        const changed = `${nine.slice(0, at)}${digit}${nine.slice(at + 1)}${right[0]}`
        expect(readTaxCode(changed)?.checkDigit).not.toBe('right')
      }),
      { seed: 4, numRuns: 500 },
    )
  })
})
