import fc from 'fast-check'
import { expect, test } from 'vitest'
import { checkTaxCode, taxCodeWarning } from './tax-code-field.ts'

test.each([
  ['0100233488', '0100233488', null],
  ['0100 233 488', '0100233488', null],
  ['0314409058002', '0314409058-002', null],
  ['0314409058-002', '0314409058-002', null],
  ['001190004127', '001190004127', null],
  ['0100233489', '0100233489', 'TAX_CODE_CHECK_DIGIT'],
  ['0314409059-002', '0314409059-002', 'TAX_CODE_CHECK_DIGIT'],
])('%j is %s, warning %s', (text, value, warning) => {
  expect(checkTaxCode(text)).toEqual({ ok: true, value, warnings: [] })
  expect(taxCodeWarning(text)).toBe(warning)
})

test.each([
  ['', 'FIELD_REQUIRED'],
  [' - ', 'FIELD_REQUIRED'],
  ['010023348', 'TAX_CODE_FORMAT'],
  ['01002334881', 'TAX_CODE_FORMAT'],
  ['0314409058-000', 'TAX_CODE_FORMAT'],
  ['0100000008', 'TAX_CODE_FORMAT'],
  ['MST0100233488', 'TAX_CODE_FORMAT'],
  ['０１００２３３４８８', 'TAX_CODE_FORMAT'],
])('%j: %s', (text, problem) => {
  expect(checkTaxCode(text)).toEqual({ ok: false, problem })
  expect(taxCodeWarning(text)).toBeNull()
})

test('property: every text gets an answer, and an accepted one is its own normal form', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string({ maxLength: 20 }), fc.stringMatching(/^[\d .-]{8,16}$/)), (text) => {
      const checked = checkTaxCode(text)
      if (!checked.ok) {
        expect(checked.problem).toMatch(/^(FIELD_REQUIRED|TAX_CODE_FORMAT)$/)
        return
      }
      expect(checkTaxCode(checked.value)).toEqual(checked)
    }),
    { seed: 20261122, numRuns: 2000 },
  )
})
