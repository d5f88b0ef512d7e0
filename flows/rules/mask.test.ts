import fc from 'fast-check'
import { expect, test } from 'vitest'
import { maskIdNumber } from './mask.ts'

test('shows the first and last three digits', () => {
  expect(maskIdNumber('046204001234')).toBe('046******234')
  expect(maskIdNumber('172345678')).toBe('172***678')
  expect(maskIdNumber('')).toBe('')
})

test('hides anything else whole', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      fc.pre(!/^(\d{9}|\d{12})$/.test(text))
      expect(maskIdNumber(text)).toMatch(/^\**$/)
    }),
    { seed: 20261122 },
  )
})
