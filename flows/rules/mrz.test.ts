import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type CitizenMrz, canOf, MRZ_MAX_LENGTH, readMrz } from './mrz.ts'
import { asciiCapitals, writeMrz } from './mrz-write.ts'
import { provinceName } from './province.ts'

const SEED = 20261122
const TODAY = '2026-11-22'
// domain.md §1.5, fictitious.
const CCCD = 'IDVNM1900099992038190009999<<9\n9008157F3008155VNM<<<<<<<<<<<8\nNGUYEN<<THI<THU<NGHIEM<<<<<<<<'
const CAN_CUOC = 'IDVNM2040012346046204001234<<4\n0402291M2902289VNM<<<<<<<<<<<2\nLE<<VAN<MAU<<<<<<<<<<<<<<<<<<<'
const CCCD_MRZ: CitizenMrz = {
  idNumber: '038190009999',
  birthDate: '1990-08-15',
  sex: 'female',
  expiresOn: '2030-08-15',
  nameAscii: 'NGUYEN THI THU NGHIEM',
  isNameCut: false,
  chipKey: { documentNumber: '190009999', birthDate: '900815', expiryDate: '300815' },
  warnings: [],
}
const read = (text: string) => readMrz(text, TODAY)
const mrz = (text: string) => {
  const reading = read(text)
  return reading.kind === 'mrz' ? reading.mrz : reading
}
/** The CCCD sample with one column (from 1) replaced. */
const withColumn = (line: number, column: number, character: string) => {
  const lines = CCCD.split('\n').map((text) => [...text])
  lines[line - 1]?.splice(column - 1, 1, character)
  return lines.map((text) => text.join('')).join('\n')
}

test('reads both generations', () => {
  expect(mrz(CCCD)).toEqual(CCCD_MRZ)
  expect(mrz(CAN_CUOC)).toMatchObject({
    idNumber: '046204001234',
    birthDate: '2004-02-29',
    sex: 'male',
    expiresOn: '2029-02-28',
    nameAscii: 'LE VAN MAU',
    warnings: [],
  })
  expect(canOf('038190009999')).toBe('009999')
})

test('blanks, line breaks and lower case do not matter', () => {
  expect(mrz(CCCD.replaceAll('\n', ''))).toEqual(CCCD_MRZ)
  expect(mrz(` ${CCCD.replaceAll('\n', '\r\n\r\n')}\r\n`)).toEqual(CCCD_MRZ)
  expect(mrz(`\ufeff\u0002${CCCD.toLowerCase()}\u0003`)).toEqual(CCCD_MRZ)
  expect(mrz([...CCCD.replaceAll('\n', '')].join(' '))).toEqual(CCCD_MRZ)
})

test('any run of fillers is a break between words of the name', () => {
  const published = CCCD.replace('NGUYEN<<THI<THU<NGHIEM<<<<<<<<', 'NGUYEN<<<THI<<THU<<NGHIEM<<<<<')
  expect(mrz(published)).toEqual(CCCD_MRZ)
  expect(mrz(CCCD.replace('NGUYEN<<THI<THU<NGHIEM<<<<<<<<', 'NGUYEN<<THI<THU<NGHIEM<HONG<AN'))).toMatchObject({
    isNameCut: true,
  })
})

test.each([
  ['short line 2', CCCD.replace('VNM<', 'VNM'), 2, 'length'],
  ['nothing', '', null, 'length'],
  ['two lines', CCCD.slice(0, 61), null, 'length'],
  ['far too long', `${CCCD}${' '.repeat(MRZ_MAX_LENGTH)}`, null, 'length'],
  ['a passport', CCCD.replace('IDVNM', 'P<VNM'), 1, 'document'],
  ['another country', CCCD.replace('IDVNM', 'IDUTO'), 1, 'document'],
  ['another nationality', withColumn(2, 16, 'U'), 2, 'nationality'],
  ['no sex', withColumn(2, 8, '<'), 2, 'sex'],
  ['a letter in a number', withColumn(1, 20, 'A'), 1, 'idNumber'],
  ['a filler line that holds something', withColumn(2, 20, '1'), 2, 'filler'],
  ['a digit in the name', withColumn(3, 3, '7'), 3, 'name'],
  ['no name', `${CCCD.slice(0, 62)}${'<'.repeat(30)}`, 3, 'name'],
  ['a full-width digit', withColumn(1, 6, '１'), 1, 'documentNumber'],
])('MRZ_FORMAT: %s', (_, text, line, field) => {
  expect(read(text)).toMatchObject({ kind: 'refused', code: 'MRZ_FORMAT', line, field })
})

