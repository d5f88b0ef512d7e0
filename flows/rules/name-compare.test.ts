import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { compareNames, searchKey, toCardCapitals } from './name.ts'

/** Any text at all: bytes, letters, astral characters, lone surrogates (fast-check's own 'binary' strings take a second to set up). */
const anyText = fc
  .array(
    fc.oneof(
      fc.nat(0x17f),
      fc.integer({ min: 0x300, max: 0x36f }),
      fc.constantFrom(9, 32, 32),
      fc.nat(0xffff),
      fc.nat(0x10ffff),
    ),
    { maxLength: 60 },
  )
  .map((points) => String.fromCodePoint(...points))

const SEED = 20261122

describe('compareNames', () => {
  // domain.md §9.6, old and new style.
  test.each([
    ['hòa', 'hoà'],
    ['thúy', 'thuý'],
    ['khỏe', 'khoẻ'],
    ['chóa', 'choá'],
    ['khóa', 'khoá'],
    ['thủy', 'thuỷ'],
    ['ủy', 'uỷ'],
    ['hoàn', 'hoàn'],
    ['của', 'của'],
    ['mía', 'mía'],
    ['huỳnh', 'huỳnh'],
    ['quý', 'quý'],
    ['lòe', 'loè'],
  ])('%s is %s', (old, style) => {
    expect(compareNames(old, style)).toBe('same')
    expect(compareNames(`Nguyễn Thị ${old}`, `NGUYỄN THỊ ${toCardCapitals(style)}`)).toBe('same')
    expect(compareNames(old.normalize('NFD'), style)).toBe('same')
  })

  test.each([
    ['Lê Văn Mẫu', '  LÊ  VĂN MẪU ', 'same'],
    ["H'Hen Niê", 'H’HEN NIÊ', 'same'],
    ['Qúy', 'Quý', 'same'],
    ['Ðỗ', 'Đỗ', 'same'],
    ['Nguyễn Thị Hòa', 'Nguyễn Thị Hóa', 'marks-differ'],
    ['Nguyễn Thị Hòa', 'NGUYEN THI HOA', 'marks-differ'],
    ['Đỗ', 'Do', 'marks-differ'],
    ['Đỗ', 'Đo', 'marks-differ'],
    ['Đỗ Đức Dũng', 'DO DUC DUNG', 'marks-differ'],
    ["H'Hen Niê", 'H HEN NIE', 'marks-differ'],
    ["H' Hen Niê", "H'Hen Niê", 'marks-differ'],
    ["K'Sor", 'KSOR', 'marks-differ'],
    ['Đỗ', 'Dỗ', 'different'],
    ['Đỗ Đức Dũng', 'Đỗ Dức Dũng', 'different'],
    ['Đỗ Đức Dũng', 'Do Đuc Dung', 'different'],
    ['Nguyễn Văn An', 'Nguyễn Văn Ân Anh', 'different'],
    ['Lê Văn An', 'Lê Vă Nan', 'different'],
    ['Lý', 'Lí', 'different'],
  ] as const)('%s, %s: %s', (a, b, grade) => {
    expect(compareNames(a, b)).toBe(grade)
    expect(compareNames(b, a)).toBe(grade)
  })
})

describe('properties', () => {
  const word = fc.constantFrom(...'Nguyễn Đỗ Dỗ Hòa Hoà Hóa Thúy Thuý Khỏe Quý Hoa Do Đo Văn Van Thị'.split(' '))
  const name = fc.array(word, { minLength: 1, maxLength: 4 }).map((words) => words.join(' '))

  test('symmetric, and same as itself under case, blanks and normal form', () => {
    fc.assert(
      fc.property(name, name, (a, b) => {
        expect(compareNames(a, b)).toBe(compareNames(b, a))
        expect(compareNames(a, toCardCapitals(a).normalize('NFD').replaceAll(' ', '  '))).toBe('same')
        expect(compareNames(toCardCapitals(a), b)).toBe(compareNames(a, b))
      }),
      { seed: SEED, numRuns: 1000 },
    )
  })

  test('a name and its ASCII form never differ in more than marks; other letters always differ', () => {
    fc.assert(
      fc.property(name, name, (a, b) => {
        expect(compareNames(a, searchKey(a))).toBe(a.toLowerCase() === searchKey(a) ? 'same' : 'marks-differ')
        if (searchKey(a) !== searchKey(b)) expect(compareNames(a, b)).toBe('different')
      }),
      { seed: SEED, numRuns: 1000 },
    )
  })

  test('every two texts get a grade', () => {
    fc.assert(
      fc.property(anyText, anyText, (a, b) => {
        expect(compareNames(a, b)).toMatch(/^(same|marks-differ|different)$/)
        expect(compareNames(a, a)).toBe('same')
      }),
      { seed: SEED, numRuns: 1000 },
    )
  })
})
