import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { toCardCapitals } from './name.ts'
import { matchSubscriber, type SubscriberRecord } from './subscriber.ts'

/** Any text at all: bytes, letters, astral characters, lone surrogates (fast-check's own 'binary' strings take a second to set up). */
const anyText = fc
  .array(fc.oneof(fc.nat(0x17f), fc.nat(0xffff), fc.nat(0x10ffff)), { maxLength: 60 })
  .map((points) => String.fromCodePoint(...points))

const CLAIMS = {
  idNumber: '046190001234',
  oldIdNumber: '172345678',
  fullName: 'Nguyễn Thị Hoà',
  birthDate: '1990-08-15',
}
const RECORD: SubscriberRecord = {
  document: { kind: 'cccd', number: '046190001234' },
  fullName: 'NGUYỄN THỊ HÒA',
  birthDate: '1990-08-15',
}
const cmnd = (number: string) => ({ kind: 'cmnd' as const, number })

describe('a subscription on a 12-digit number', () => {
  test.each([
    ['the same person, tone placed the other way', {}, 'match'],
    ['a register in ASCII', { fullName: 'NGUYEN THI HOA' }, 'match'],
    ['a 12-digit CMND', { document: cmnd('046190001234') }, 'match'],
    ['a birthday the register does not know', { birthDate: '1990-00-00' }, 'match'],
    ['other marks', { fullName: 'NGUYỄN THỊ HÓA' }, 'other-owner'],
    ['some marks missing in a register that has marks', { fullName: 'NGUYEN THỊ HOÀ' }, 'other-owner'],
    ['another name', { fullName: 'NGUYỄN THỊ HOA MAI' }, 'other-owner'],
    ['another birth date', { birthDate: '1990-08-16' }, 'other-owner'],
    ['another birth year', { birthDate: '1991-00-00' }, 'other-owner'],
    ['another number', { document: { kind: 'cccd' as const, number: '046190001235' } }, 'other-owner'],
  ])('%s: %s', (_case, change, result) => expect(matchSubscriber(CLAIMS, { ...RECORD, ...change })).toBe(result))

  test('an old person whose birthday the card does not know', () => {
    const old = { ...CLAIMS, birthDate: '1955-00-00' }
    expect(matchSubscriber(old, { ...RECORD, birthDate: '1955-01-01' })).toBe('match')
    expect(matchSubscriber(old, { ...RECORD, birthDate: '1956-01-01' })).toBe('other-owner')
  })

  test("a person typed with the CMND is not taken for the CCCD's owner", () => {
    expect(matchSubscriber({ ...CLAIMS, idNumber: '172345678' }, RECORD)).toBe('other-owner')
  })
})

describe('a subscription on a 9-digit CMND', () => {
  const someone = { fullName: 'Trần Văn Khác', birthDate: '1970-01-01' }
  test.each([
    ['the former number of the card', { document: cmnd('172345678'), ...someone }, 'cmnd-9'],
    ['another number, same name and birth date', { document: cmnd('999999999') }, 'cmnd-9'],
    ['another number, same name in ASCII', { document: cmnd('999999999'), fullName: 'Nguyen Thi Hoa' }, 'cmnd-9'],
    ['somebody else', { document: cmnd('999999999'), ...someone }, 'other-owner'],
    ['the same name, another birth date', { document: cmnd('999999999'), birthDate: '1970-01-01' }, 'other-owner'],
  ])('%s: %s', (_case, change, result) => expect(matchSubscriber(CLAIMS, { ...RECORD, ...change })).toBe(result))

  test('a person who typed the CMND itself', () => {
    const { oldIdNumber: _, ...typed } = { ...CLAIMS, idNumber: '172345678' }
    expect(matchSubscriber(typed, { ...RECORD, document: cmnd('172345678') })).toBe('cmnd-9')
  })
})

test('every two records get an answer; a person matches their own record in capitals', () => {
  fc.assert(
    fc.property(
      fc.record({ idNumber: anyText, fullName: anyText, birthDate: anyText }),
      anyText,
      anyText,
      (claims, number, fullName) => {
        const record = { document: { kind: 'cccd' as const, number }, fullName, birthDate: claims.birthDate }
        expect(matchSubscriber(claims, record)).toMatch(/^(match|other-owner|cmnd-9)$/)
      },
    ),
    { seed: 20261122 },
  )
  expect(matchSubscriber(CLAIMS, { ...RECORD, fullName: toCardCapitals(CLAIMS.fullName) })).toBe('match')
})
