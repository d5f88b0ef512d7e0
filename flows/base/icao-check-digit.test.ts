import { expect, test } from 'vitest'
import { icaoCheckDigit } from './icao-check-digit.ts'

// ICAO 9303-3 §4.9 (examples 1 and 2), 9303-11 appendix D.2.
test.each([
  ['520727', '3'],
  ['AB2134<<<', '5'],
  ['L898902C<', '3'],
  ['690806', '1'],
  ['940623', '6'],
  ['', '0'],
])('%s → %s', (text, digit) => {
  expect(icaoCheckDigit(text)).toBe(digit)
})
