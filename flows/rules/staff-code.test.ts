import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readStaffCode } from './staff-code.ts'

const SEED = 20261122

describe('readStaffCode', () => {
  test.each([
    ['gdv01', 'gdv01'],
    [' GDV01 ', 'gdv01'],
    ['kt', 'kt'],
    ['quay-1.lan', 'quay-1.lan'],
    ['a'.repeat(20), 'a'.repeat(20)],
  ])('%j is %j', (text, code) => expect(readStaffCode(text)).toBe(code))

  test.each([
    '',
    ' ',
    'a',
    'a'.repeat(21),
    'gdv 01',
    'gdv_01',
    'lân01',
    'la\u0301n',
    'gdv01\u200b',
    '\u212adv01',
    'İdv01',
    'ｇｄｖ０１',
    '٠١٢٣',
    "gdv01'--",
    'gdv01\u0000',
    'gd\nv01',
  ])('%j is none', (text) => expect(readStaffCode(text)).toBeNull())

  test('whatever is taken is taken again as it is', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.stringMatching(/^[ A-Za-z0-9.-]{0,24}$/)), (text) => {
        const code = readStaffCode(text)
        if (code === null) return
        expect(code).toMatch(/^[a-z0-9.-]{2,20}$/)
        expect(readStaffCode(code)).toBe(code)
      }),
      { seed: SEED, numRuns: 1000 },
    )
  })
})
