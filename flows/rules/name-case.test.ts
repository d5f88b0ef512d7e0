import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { compareNames, toCardCapitals } from './name.ts'
import { isInCapitals, toNameCase, turnCapitals } from './name-case.ts'

describe('letter case of names', () => {
  test.each([
    ['nguyễn thị mẫu', 'NGUYỄN THỊ MẪU', 'Nguyễn Thị Mẫu'],
    ['Lê Văn Mẫu', 'LÊ VĂN MẪU', 'Lê Văn Mẫu'],
    ["H'Hen Niê", "H'HEN NIÊ", "H'Hen Niê"],
    ['y-moan ênuôl', 'Y-MOAN ÊNUÔL', 'Y-Moan Ênuôl'],
    ['Đỗ  Đức', 'ĐỖ  ĐỨC', 'Đỗ  Đức'],
    ['đặng ước', 'ĐẶNG ƯỚC', 'Đặng Ước'],
  ])('%s turns to %s and from there to %s', (typed, capitals, written) => {
    expect(turnCapitals(typed)).toBe(capitals)
    expect(turnCapitals(capitals)).toBe(written)
  })

  test('nothing without letters is in capitals', () => {
    expect(['', ' ', '12', "'"].map(isInCapitals)).toEqual([false, false, false, false])
    expect(isInCapitals('LÊ')).toBe(true)
    expect(isInCapitals('Lê')).toBe(false)
  })

  test('a mark that came apart from its letter is the same letter', () => {
    expect(toNameCase('LÊ VĂN MẪU'.normalize('NFD'))).toBe('Lê Văn Mẫu')
    expect(isInCapitals('LÊ'.normalize('NFD'))).toBe(true)
  })

  test('turning changes no name: either case compares as the same', () => {
    const letters = [...'aăâbcdđeêghiklmnoôơpqrstuưvxyáàảãạấềểỗợựỹ ']
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...letters), minLength: 2, maxLength: 30 }), (text) => {
        const name = text.trim()
        fc.pre(name !== '')
        expect(compareNames(toCardCapitals(name), toNameCase(name))).toBe('same')
      }),
      { seed: 4 },
    )
  })
})
