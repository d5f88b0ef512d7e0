import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { checkInsuranceNumber } from './insurance-number.ts'

const ok = (value: string) => ({ ok: true, value, warnings: [] })
const no = (problem: string) => ({ ok: false, problem })

describe('checkInsuranceNumber', () => {
  test.each([
    ['0118273645', '0118273645'],
    [' 0118 273 645 ', '0118273645'],
    ['0118-273.645', '0118273645'],
    ['0118\u00a0273645', '0118273645'],
    ['001190004127', '001190004127'],
    ['DN4010118273645', '0118273645'],
    ['dn 4 01 0118273645', '0118273645'],
  ])('%j is %s', (text, number) => expect(checkInsuranceNumber(text)).toEqual(ok(number)))

  test.each([
    ['', 'FIELD_REQUIRED'],
    [' \t', 'FIELD_REQUIRED'],
    ['- .', 'FIELD_REQUIRED'],
    ['011827364', 'INSURANCE_NUMBER_FORMAT'],
    ['01182736451', 'INSURANCE_NUMBER_FORMAT'],
    ['0011900041270', 'INSURANCE_NUMBER_FORMAT'],
    ['401010118273645', 'INSURANCE_NUMBER_FORMAT'],
    ['ĐN4010118273645', 'INSURANCE_NUMBER_FORMAT'],
    ['DNX010118273645', 'INSURANCE_NUMBER_FORMAT'],
    ['D4010118273645', 'INSURANCE_NUMBER_FORMAT'],
    ['0118273645x', 'INSURANCE_NUMBER_FORMAT'],
    ['٠١١٨٢٧٣٦٤٥', 'INSURANCE_NUMBER_FORMAT'],
    ['０１１８２７３６４５', 'INSURANCE_NUMBER_FORMAT'],
    ['0118273645\u0000', 'INSURANCE_NUMBER_FORMAT'],
  ])('%j: %s', (text, problem) => expect(checkInsuranceNumber(text)).toEqual(no(problem)))

  test('property: every text gets an answer, and what is given is 10 or 12 digits that pass again', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ maxLength: 30 }), fc.stringMatching(/^[A-Za-z]{0,2}[\d .-]{8,18}$/)), (text) => {
        const checked = checkInsuranceNumber(text)
        if (!checked.ok) {
          expect(checked.problem).toMatch(/^(FIELD_REQUIRED|INSURANCE_NUMBER_FORMAT)$/)
          return
        }
        expect(checked.value).toMatch(/^(\d{10}|\d{12})$/)
        expect(checkInsuranceNumber(checked.value)).toEqual(checked)
      }),
      { seed: 20261122, numRuns: 2000 },
    )
  })
})
