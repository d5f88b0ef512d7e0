import { parsePhoneNumberFromString } from 'libphonenumber-js/max'
import { describe, expect, test } from 'vitest'
import { cardBirthDate, checkIsoBirthDate } from '../../../flows/rules/birth-date.ts'
import { readCardQr } from '../../../flows/rules/card-qr.ts'
import { carrierHint } from '../../../flows/rules/carrier.ts'
import { checkEmail } from '../../../flows/rules/email.ts'
import { checkIdNumber, crossCheckIdNumber } from '../../../flows/rules/id-number.ts'
import { checkName, compareNames } from '../../../flows/rules/name.ts'
import { checkPhone } from '../../../flows/rules/phone.ts'
import { sandboxAccounts } from '../accounts.ts'
import { createSubscriberRegister } from '../carrier/subscriber-register.ts'
import { peopleListing } from './listing.ts'
import { PEOPLE } from './people.ts'
import type { Person } from './person.ts'

/** A fixed day: the youngest is 14 and the oldest over 90 on it. */
const TODAY = '2026-11-22'
const WARNED: Readonly<Record<string, string>> = {
  'id-birth-year-differs': 'ID_BIRTH_YEAR_DIFFERS',
  'id-sex-differs': 'ID_SEX_DIFFERS',
  'id-province-unknown': 'ID_PROVINCE_UNKNOWN',
}

const byKey = (key: string): Person => PEOPLE.find((one) => one.key === key)!

describe('the whole of them', () => {
  test('are 40, with keys, numbers and phones of their own', () => {
    expect(PEOPLE).toHaveLength(40)
    const ids = PEOPLE.flatMap((one) => [
      ...new Set([one.idNumber, one.oldIdNumber, one.account?.idNumber, one.account?.oldIdNumber]),
    ])
    const given = ids.filter((id) => id !== undefined)
    expect(new Set(given).size).toBe(given.length)
    expect(new Set(PEOPLE.map(({ key }) => key)).size).toBe(40)
    expect(new Set(PEOPLE.map(({ phone }) => phone)).size).toBe(40)
    expect(new Set(PEOPLE.map(({ situation }) => situation)).size).toBe(40)
  })

  test('cover every carrier, both sexes, both cards, no card, with and without e-mail', () => {
    const carriers = new Set(PEOPLE.map(({ subscription }) => subscription?.carrier))
    expect(carriers).toEqual(
      new Set(['Viettel', 'VinaPhone', 'MobiFone', 'Vietnamobile', 'Gmobile', 'iTel', 'Wintel', undefined]),
    )
    expect(new Set(PEOPLE.map(({ sex }) => sex)).size).toBe(2)
    expect(new Set(PEOPLE.map(({ card }) => card?.generation ?? 'none')).size).toBe(3)
    expect(new Set(PEOPLE.map(({ email }) => email === undefined)).size).toBe(2)
  })

  test('cover every end of the mobile flow', () => {
    const ends = new Set(PEOPLE.map(({ expected, expectedFault }) => expectedFault ?? expected.mobile))
    expect(ends).toEqual(
      new Set([
        'accepted',
        'pending',
        'SUBSCRIBER_OTHER_OWNER',
        'SUBSCRIBER_CMND9',
        'SUBSCRIBER_UNKNOWN',
        'ACCOUNT_EXISTS',
        'NAME_DAMAGED',
      ]),
    )
  })

  test('are listed with the same fields, absent ones as null, and nothing of the registers', () => {
    for (const line of peopleListing()) {
      expect(Object.keys(line)).toEqual([
        'key',
        'subject',
        'idNumber',
        'fullName',
        'birthDate',
        'phone',
        'email',
        'situation',
        'scan',
        'expected',
        'expectedFault',
      ])
    }
  })
})

