import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { checkPhone, maskPhone, maskPhoneForLog, nationalPhone } from './phone.ts'

/** Any text at all: bytes, letters, astral characters, lone surrogates (fast-check's own 'binary' strings take a second to set up). */
const anyText = fc
  .array(fc.oneof(fc.nat(0x17f), fc.nat(0xffff), fc.nat(0x10ffff)), { maxLength: 60 })
  .map((points) => String.fromCodePoint(...points))

const SEED = 20261122
const ok = (value: string) => ({ ok: true, value, warnings: [] })
const no = (problem: string) => ({ ok: false, problem })

describe('checkPhone', () => {
  test.each([
    '0822000088',
    '84822000088',
    '+84822000088',
    '0084822000088',
    '+84 0822 000 088',
    '082 200 0088',
    '082.200.0088',
    '082-200-0088',
    '(082) 200–0088',
    ' 0822000088 ',
  ])('%j is +84822000088', (text) => expect(checkPhone(text)).toEqual(ok('+84822000088')))

  test.each(['0320000001', '0559123456', '0871234567', '0993123456', '0522123456', '0899123456'])(
    '%s is mobile',
    (text) => expect(checkPhone(text)).toEqual(ok(`+84${text.slice(1)}`)),
  )

  test('a number of the 084 range is not taken for a country code', () => {
    expect(checkPhone('0841234567')).toEqual(ok('+84841234567'))
  })

  test.each(['01221234567', '0166 123 4567', '+841221234567', '841221234567', '01991234567'])(
    '%s was converted in 2018',
    (text) => expect(checkPhone(text)).toEqual(no('PHONE_OLD_NUMBER')),
  )

  test.each(['024 3825 1234', '02438251234', '+842438251234', '0241234567', '0672123456', '0140123456'])(
    '%s is not mobile',
    (text) => expect(checkPhone(text)).toEqual(no('PHONE_NOT_MOBILE')),
  )

  test.each([
    'abc',
    '082200008',
    '08220000888',
    '822000088',
    '848220000',
    '+14155552671',
    '0841221234567',
    '0822000088 máy lẻ 5',
    '0822000088;ext=5',
    '０８２２０００００８８',
    '++84822000088',
    '0992123456',
    '113',
  ])('%j is no number', (text) => expect(checkPhone(text)).toEqual(no('PHONE_FORMAT')))

  test.each(['', '  ', '-'])('%j is an empty answer', (text) => expect(checkPhone(text)).toEqual(no('FIELD_REQUIRED')))
})

test('nationalPhone', () => {
  expect(nationalPhone('+84822000088')).toBe('0822000088')
  expect(nationalPhone('0822000088')).toBe('0822000088')
})

test('masks', () => {
  expect(maskPhone('+84822000088')).toBe('082****088')
  expect(maskPhone('0822000088')).toBe('****')
  expect(maskPhoneForLog('+84822000088')).toBe('***088')
  expect(maskPhoneForLog('0822000088')).toBe('***')
})

describe('properties', () => {
  // domain.md §2.3, read from the metadata: possible mobile numbers.
  const mobile = fc.stringMatching(/^(3\d|7[06-9]|5[689]|8[1-8]|9[0-8])\d{7}$/)
  const between = fc.array(fc.constantFrom('', ' ', '.', '-'), { minLength: 9, maxLength: 9 })

  test('every form of a mobile number is the same number', () => {
    fc.assert(
      fc.property(mobile, fc.constantFrom('0', '84', '+84', '0084'), between, (digits, prefix, gaps) => {
        const typed = prefix + [...digits].map((digit, at) => (gaps[at] ?? '') + digit).join('')
        expect(checkPhone(typed)).toEqual(ok(`+84${digits}`))
        expect(checkPhone(nationalPhone(`+84${digits}`))).toEqual(ok(`+84${digits}`))
        expect(maskPhone(`+84${digits}`)).toBe(`0${digits.slice(0, 2)}****${digits.slice(-3)}`)
      }),
      { seed: SEED, numRuns: 500 },
    )
  })

  test('every text gets an answer, and no mask shows more than six digits', () => {
    const text = fc.oneof(anyText, fc.stringMatching(/^[\d+. ()-]{0,20}$/))
    fc.assert(
      fc.property(text, (typed) => {
        const checked = checkPhone(typed)
        if (checked.ok) expect(checkPhone(checked.value)).toEqual(checked)
        else expect(checked.problem).toMatch(/^(FIELD_REQUIRED|PHONE_(FORMAT|NOT_MOBILE|OLD_NUMBER))$/)
        expect(maskPhone(typed).replace(/\D/g, '').length).toBeLessThanOrEqual(6)
        expect(maskPhoneForLog(typed).replace(/\D/g, '').length).toBeLessThanOrEqual(3)
      }),
      { seed: SEED, numRuns: 1000 },
    )
  })
})
