import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { checkOrganisation } from './organisation.ts'

const ok = (value: string) => ({ ok: true, value, warnings: [] })
const no = (problem: string) => ({ ok: false, problem })

describe('checkOrganisation', () => {
  test.each([
    ['CÔNG TY TNHH MTV GỐM SỨ 6/3', 'CÔNG TY TNHH MTV GỐM SỨ 6/3'],
    ['  Công ty   Cổ phần\tABC & Đối tác (Chi nhánh 2) ', 'Công ty Cổ phần ABC & Đối tác (Chi nhánh 2)'],
    ['Ủy ban nhân dân xã Mẫu'.normalize('NFD'), 'Ủy ban nhân dân xã Mẫu'],
    ['Hộ kinh doanh H’Hen', "Hộ kinh doanh H'Hen"],
    ['3M', '3M'],
    ['x'.repeat(200), 'x'.repeat(200)],
    ['HTX', 'HTX'],
  ])('%j is %s', (text, name) => expect(checkOrganisation(text)).toEqual(ok(name)))

  test.each([
    ['', 'FIELD_REQUIRED'],
    [' \n ', 'FIELD_REQUIRED'],
    ['A', 'ORGANISATION_FORMAT'],
    ['0100233488', 'ORGANISATION_FORMAT'],
    ['--', 'ORGANISATION_FORMAT'],
    ['x'.repeat(201), 'ORGANISATION_FORMAT'],
    ['C\u00d4NG TY \ufffd', 'NAME_DAMAGED'],
    ['CÔNG TY C? PH?N', 'NAME_DAMAGED'],
    ['CÃ´ng ty Cá»• pháº§n', 'NAME_DAMAGED'],
    ['Công ty \u001b[2J', 'NAME_DAMAGED'],
    ['Công ty\u0000', 'NAME_DAMAGED'],
    ['Công\u202e ty', 'NAME_DAMAGED'],
    ['Công ty \ud800', 'NAME_DAMAGED'],
  ])('%j: %s', (text, problem) => expect(checkOrganisation(text)).toEqual(no(problem)))

  test('property: every text gets an answer; what is accepted is NFC, has no control character and passes again', () => {
    const text = fc
      .array(fc.oneof(fc.nat(0x17f), fc.integer({ min: 0x1ea0, max: 0x1ef9 }), fc.nat(0xffff)), { maxLength: 220 })
      .map((points) => String.fromCodePoint(...points))
    fc.assert(
      fc.property(text, (typed) => {
        const checked = checkOrganisation(typed)
        if (!checked.ok) {
          expect(checked.problem).toMatch(/^(FIELD_REQUIRED|NAME_DAMAGED|ORGANISATION_FORMAT)$/)
          return
        }
        expect(checked.value).toBe(checked.value.normalize('NFC'))
        expect(checked.value).not.toMatch(/\p{Cc}/u)
        expect(checkOrganisation(checked.value)).toEqual(checked)
      }),
      { seed: 20261122, numRuns: 1000 },
    )
  })
})
