import { parsePhoneNumberFromString } from 'libphonenumber-js/max'
import { describe, expect, test } from 'vitest'
import { METHODS, SUBJECTS } from '../../../flows/base/terms.ts'
import { cardBirthDate, checkIsoBirthDate } from '../../../flows/rules/birth-date.ts'
import { readCardQr } from '../../../flows/rules/card-qr.ts'
import { carrierHint } from '../../../flows/rules/carrier.ts'
import { checkEmail } from '../../../flows/rules/email.ts'
import { checkIdNumber, crossCheckIdNumber } from '../../../flows/rules/id-number.ts'
import { checkName, compareNames } from '../../../flows/rules/name.ts'
import { checkPhone } from '../../../flows/rules/phone.ts'
import { cellState } from '../../../flows/rules/policy.ts'
import { PORTAL_2022 } from '../../../flows/rules/policy-sets.ts'
import { readTaxCode } from '../../../flows/rules/tax-code.ts'
import { sandboxAccounts } from '../accounts.ts'
import { COMPANIES } from '../authorities/organisations.ts'
import { createSubscriberRegister } from '../carrier/subscriber-register.ts'
import { e164 } from '../phone/number.ts'
import { peopleListing } from './listing.ts'
import { identityAccountsOf, insuredOf, remoteKeysOf, signingSimsOf, tokensOf } from './party-data.ts'
import { PEOPLE } from './people.ts'
import type { Person } from './person.ts'

/** A fixed day: the youngest is 14 and the oldest over 90 on it. */
const TODAY = '2026-11-22'
const WARNED: Readonly<Record<string, string>> = {
  'id-birth-year-differs': 'ID_BIRTH_YEAR_DIFFERS',
  'id-sex-differs': 'ID_SEX_DIFFERS',
  'id-province-unknown': 'ID_PROVINCE_UNKNOWN',
}

/** Worked out once: people note them down. */
const INVENTED = { insurance: '2721141574', pin: '80714106', username: 'bd58930131', password: 'yGHmqz_CczUJ1Ynw' }

const byKey = (key: string): Person => PEOPLE.find((one) => one.key === key)!

describe('the whole of them', () => {
  test('are 41 citizens, 8 enterprises and 6 agencies', () => {
    expect(SUBJECTS.map((subject) => PEOPLE.filter((one) => one.subject === subject).length)).toEqual([41, 8, 6])
  })

  test('have keys, situations and numbers of their own', () => {
    const ids = PEOPLE.flatMap((one) => [
      ...new Set([one.idNumber, one.oldIdNumber, one.account?.idNumber, one.account?.oldIdNumber]),
    ])
    const bodies = PEOPLE.filter(({ subject }) => subject !== 'citizen')
    expectDistinct(ids.filter((id) => id !== undefined))
    expectDistinct(PEOPLE.map(({ key }) => key))
    expectDistinct(PEOPLE.map(({ phone }) => phone))
    expectDistinct(PEOPLE.map(({ situation }) => situation))
    expectDistinct(PEOPLE.flatMap(({ insurance }) => insurance?.number ?? []))
    expectDistinct(bodies.map(({ organisation }) => organisation))
    expectDistinct([
      ...bodies.map(({ taxCode, registeredTaxCode }) => registeredTaxCode ?? taxCode),
      ...taxCodesOfCertificates(),
    ])
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
        'METHOD_NOT_FOR_SUBJECT',
      ]),
    )
  })

  test.each(METHODS)('%s: three at least are accepted, two refused each for another reason', (method) => {
    expect(PEOPLE.filter(({ expected }) => expected[method] === 'accepted').length).toBeGreaterThanOrEqual(3)
    const faults = new Set(PEOPLE.flatMap(({ expectedFaults }) => expectedFaults[method] ?? []))
    faults.delete('METHOD_NOT_FOR_SUBJECT')
    expect(faults.size).toBeGreaterThanOrEqual(2)
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
        'insuranceNumber',
        'organisation',
        'taxCode',
        'situation',
        'scan',
        'token',
        'postAccount',
        'vneidAccount',
        'signingSim',
        'remoteProvider',
        'expected',
        'expectedFault',
        'expectedFaults',
      ])
      expect(Object.keys(line.expected)).toEqual(METHODS)
    }
  })
})

