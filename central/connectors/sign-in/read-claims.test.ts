import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Subject } from '../../../flows/base/terms.ts'
import { CLAIM_NAMES, type SignInProvider } from './claim-names.ts'
import { type Claims, readClaims } from './read-claims.ts'

const VNPOST = {
  sub: 'p1',
  name: 'Nguyễn Thị Minh Châu',
  birthdate: '1990-08-15',
  id_number: '001190004127',
  old_id_number: '012704418',
  phone_number: '+84971204118',
  phone_number_verified: true,
  email: 'chau@example.vn',
  email_verified: true,
  is_official: false,
}
const VNEID = {
  sub: 'p1',
  TechID: 'p1',
  LoaiTaiKhoan: '1',
  SoDinhDanh: '001190004127',
  SoCMND: '012704418',
  HoVaTen: 'NGUYỄN THỊ MINH CHÂU',
  NgayThangNamSinh: '15/08/1990',
  SoDienThoai: '0971204118',
  ThuDienTu: 'chau@example.vn',
  loAs: [1, 2],
}
const COMPANY = { ...VNEID, LoaiTaiKhoan: '2', TenDoanhNghiep: 'CÔNG TY TNHH MẪU', MaSoThue: '0314409058002' }

const read = (claims: Claims, provider: SignInProvider = 'vnpost', subject: Subject = 'citizen') =>
  readClaims(claims, { provider, names: CLAIM_NAMES[provider], subject, today: '2026-11-22' })
const done = (result: object) => ({ kind: 'done', result })
const refused = (code: string) => ({ kind: 'refused', code })
const without = <T extends object>(claims: T, ...names: string[]): Claims =>
  Object.fromEntries(Object.entries(claims).filter(([name]) => !names.includes(name)))

const CHAU = {
  sub: 'p1',
  subject: 'citizen',
  idNumber: '001190004127',
  oldIdNumber: '012704418',
  birthDate: '1990-08-15',
  phone: '+84971204118',
  email: 'chau@example.vn',
  isOfficial: false,
  level: 2,
}

describe('vnpost', () => {
  test('standard claims', () => {
    expect(read(VNPOST)).toEqual(done({ ...CHAU, provider: 'vnpost', fullName: 'Nguyễn Thị Minh Châu' }))
  })

  test('what need not be told', () => {
    const bare = without(VNPOST, 'old_id_number', 'phone_number', 'email')
    expect(read(bare)).toEqual(
      done({
        provider: 'vnpost',
        sub: 'p1',
        subject: 'citizen',
        idNumber: '001190004127',
        fullName: 'Nguyễn Thị Minh Châu',
        birthDate: '1990-08-15',
        isOfficial: false,
        level: 2,
      }),
    )
  })

  test.each<[string, object]>([
    ['a landline', { phone_number: '02438253536' }],
    ['a phone nobody has proved', { phone_number_verified: false }],
    ['a phone that is no text', { phone_number: {} }],
  ])('%s is left out', (_, change) => {
    const answer = read({ ...VNPOST, ...change })
    expect(answer).toMatchObject({ kind: 'done', result: { email: 'chau@example.vn' } })
    expect(answer).not.toHaveProperty('result.phone')
  })

  test.each<[string, object]>([
    ['an e-mail nobody has proved', { email_verified: 'yes' }],
    ['an e-mail that is none', { email: 'chau' }],
  ])('%s is left out', (_, change) => {
    expect(read({ ...VNPOST, ...change })).not.toHaveProperty('result.email')
  })

  test('a former number that is the number, or has 12 digits, is none', () => {
    for (const old_id_number of ['001190004128', '1', '001190004127'])
      expect(read({ ...VNPOST, old_id_number })).not.toHaveProperty('result.oldIdNumber')
  })

  test('a year alone is a birth date', () => {
    expect(read({ ...VNPOST, birthdate: '1950' })).toMatchObject({ result: { birthDate: '1950-00-00' } })
  })

  test('an official is refused, as the first thing', () => {
    expect(read({ ...VNPOST, is_official: true, name: '' })).toEqual(refused('SIGN_IN_OFFICIAL'))
    expect(read({ ...VNPOST, is_official: 'true' })).toEqual(refused('SIGN_IN_OFFICIAL'))
  })

  test.each<[string, object]>([
    ['no name', { name: undefined }],
    ['a name that lost letters', { name: 'Nguyn Th Minh Chu' }],
    ['a name that is a list', { name: ['Nguyễn Thị Minh Châu'] }],
    ['a name without end', { name: 'Nguyễn '.repeat(500) }],
    ['an ID number of 11 digits', { id_number: '00119000412' }],
    ['a date of another form', { birthdate: '15/08/1990' }],
    ['a date of the future', { birthdate: '2030-01-01' }],
    ['a day that is not', { birthdate: '1990-02-30' }],
    ['nobody says whether an official', { is_official: undefined }],
    ['a riddle whether an official', { is_official: 'maybe' }],
    ['no person', { sub: undefined }],
  ])('%s: SIGN_IN_CLAIMS', (_, change) => {
    expect(read({ ...VNPOST, ...change })).toEqual(refused('SIGN_IN_CLAIMS'))
  })

  test('serves citizens alone', () => {
    expect(read(VNPOST, 'vnpost', 'enterprise')).toEqual(refused('SIGN_IN_WRONG_SUBJECT'))
  })
})