test.each([
  ['document number', withColumn(1, 8, '1'), 1, 'documentNumber'],
  ['ID number', withColumn(1, 20, '1'), 1, 'idNumber'],
  ['birth date', withColumn(2, 1, '8'), 2, 'birthDate'],
  ['expiry date', withColumn(2, 10, '1'), 2, 'expiryDate'],
  ['composite', withColumn(2, 30, '1'), null, 'composite'],
])('MRZ_CHECK_DIGIT: %s', (_, text, line, field) => {
  expect(read(text)).toMatchObject({ kind: 'refused', code: 'MRZ_CHECK_DIGIT', line, field })
})

test('confusions are shown, never changed', () => {
  const typed = withColumn(1, 8, 'O').replace('NGUYEN', 'NGUY3N')
  expect(read(typed)).toMatchObject({ code: 'MRZ_FORMAT', suspects: [{ line: 1, column: 8, read: 'O', likely: '0' }] })
  expect(read(withColumn(2, 19, 'K'))).toMatchObject({ suspects: [{ line: 2, column: 19, read: 'K', likely: '<' }] })
  expect(read(withColumn(3, 2, '6'))).toMatchObject({ suspects: [{ line: 3, column: 2, read: '6', likely: 'G' }] })
  expect(read(withColumn(1, 1, '1'))).toMatchObject({ suspects: [{ line: 1, column: 1, read: '1', likely: 'I' }] })
  expect(read(withColumn(2, 2, 'X'))).toMatchObject({ suspects: [] })
})

describe('dates', () => {
  const person = { idNumber: '038055009999', fullName: 'Trần Văn Mẫu', sex: 'male' as const }
  test.each([null, '2030-08-15'])('expiry %s', (expiresOn) => {
    const text = writeMrz({ ...person, birthDate: '1955-03-02', expiresOn })
    expect(mrz(text)).toMatchObject({ expiresOn, birthDate: '1955-03-02' })
  })
  test('an expiry of fillers is "Không thời hạn", and opens the chip as it is printed', () => {
    // Fillers count as 0: composite of the same line with 000000.
    const [first = '', second = '', third = ''] = writeMrz({
      ...person,
      birthDate: '1955-03-02',
      expiresOn: '2000-00-00',
    }).split('\n')
    for (const digit of ['0', '<']) {
      const filled = `${second.slice(0, 8)}<<<<<<${digit}${second.slice(15)}`
      expect(mrz([first, filled, third].join('\n'))).toMatchObject({
        expiresOn: null,
        chipKey: { expiryDate: '<<<<<<' },
      })
    }
  })
  test('unknown day and month, as zeros or fillers', () => {
    const text = writeMrz({ ...person, birthDate: '1955-00-00', expiresOn: null })
    expect(mrz(text)).toMatchObject({ birthDate: '1955-00-00', warnings: [] })
    expect(mrz(text.replace('550000', '55<<<<'))).toMatchObject({ birthDate: '1955-00-00' })
    expect(mrz(text.replace('550000', '55<0<0'))).toMatchObject({ code: 'MRZ_FORMAT', field: 'birthDate' })
  })
  test.each(['1955-02-30', '1955-13-01', '1955-00-07'])('birth date %s does not exist', (birthDate) => {
    expect(mrz(writeMrz({ ...person, birthDate, expiresOn: null }))).toMatchObject({
      code: 'MRZ_FORMAT',
      field: 'birthDate',
    })
  })
  test('a person from the future', () => {
    const text = writeMrz({ ...person, idNumber: '038230009999', birthDate: '2030-01-01', expiresOn: null })
    expect(mrz(text)).toMatchObject({ code: 'MRZ_FORMAT', field: 'birthDate' })
  })
  test('31 April is no expiry', () => {
    expect(mrz(writeMrz({ ...person, birthDate: '1955-03-02', expiresOn: '2030-04-31' }))).toMatchObject({
      field: 'expiryDate',
    })
  })
})