describe('what the parties are given', () => {
  const accounts = identityAccountsOf(PEOPLE)

  test('is all that the people bring, once each', () => {
    const count = (has: (one: Person) => unknown) => PEOPLE.filter((one) => has(one)).length
    expect(insuredOf(PEOPLE)).toHaveLength(count(({ insurance }) => insurance?.record))
    expect(accounts).toHaveLength(count(({ post }) => post) + count(({ vneid }) => vneid))
    expect(signingSimsOf(PEOPLE)).toHaveLength(count(({ signingSim }) => signingSim))
    expect(remoteKeysOf(PEOPLE)).toHaveLength(count(({ remote }) => remote?.key))
    expect(tokensOf(PEOPLE)).toHaveLength(count(({ token }) => token))
    for (const subject of ['citizen', 'enterprise'] as const) {
      expect(signingSimsOf(PEOPLE).some(({ certificate }) => certificate?.subject === subject)).toBe(true)
      expect(remoteKeysOf(PEOPLE).some(({ certificate }) => certificate.subject === subject)).toBe(true)
    }
    expect(new Set(tokensOf(PEOPLE).map(({ subject }) => subject))).toEqual(new Set(SUBJECTS))
  })

  test('names an account, a key and a phone once at each party', () => {
    for (const provider of ['vnpost', 'vneid'] as const) {
      const own = accounts.filter((account) => account.provider === provider)
      expectDistinct(own.map(({ username }) => username))
      expectDistinct(own.map(({ idNumber }) => idNumber))
    }
    expectDistinct(accounts.map(({ sub }) => sub))
    expectDistinct(accounts.map(({ password }) => password))
    expectDistinct(remoteKeysOf(PEOPLE).map(({ provider, userKey }) => `${provider} ${userKey}`))
    const phones = [...signingSimsOf(PEOPLE), ...remoteKeysOf(PEOPLE), ...accounts].map(({ phone }) => phone)
    const known = PEOPLE.map(({ phone }) => e164(phone))
    for (const phone of phones) expect(known).toContain(phone)
  })

  test('has the form that each party knows', () => {
    for (const { insuranceNumber, idNumber } of insuredOf(PEOPLE)) {
      expect(insuranceNumber).toMatch(/^(\d{10}|\d{12})$/)
      if (insuranceNumber.length === 12) expect(insuranceNumber).toBe(idNumber)
    }
    for (const { pin } of tokensOf(PEOPLE)) expect(pin).toMatch(/^\d{6,8}$/)
    // PKCS#11: a label is padded to 32 bytes, and longer ones are cut.
    for (const { token } of PEOPLE) expect(Buffer.byteLength(token?.label ?? '')).toBeLessThanOrEqual(32)
    for (const { password } of accounts) expect(password.length).toBeGreaterThanOrEqual(12)
  })

  test('is the same at every start', () => {
    expect(byKey('own-name-viettel')).toMatchObject({
      insurance: { number: INVENTED.insurance },
      token: { pin: INVENTED.pin },
      post: { username: INVENTED.username, password: INVENTED.password },
    })
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

  test('stands for an organisation with a sound tax code, or for nobody but themselves', () => {
    if (one.subject === 'citizen') return expect([one.organisation, one.taxCode]).toEqual([undefined, undefined])
    expect(one.organisation).toBeTruthy()
    const code = readTaxCode(one.registeredTaxCode ?? one.taxCode ?? '')
    expect(code?.value).toBe(one.registeredTaxCode ?? one.taxCode)
    expect(code?.checkDigit).toBe(code?.kind === 'personal' ? 'none' : 'right')
    if (code?.kind === 'personal') expect(code.value).toBe(one.idNumber)
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

function expectDistinct(values: readonly unknown[]): void {
  expect(new Set(values).size).toBe(values.length)
}

/** Of the companies that citizens hold a certificate for besides their own; a household's is its owner's number. */
function taxCodesOfCertificates(): readonly string[] {
  return COMPANIES.flatMap((company) => {
    const owner = byKey(company.person)
    if (owner.subject !== 'citizen') return []
    const texts = company.name(owner).map(([, text]) => /^(?:MST:|VATVN-)(.+)$/.exec(text)?.[1])
    return texts.filter((text) => text !== undefined)
  })
}

/** The order of product.md §3: the matrix, the fields, then the account, then the subscriber. */
function endByRules(one: Person, oldIdNumber: string | undefined): string {
  if (cellState(PORTAL_2022, one.subject, 'mobile', TODAY).kind !== 'open') return 'METHOD_NOT_FOR_SUBJECT'
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
