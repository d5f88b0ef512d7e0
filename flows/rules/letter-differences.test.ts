import fc from 'fast-check'
import { expect, test } from 'vitest'
import { letterDifferences } from './letter-differences.ts'

const shown = (a: string, b: string) =>
  letterDifferences(a, b).map(
    ({ left, right, grade }) => `${left ?? '_'}${right ?? '_'}${{ same: '=', marks: '~', different: '!' }[grade]}`,
  )

test('marks, other letters, missing letters', () => {
  expect(shown('Hòa', 'Hoa')).toEqual(['HH=', 'òo~', 'aa='])
  expect(shown('Đỗ', 'Dồ')).toEqual(['ĐD~', 'ỗồ~'])
  expect(shown('Minh', 'Mnh')).toEqual(['MM=', 'i_!', 'nn=', 'hh='])
  expect(shown('An', 'Anh')).toEqual(['AA=', 'nn=', '_h!'])
  expect(shown('Lan', 'Lam')).toEqual(['LL=', 'aa=', 'nm!'])
  expect(shown('', '')).toEqual([])
})

test('composition does not matter', () => {
  expect(shown('Nguyễn'.normalize('NFD'), 'Nguyễn').every((each) => each.endsWith('='))).toBe(true)
})

test('both texts can be read back, whatever they are', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'grapheme', maxLength: 30 }),
      fc.string({ unit: 'grapheme', maxLength: 30 }),
      (a, b) => {
        const columns = letterDifferences(a, b)
        expect(columns.map(({ left }) => left ?? '').join('')).toBe(a.normalize('NFC'))
        expect(columns.map(({ right }) => right ?? '').join('')).toBe(b.normalize('NFC'))
        expect(columns.every(({ left, right, grade }) => (grade === 'same') === (left === right))).toBe(true)
      },
    ),
    { seed: 20261122, numRuns: 500 },
  )
})

test('very long texts are cut, not hung on', () => {
  expect(letterDifferences('a'.repeat(5_000), 'b'.repeat(5_000))).toHaveLength(400)
})