test('a document number that is not the end of the ID number', () => {
  const other = writeMrz({
    idNumber: '046204001234',
    fullName: 'A',
    birthDate: '2004-02-29',
    sex: 'male',
    expiresOn: null,
  })
  // The composite digit is made to fit: 9 characters of both lines weigh the same.
  const lines = CCCD.split('\n')
  const mixed = [`${other.slice(0, 15)}${lines[0]?.slice(15)}`, lines[1], lines[2]].join('\n')
  const refitted = [...'0123456789'].map((digit) => read(mixed.replace(/\d\n(?=NGUYEN)/, `${digit}\n`)))
  expect(refitted.filter((each) => each.kind === 'mrz')).toEqual([])
  expect(refitted).toContainEqual({
    kind: 'refused',
    code: 'MRZ_FORMAT',
    line: 1,
    field: 'documentNumber',
    suspects: [],
  })
})

const anyPerson = fc
  .record({
    province: fc.constantFrom('001', '038', '046', '079', '096', '129'),
    sex: fc.constantFrom('male' as const, 'female' as const),
    birth: fc.date({ min: new Date('1903-01-01'), max: new Date('2026-11-01'), noInvalidDate: true }),
    serial: fc.nat(999_999),
    expiry: fc.option(fc.date({ min: new Date('2021-01-01'), max: new Date('2098-12-31'), noInvalidDate: true })),
    fullName: fc.constantFrom('Nguyễn Thị Thử Nghiệm', 'Đỗ Hòa', "H'Hen Niê", 'Lê Văn Mẫu', 'Lò Thị Mỷ'),
  })
  .map(({ province, sex, birth, serial, expiry, fullName }) => {
    const birthDate = birth.toISOString().slice(0, 10)
    const centurySex = (birthDate.startsWith('19') ? 0 : 2) + (sex === 'female' ? 1 : 0)
    return {
      idNumber: `${province}${centurySex}${birthDate.slice(2, 4)}${String(serial).padStart(6, '0')}`,
      fullName,
      birthDate,
      sex,
      expiresOn: expiry === null ? null : expiry.toISOString().slice(0, 10),
    }
  })

test('round trip', () => {
  fc.assert(
    fc.property(anyPerson, (person) => {
      const { fullName, ...others } = person
      const expected = { ...others, nameAscii: asciiCapitals(fullName), warnings: [] }
      if (provinceName(person.idNumber.slice(0, 3)) === null)
        expect(Number(person.idNumber.slice(0, 3))).toBeGreaterThan(99)
      expect(mrz(writeMrz(person))).toMatchObject(expected)
    }),
    { seed: SEED, numRuns: 500 },
  )
})

test('any single wrong character in lines 1 and 2 is refused, or a wrong sex reported', () => {
  const characters = [...'0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ<']
  fc.assert(
    fc.property(anyPerson, fc.nat(59), fc.constantFrom(...characters), (person, at, character) => {
      const right = writeMrz(person).replaceAll('\n', '')
      fc.pre(right[at] !== character)
      const reading = read(`${right.slice(0, at)}${character}${right.slice(at + 1)}`)
      if (reading.kind === 'mrz') expect(reading.mrz.warnings).toContain('ID_SEX_DIFFERS')
    }),
    { seed: SEED, numRuns: 5_000 },
  )
})

test('any text gives a reading or a refusal', () => {
  const anyText = fc
    .array(
      fc.oneof(fc.nat(0x7f), fc.nat(0xffff), fc.constantFrom(...[...'IDVNM<09\n '].map((each) => each.charCodeAt(0)))),
      {
        maxLength: 120,
      },
    )
    .map((points) => String.fromCharCode(...points))
  fc.assert(
    fc.property(anyText, (text) => {
      expect(['mrz', 'refused']).toContain(read(text).kind)
    }),
    { seed: SEED, numRuns: 2_000 },
  )
  for (let end = 0; end < CCCD.length; end += 1) expect(read(CCCD.slice(0, end)).kind).toBe('refused')
})
