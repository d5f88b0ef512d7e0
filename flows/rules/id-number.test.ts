import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { checkIdNumber, crossCheckIdNumber, idNumberKind, readIdNumber } from './id-number.ts'
import { PROVINCES } from './province.ts'

/** Any text at all: bytes, letters, astral characters, lone surrogates (fast-check's own 'binary' strings take a second to set up). */
const anyText = fc
  .array(fc.oneof(fc.nat(0x17f), fc.nat(0xffff), fc.nat(0x10ffff)), { maxLength: 60 })
  .map((points) => String.fromCodePoint(...points))

const SEED = 20261122

describe('checkIdNumber', () => {
  test.each([
    ['046204001234', '046204001234'],
    [' 046 204 001 234 ', '046204001234'],
    ['046.204.001-234', '046204001234'],
    ['172345678', '172345678'],
    ['001234567', '001234567'],
  ])('%j → %s', (text, value) => {
    expect(checkIdNumber(text)).toEqual({ ok: true, value, warnings: [] })
  })

  test.each([
    '1',
    '12345678',
    '0462040012',
    '04620400123',
    '0462040012345',
    '04620400123a',
    '046204001234;',
    '+46204001234',
  ])('%j is no ID number', (text) => expect(checkIdNumber(text)).toEqual({ ok: false, problem: 'ID_NUMBER_FORMAT' }))

  test.each(['０４６２０４００１２３４', '٠٤٦٢٠٤٠٠١٢٣٤'])(
    'digits of other scripts are refused, not converted: %s',
    (text) => {
      expect(checkIdNumber(text)).toEqual({ ok: false, problem: 'ID_NUMBER_FORMAT' })
    },
  )

  test.each(['', '   ', '..-', '\t\n'])('%j is an empty answer', (text) => {
    expect(checkIdNumber(text)).toEqual({ ok: false, problem: 'FIELD_REQUIRED' })
  })

  test('an unknown province is a warning, not an error', () => {
    expect(checkIdNumber('003204001234')).toEqual({
      ok: true,
      value: '003204001234',
      warnings: ['ID_PROVINCE_UNKNOWN'],
    })
  })

  test('takes every text, and its own answer again', () => {
    const text = fc.oneof(anyText, fc.stringMatching(/^[\d .-]{0,16}$/))
    fc.assert(
      fc.property(text, (typed) => {
        const checked = checkIdNumber(typed)
        if (!checked.ok) {
          expect(['FIELD_REQUIRED', 'ID_NUMBER_FORMAT']).toContain(checked.problem)
          return
        }
        expect(checked.value).toMatch(/^(\d{9}|\d{12})$/)
        expect(checkIdNumber(checked.value)).toEqual(checked)
      }),
      { seed: SEED, numRuns: 500 },
    )
  })
})

test('idNumberKind', () => {
  expect(idNumberKind('172345678')).toBe('cmnd')
  expect(idNumberKind('046204001234')).toBe('cccd')
})

describe('readIdNumber', () => {
  test.each([
    ['0', 20, 1904, 'male'],
    ['1', 20, 1904, 'female'],
    ['2', 21, 2004, 'male'],
    ['3', 21, 2004, 'female'],
    ['4', 22, 2104, 'male'],
    ['5', 22, 2104, 'female'],
    ['6', 23, 2204, 'male'],
    ['7', 23, 2204, 'female'],
    ['8', 24, 2304, 'male'],
    ['9', 24, 2304, 'female'],
  ] as const)('digit %s is century %i', (digit, century, birthYear, sex) => {
    expect(readIdNumber(`046${digit}04001234`)).toEqual({
      provinceCode: '046',
      provinceName: 'Thừa Thiên Huế',
      century,
      birthYear,
      sex,
    })
  })

  test('says nothing of a CMND or of noise', () => {
    for (const text of ['172345678', '', '04620400123x', '0462040012345']) expect(readIdNumber(text)).toBeNull()
  })
})

describe('crossCheckIdNumber', () => {
  test('agrees with a child born in 2023', () => {
    expect(crossCheckIdNumber('001323000001', { birthDate: '2023-05-01', sex: 'female' })).toEqual([])
  })

  test('names each difference', () => {
    expect(crossCheckIdNumber('046204001234', { birthDate: '1904-02-29', sex: 'female' })).toEqual([
      'ID_BIRTH_YEAR_DIFFERS',
      'ID_SEX_DIFFERS',
    ])
    expect(crossCheckIdNumber('099204001234', { birthDate: '2004-00-00' })).toEqual(['ID_PROVINCE_UNKNOWN'])
  })

  test('a person born abroad carries a country code', () => {
    expect(crossCheckIdNumber('100204001234', { birthDate: '2004-02-29', sex: 'male' })).toEqual([])
    expect(crossCheckIdNumber('999204001234', {})).toEqual([])
  })

  test('a CMND is never warned about', () => {
    expect(crossCheckIdNumber('172345678', { birthDate: '1990-08-15', sex: 'female' })).toEqual([])
  })

  test('a number built from year, sex and province never warns', () => {
    const born = fc.record({
      code: fc.constantFrom(...PROVINCES.map((province) => province.code)),
      year: fc.integer({ min: 1900, max: 2399 }),
      sex: fc.constantFrom('male' as const, 'female' as const),
      serial: fc.integer({ min: 0, max: 999_999 }),
    })
    fc.assert(
      fc.property(born, ({ code, year, sex, serial }) => {
        const digit = Math.floor(year / 100 - 19) * 2 + (sex === 'female' ? 1 : 0)
        const digits = `${code}${digit}${String(year % 100).padStart(2, '0')}${String(serial).padStart(6, '0')}`
        expect(crossCheckIdNumber(digits, { birthDate: `${year}-00-00`, sex })).toEqual([])
        expect(readIdNumber(digits)).toMatchObject({ birthYear: year, sex, provinceCode: code })
      }),
      { seed: SEED },
    )
  })
})
