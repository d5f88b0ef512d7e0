import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { compareInsured, type InsuredFacts } from './insured.ts'

const CLAIMS: InsuredFacts = {
  insuranceNumber: '0118273645',
  idNumber: '001190004127',
  oldIdNumber: '012704418',
  fullName: 'Nguyễn Thị Minh Châu',
  birthDate: '1990-08-15',
}
const RECORD = CLAIMS
const match = (idNumber: string, oldIdNumber?: string) => ({
  result: 'match',
  idNumber,
  ...(oldIdNumber && { oldIdNumber }),
})
const mismatch = (...fields: string[]) => ({ result: 'mismatch', fields })
const withoutOld = ({ oldIdNumber: _, ...rest }: InsuredFacts): InsuredFacts => rest

describe('compareInsured', () => {
  test.each<[string, Partial<InsuredFacts>, Partial<InsuredFacts>, unknown]>([
    ['all the same', {}, {}, match('001190004127', '012704418')],
    [
      'a 12-digit insurance number is the personal one',
      { insuranceNumber: '001190004127' },
      { insuranceNumber: '001190004127' },
      match('001190004127', '012704418'),
    ],
    [
      'capitals and the other tone style',
      { fullName: 'HOÀ THÚY' },
      { fullName: 'Hòa Thuý' },
      match('001190004127', '012704418'),
    ],
    ['a register in ASCII', {}, { fullName: 'NGUYEN THI MINH CHAU' }, match('001190004127', '012704418')],
    ['an unknown day in the register', {}, { birthDate: '1990-00-00' }, match('001190004127', '012704418')],
    ['an unknown month typed', { birthDate: '1990-00-00' }, {}, match('001190004127', '012704418')],
    ['a register with the CMND the card tells', {}, { idNumber: '012704418' }, match('012704418', '012704418')],
    [
      'a CMND typed, the register knows it as the former one',
      { idNumber: '012704418' },
      {},
      match('001190004127', '012704418'),
    ],
    ['another person number', { idNumber: '001190004128' }, {}, mismatch('idNumber')],
    ['another number, though the former one is the same', {}, { idNumber: '001190009999' }, mismatch('idNumber')],
    ['a register with a CMND nobody told', {}, { idNumber: '999999999' }, mismatch('idNumber')],
    ['marks typed otherwise', { fullName: 'Nguyễn Thị Minh Chậu' }, {}, mismatch('fullName')],
    ['ASCII typed, the register has marks', { fullName: 'Nguyen Thi Minh Chau' }, {}, mismatch('fullName')],
    ['another day', { birthDate: '1990-08-16' }, {}, mismatch('birthDate')],
    [
      'a 12-digit insurance number of somebody else',
      { insuranceNumber: '001190009999' },
      { insuranceNumber: '001190009999' },
      mismatch('idNumber'),
    ],
    [
      'all else',
      { idNumber: '001190004128', fullName: 'Người Lạ', birthDate: '1991-08-15' },
      {},
      mismatch('idNumber', 'fullName', 'birthDate'),
    ],
  ])('%s', (_, claims, record, expected) =>
    expect(compareInsured({ ...CLAIMS, ...claims }, { ...RECORD, ...record })).toEqual(expected),
  )

  test('two missing former numbers are not one number', () => {
    const claims = { ...withoutOld(CLAIMS), idNumber: '012704418' }
    expect(compareInsured(claims, withoutOld(RECORD))).toEqual(mismatch('idNumber'))
    expect(compareInsured(withoutOld(CLAIMS), { ...withoutOld(RECORD), idNumber: '012704418' })).toEqual(
      mismatch('idNumber'),
    )
  })
})

test('property: a match always gives a number of the register, and any 12-digit number but the same is refused', () => {
  const personal = fc.stringMatching(/^\d{12}$/)
  fc.assert(
    fc.property(personal, personal, (typed, held) => {
      const answer = compareInsured({ ...CLAIMS, idNumber: typed }, { ...RECORD, idNumber: held })
      expect(answer).toEqual(typed === held ? match(held, '012704418') : mismatch('idNumber'))
    }),
    { seed: 20261122, numRuns: 500 },
  )
})
