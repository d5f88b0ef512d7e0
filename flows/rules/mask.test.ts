import fc from 'fast-check'
import { expect, test } from 'vitest'
import { maskIdNumber } from './mask.ts'

/** Any text at all: bytes, letters, astral characters, lone surrogates (fast-check's own 'binary' strings take a second to set up). */
const anyText = fc
  .array(fc.oneof(fc.nat(0x17f), fc.nat(0xffff), fc.nat(0x10ffff)), { maxLength: 60 })
  .map((points) => String.fromCodePoint(...points))

test('shows the first and last three digits', () => {
  expect(maskIdNumber('046204001234')).toBe('046******234')
  expect(maskIdNumber('172345678')).toBe('172***678')
  expect(maskIdNumber('')).toBe('')
})

test('hides anything else whole', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      fc.pre(!/^(\d{9}|\d{12})$/.test(text))
      expect(maskIdNumber(text)).toMatch(/^\**$/)
    }),
    { seed: 20261122 },
  )
})