describe.each(PEOPLE.map((one) => [one.key, one] as const))('%s', (key, one) => {
  test('has a valid mobile number, birth date, e-mail and ID number', () => {
    const number = parsePhoneNumberFromString(one.phone, 'VN')
    expect(number?.isValid()).toBe(true)
    expect(number?.getType()).toBe('MOBILE')
    expect(checkPhone(one.phone)).toMatchObject({ ok: true, value: number?.number })
    expect(checkIsoBirthDate(one.birthDate, TODAY)).toMatchObject({ ok: true, value: one.birthDate })
    expect(checkIdNumber(one.idNumber)).toMatchObject({ ok: true, value: one.idNumber })
    expect(checkEmail(one.email ?? '').ok).toBe(true)
  })

  test('has an ID number whose digits agree, unless disagreeing is the situation', () => {
    const warned = WARNED[key]
    expect(crossCheckIdNumber(one.idNumber, one)).toEqual(warned ? [warned] : [])
  })

  test('has a card that reads back as the person', () => {
    if (!one.card) return expect(one.oldIdNumber).toBeUndefined()
    const read = readCardQr(one.card.qr, TODAY)
    expect(read).toMatchObject({
      kind: 'card',
      card: {
        idNumber: one.idNumber,
        oldIdNumber: one.oldIdNumber ?? null,
        fullName: one.fullName.normalize('NFC'),
        birthDate: one.birthDate,
        sex: one.sex,
        residence: one.residence,
        generation: one.card.generation,
      },
    })
    const fields = one.card.qr.split('|')
    expect(fields).toHaveLength(one.card.generation === 'cccd-2021' ? 7 : 11)
    expect(cardBirthDate(fields[3]!, TODAY)).toMatchObject({ ok: true, value: one.birthDate })
  })

  test('ends as the rules say, typed or scanned', () => {
    const said = { end: one.expectedFault ?? one.expected.mobile }
    expect(one.expected.mobile === 'refused').toBe(one.expectedFault !== undefined)
    expect({ end: endByRules(one, undefined) }).toEqual(said)
    if (one.card) expect({ end: endByRules(one, one.oldIdNumber) }).toEqual(said)
  })
})

describe('single situations hold what they say', () => {
  test('ported numbers: prefix and register name different carriers', () => {
    for (const one of PEOPLE.filter((someone) => someone.key.startsWith('ported-'))) {
      const phone = checkPhone(one.phone)
      const hint = phone.ok ? carrierHint(phone.value) : null
      expect(hint).not.toBeNull()
      expect(one.subscription?.carrier).not.toBe(hint)
    }
  })

  test('names: same in both tone placements, different in marks, bare capitals', () => {
    const grade = (key: string) => compareNames(byKey(key).fullName, byKey(key).subscription!.fullName)
    expect(grade('tone-placement-new-and-old')).toBe('same')
    expect(grade('name-in-decomposed-form')).toBe('same')
    expect(grade('carrier-other-marks')).toBe('marks-differ')
    expect(grade('carrier-ascii-capitals')).toBe('marks-differ')
    expect(byKey('name-in-decomposed-form').fullName).not.toBe(
      byKey('name-in-decomposed-form').fullName.normalize('NFC'),
    )
  })

  test('cards: an empty second field stays, the last four of the 2024 card hold what is there', () => {
    expect(byKey('card-empty-old-number').card?.qr).toBe(
      '038201004519||Lê Đình Khoa|28022001|Nam|Thôn Mẫu, Xã Thử, Nga Sơn, Thanh Hóa|17052021',
    )
    expect(byKey('card-2024-eleven-fields').card?.qr).toMatch(/\|05072024\|\|\|\|$/)
    expect(readCardQr(byKey('card-2024-cancelled-number').card!.qr, TODAY)).toMatchObject({
      card: { cancelledIdNumber: '058095009901', father: 'Quảng Đại Phước', mother: 'Đạo Thị Lanh' },
    })
  })
})

/** The order of product.md §3: the fields, then the account, then the subscriber. */
function endByRules(one: Person, oldIdNumber: string | undefined): string {
  const fields = [checkIdNumber(one.idNumber), checkName(one.fullName), checkIsoBirthDate(one.birthDate, TODAY)]
  for (const field of fields) if (!field.ok) return field.problem
  const phone = checkPhone(one.phone)
  if (!phone.ok) return phone.problem
  const name = checkName(one.fullName)
  if (!name.ok) return name.problem

  const numbers = [one.idNumber, ...(oldIdNumber ? [oldIdNumber] : [])]
  const taken = sandboxAccounts().flatMap((account) => [account.idNumber, account.oldIdNumber])
  if (numbers.some((number) => taken.includes(number))) return 'ACCOUNT_EXISTS'
  const answer = createSubscriberRegister(PEOPLE).match({
    phone: phone.value,
    idNumber: one.idNumber,
    ...(oldIdNumber && { oldIdNumber }),
    fullName: name.value,
    birthDate: one.birthDate,
  })
  if (answer === 'silent') return 'pending'
  return {
    match: 'accepted',
    'other-owner': 'SUBSCRIBER_OTHER_OWNER',
    'cmnd-9': 'SUBSCRIBER_CMND9',
    unknown: 'SUBSCRIBER_UNKNOWN',
  }[answer.result]
}
