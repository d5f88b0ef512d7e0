import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  birthYear,
  cardBirthDate,
  checkBirthDate,
  checkIsoBirthDate,
  formatBirthDate,
  isCalendarDay,
} from './birth-date.ts'

/** Any text at all: bytes, letters, astral characters, lone surrogates (fast-check's own 'binary' strings take a second to set up). */
const anyText = fc
  .array(fc.oneof(fc.nat(0x17f), fc.nat(0xffff), fc.nat(0x10ffff)), { maxLength: 60 })
  .map((points) => String.fromCodePoint(...points))

const SEED = 20261122
const TODAY = '2026-11-22'
const ok = (value: string) => ({ ok: true, value, warnings: [] })
const no = (problem: string) => ({ ok: false, problem })

describe('checkBirthDate', () => {
  test.each([
    ['15/08/1990', '1990-08-15'],
    ['5/8/1990', '1990-08-05'],
    ['15-08-1990', '1990-08-15'],
    ['15.8.1990', '1990-08-15'],
    ['15 08 1990', '1990-08-15'],
    ['15 / 08 / 1990', '1990-08-15'],
    ['15081990', '1990-08-15'],
    [' 29/02/2004 ', '2004-02-29'],
    ['22/11/2026', '2026-11-22'],
    ['1955', '1955-00-00'],
    ['00/00/1955', '1955-00-00'],
    ['00001955', '1955-00-00'],
    ['00/06/1955', '1955-06-00'],
    ['06/1955', '1955-06-00'],
    ['2026', '2026-00-00'],
    ['1/1/1901', '1901-01-01'],
  ])('%j is %s', (text, iso) => expect(checkBirthDate(text, TODAY)).toEqual(ok(iso)))

  test.each([
    ['', 'FIELD_REQUIRED'],
    ['  ', 'FIELD_REQUIRED'],
    ['15/08/90', 'BIRTH_DATE_FORMAT'],
    ['1990-08-15', 'BIRTH_DATE_FORMAT'],
    ['15/08-1990', 'BIRTH_DATE_FORMAT'],
    ['15 tháng 8', 'BIRTH_DATE_FORMAT'],
    ['150819901', 'BIRTH_DATE_FORMAT'],
    ['١٥/٠٨/١٩٩٠', 'BIRTH_DATE_FORMAT'],
    ['31/02/2000', 'BIRTH_DATE_IMPOSSIBLE'],
    ['29/02/2023', 'BIRTH_DATE_IMPOSSIBLE'],
    ['29/02/1900', 'BIRTH_DATE_IMPOSSIBLE'],
    ['15/00/1990', 'BIRTH_DATE_IMPOSSIBLE'],
    ['32/01/1990', 'BIRTH_DATE_IMPOSSIBLE'],
    ['13/1955', 'BIRTH_DATE_IMPOSSIBLE'],
    ['23/11/2026', 'BIRTH_DATE_RANGE'],
    ['00/12/2026', 'BIRTH_DATE_RANGE'],
    ['2027', 'BIRTH_DATE_RANGE'],
    ['31/12/1900', 'BIRTH_DATE_RANGE'],
    ['0000', 'BIRTH_DATE_RANGE'],
  ])('%j: %s', (text, problem) => expect(checkBirthDate(text, TODAY)).toEqual(no(problem)))

  test('trap: M/D/Y beside dd/mm/yyyy is refused, never guessed', () => {
    expect(checkBirthDate('4/25/2019', TODAY)).toEqual(no('BIRTH_DATE_IMPOSSIBLE'))
  })
})

