import { expect, test } from 'vitest'
import { printedDateToIso, saysNoExpiry } from './printed-date.ts'

test.each([
  ['15/08/1990', '1990-08-15'],
  [' 29/02/2004 ', '2004-02-29'],
  ['08/1955', '1955-08-00'],
  ['1955', '1955-00-00'],
  ['29/02/2005', null],
  ['08/20/2021', null],
  ['1/8/1990', null],
  ['13/1955', null],
  ['', null],
  ['Không thời hạn', null],
])('%j → %s', (text, iso) => {
  expect(printedDateToIso(text)).toBe(iso)
})

test('"Không thời hạn" in any case and composition', () => {
  expect(
    ['Không thời hạn', 'KHÔNG THỜI HẠN', 'Không thời hạn'.normalize('NFD'), 'Có thời hạn'].map(saysNoExpiry),
  ).toEqual([true, true, true, false])
})