describe('vneid', () => {
  test('claims in VNConnect names', () => {
    expect(read(VNEID, 'vneid')).toEqual(done({ ...CHAU, provider: 'vneid', fullName: 'NGUYỄN THỊ MINH CHÂU' }))
  })

  test.each<[unknown, number]>([
    [[1, 2], 2],
    [['1', '2', '3'], 3],
    ['1,2', 2],
    ['2', 2],
    [3, 3],
  ])('levels %j are level %d', (loAs, level) => {
    expect(read({ ...VNEID, loAs }, 'vneid')).toMatchObject({ kind: 'done', result: { level } })
  })

  test.each([[[1]], ['1'], [1]])('levels %j are not enough', (loAs) => {
    expect(read({ ...VNEID, loAs }, 'vneid')).toEqual(refused('SIGN_IN_LEVEL'))
  })

  test.each([undefined, null, [], '', ',', 'cao', [1, null], [2.5], {}, -1, [[3]]])('levels %j are none', (loAs) => {
    expect(read({ ...VNEID, loAs }, 'vneid')).toEqual(refused('SIGN_IN_CLAIMS'))
  })

  test('an enterprise, with or without levels', () => {
    const result = { subject: 'enterprise', organisation: 'CÔNG TY TNHH MẪU', taxCode: '0314409058-002', level: 2 }
    expect(read(COMPANY, 'vneid', 'enterprise')).toMatchObject(done(result))
    expect(read(without(COMPANY, 'loAs'), 'vneid', 'enterprise')).toMatchObject(done(result))
    expect(read({ ...COMPANY, loAs: [1] }, 'vneid', 'enterprise')).toEqual(refused('SIGN_IN_LEVEL'))
  })

  test.each<[string, object]>([
    ['no name', { TenDoanhNghiep: undefined }],
    ['a name that lost letters', { TenDoanhNghiep: 'C?NG TY' }],
    ['no tax code', { MaSoThue: undefined }],
    ['a tax code of 9 digits', { MaSoThue: '031440905' }],
  ])('an enterprise with %s', (_, change) => {
    expect(read({ ...COMPANY, ...change }, 'vneid', 'enterprise')).toEqual(refused('SIGN_IN_CLAIMS'))
  })

  test('a state body is an official, and needs no tax code', () => {
    const office = { ...VNEID, LoaiTaiKhoan: 3, TenDoanhNghiep: 'UBND xã Mẫu' }
    expect(read(office, 'vneid', 'agency')).toMatchObject(
      done({ subject: 'agency', organisation: 'UBND xã Mẫu', isOfficial: true }),
    )
    expect(read(without(office, 'TenDoanhNghiep'), 'vneid', 'agency')).toEqual(refused('SIGN_IN_CLAIMS'))
  })

  test.each<[object, Subject, string]>([
    [VNEID, 'enterprise', 'SIGN_IN_WRONG_SUBJECT'],
    [VNEID, 'agency', 'SIGN_IN_WRONG_SUBJECT'],
    [COMPANY, 'citizen', 'SIGN_IN_WRONG_SUBJECT'],
    [{ ...VNEID, LoaiTaiKhoan: '9' }, 'citizen', 'SIGN_IN_CLAIMS'],
    [{ ...VNEID, LoaiTaiKhoan: 'constructor' }, 'citizen', 'SIGN_IN_CLAIMS'],
    [without(VNEID, 'LoaiTaiKhoan'), 'citizen', 'SIGN_IN_CLAIMS'],
  ])('%# another kind of account than asked', (claims, subject, code) => {
    expect(read(claims as Claims, 'vneid', subject)).toEqual(refused(code))
  })

  test('a date with the month first is refused, never guessed', () => {
    expect(read({ ...VNEID, NgayThangNamSinh: '8/15/1990' }, 'vneid')).toEqual(refused('SIGN_IN_CLAIMS'))
  })

  test('a citizen brings no organisation', () => {
    expect(read({ ...COMPANY, LoaiTaiKhoan: '1' }, 'vneid')).not.toHaveProperty('result.organisation')
  })
})

test('property: whatever is told, there is an answer, and one that is done has what a registration needs', () => {
  const names = [...Object.keys(VNPOST), ...Object.keys(COMPANY)]
  const told = fc.dictionary(fc.constantFrom(...names), fc.oneof(fc.jsonValue({ maxDepth: 2 }), fc.constant('2')))
  fc.assert(
    fc.property(told, fc.constantFrom<SignInProvider>('vnpost', 'vneid'), (change, provider) => {
      const answer = read({ ...(provider === 'vnpost' ? VNPOST : VNEID), ...change }, provider)
      if (answer.kind === 'refused') expect(answer.code).toMatch(/^SIGN_IN_(CLAIMS|OFFICIAL|LEVEL|WRONG_SUBJECT)$/)
      else {
        expect(answer.result.idNumber).toMatch(/^(\d{9}|\d{12})$/)
        expect(answer.result.birthDate).toMatch(/^\d{4}-\d\d-\d\d$/)
        expect(answer.result.level).toBeGreaterThanOrEqual(2)
      }
    }),
    { seed: 20261122, numRuns: 1000 },
  )
})