test('checkIsoBirthDate', () => {
  expect(checkIsoBirthDate('1990-08-15', TODAY)).toEqual(ok('1990-08-15'))
  expect(checkIsoBirthDate('1955-06-00', TODAY)).toEqual(ok('1955-06-00'))
  expect(checkIsoBirthDate('1955-00-00', TODAY)).toEqual(ok('1955-00-00'))
  expect(checkIsoBirthDate('1955', TODAY)).toEqual(ok('1955-00-00'))
  expect(checkIsoBirthDate('', TODAY)).toEqual(no('FIELD_REQUIRED'))
  for (const text of ['15/08/1990', '1990-8-15', '1990-08', '19900815', '1990-08-15T00:00:00Z'])
    expect(checkIsoBirthDate(text, TODAY)).toEqual(no('BIRTH_DATE_FORMAT'))
  expect(checkIsoBirthDate('1990-02-30', TODAY)).toEqual(no('BIRTH_DATE_IMPOSSIBLE'))
  expect(checkIsoBirthDate('1990-00-15', TODAY)).toEqual(no('BIRTH_DATE_IMPOSSIBLE'))
  expect(checkIsoBirthDate('2026-11-23', TODAY)).toEqual(no('BIRTH_DATE_RANGE'))
})

test('cardBirthDate', () => {
  expect(cardBirthDate('29022004', TODAY)).toEqual(ok('2004-02-29'))
  expect(cardBirthDate('00001955', TODAY)).toEqual(ok('1955-00-00'))
  expect(cardBirthDate('00061955', TODAY)).toEqual(ok('1955-06-00'))
  for (const text of ['', '2902200', '29/02/2004', '2902200x'])
    expect(cardBirthDate(text, TODAY)).toEqual(no('BIRTH_DATE_FORMAT'))
})

test('formatBirthDate leaves out what is unknown', () => {
  expect(formatBirthDate('1990-08-15')).toBe('15/08/1990')
  expect(formatBirthDate('1955-06-00')).toBe('06/1955')
  expect(formatBirthDate('1955-00-00')).toBe('1955')
  expect(formatBirthDate('không rõ')).toBe('không rõ')
})

test('birthYear', () => expect(birthYear('1955-00-00')).toBe(1955))

describe('properties', () => {
  const day = fc.date({ min: new Date('1901-01-01'), max: new Date(TODAY), noInvalidDate: true })
  const iso = day.map((date) => date.toISOString().slice(0, 10))
  const known = fc.constantFrom('day' as const, 'month' as const, 'year' as const)

  test('what is shown can be typed again', () => {
    fc.assert(
      fc.property(iso, known, (full, precision) => {
        const date =
          precision === 'day' ? full : precision === 'month' ? `${full.slice(0, 7)}-00` : `${full.slice(0, 4)}-00-00`
        expect(checkBirthDate(formatBirthDate(date), TODAY)).toEqual(ok(date))
        expect(checkIsoBirthDate(date, TODAY)).toEqual(ok(date))
        expect(cardBirthDate(date.slice(8) + date.slice(5, 7) + date.slice(0, 4), TODAY)).toEqual(ok(date))
      }),
      { seed: SEED, numRuns: 500 },
    )
  })

  test('the calendar is that of the machine', () => {
    const parts = [
      fc.integer({ min: 1900, max: 2100 }),
      fc.integer({ min: 0, max: 13 }),
      fc.integer({ min: 0, max: 32 }),
    ] as const
    fc.assert(
      fc.property(...parts, (year, month, date) => {
        const made = new Date(Date.UTC(year, month - 1, date))
        expect(isCalendarDay(year, month, date)).toBe(made.getUTCMonth() === month - 1 && made.getUTCDate() === date)
      }),
      { seed: SEED, numRuns: 2000 },
    )
  })

  test('every text gets an answer', () => {
    const text = fc.oneof(anyText, fc.stringMatching(/^[\d/. -]{0,14}$/))
    fc.assert(
      fc.property(text, (typed) => {
        for (const check of [checkBirthDate, checkIsoBirthDate, cardBirthDate]) {
          const checked = check(typed, TODAY)
          if (checked.ok) expect(checkIsoBirthDate(checked.value, TODAY)).toEqual(checked)
          else expect(checked.problem).toMatch(/^(FIELD_REQUIRED|BIRTH_DATE_(FORMAT|IMPOSSIBLE|RANGE))$/)
        }
        expect(typeof formatBirthDate(typed)).toBe('string')
      }),
      { seed: SEED, numRuns: 1000 },
    )
  })
})
