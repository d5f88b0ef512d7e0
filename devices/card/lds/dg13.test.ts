import { expect, test } from 'vitest'
import { integer, octets, printable, sequence, set, tlv, utf8 } from './der-write.ts'
import { readDg13 } from './dg13.ts'
import { sampleDg13 } from './sample-data-groups.ts'
import { SAMPLE_PERSON } from './sample-person.ts'

/** DG13 around fields given in hex or bytes. */
const read = (...fields: readonly (string | Uint8Array)[]) =>
  readDg13(tlv(0x6d, ...fields.map((field) => (typeof field === 'string' ? Buffer.from(field, 'hex') : field))))
const field = (number: number, ...values: readonly Uint8Array[]) => sequence(integer(number), ...values)
const NOTHING = read()

test('the fields of domain.md §1.6', () => {
  expect(
    read(
      '3011020101130c303338313930303039393939',
      '300f020103130a31352f30382f31393930',
      '30090201040c044ee1bbaf',
      '300f0201050c0a5669e1bb8774204e616d',
      '302d02010d30130c114e677579e1bb856e2056c4836e2043686130130c115472e1baa76e205468e1bb8b204de1bab9',
      '300302010e',
      '300e02010f1309313732333435363738',
    ),
  ).toEqual({
    ...NOTHING,
    idNumber: '038190009999',
    birthDate: '15/08/1990',
    sex: 'Nữ',
    nationality: 'Việt Nam',
    father: 'Nguyễn Văn Cha',
    mother: 'Trần Thị Mẹ',
    oldIdNumber: '172345678',
  })
})

test('every field is optional, in any order; numbers nobody knows are ignored', () => {
  expect(Object.values(NOTHING).every((value) => value === null || (Array.isArray(value) && value.length === 0))).toBe(
    true,
  )
  expect(read(field(99, utf8('?')), field(2, utf8('An')), field(0), field(1))).toEqual({ ...NOTHING, fullName: 'An' })
  // The first of two counts.
  expect(read(field(2, utf8('An')), field(2, utf8('Bình'))).fullName).toBe('An')
})

test('trap: long-form lengths, and a text that looks like a field', () => {
  const residence = `Số 0\u0002\u0001`.replace(/\p{Cc}/gu, '1').padEnd(200, ', Thôn Mẫu')
  const long = read(field(9, utf8(residence)), field(10, utf8('0'.repeat(70_000))), field(11, printable('20/08/2021')))
  expect(long).toMatchObject({ residence, issuedOn: '20/08/2021' })
  // 30 09 02 01 04 0c 04 … inside a text is text: a scan for the pattern would read the sex from it.
  const planted = Buffer.from('30090201040c044e616d2e', 'hex').toString('latin1')
  expect(() => read(field(9, utf8(planted)), field(4, utf8('Nữ')))).toThrow(
    expect.objectContaining({ code: 'CHIP_FILE_INVALID' }),
  )
  expect(read(field(9, tlv(0x0c, utf8('000  (04) Nam'))), field(4, utf8('Nữ'))).sex).toBe('Nữ')
})

test('types are what the card likes: any string, parents missing one by one, spouses', () => {
  expect(read(field(2, tlv(0x1e, Buffer.from('Lê Mẫu', 'utf16le').swap16()))).fullName).toBe('Lê Mẫu')
  expect(read(field(12, printable('15/08/2030')), field(1, octets(Buffer.from('038190009999'))))).toMatchObject({
    expiresOn: '15/08/2030',
    idNumber: '038190009999',
  })
  expect(read(field(13, sequence(), sequence(utf8('Trần Thị Mẹ'))))).toMatchObject({
    father: null,
    mother: 'Trần Thị Mẹ',
  })
  expect(read(field(14, sequence(utf8('Lê Văn Một')), sequence(), sequence(utf8('Lê Văn Hai')))).spouses).toEqual([
    'Lê Văn Một',
    'Lê Văn Hai',
  ])
})

test('text is NFC, blanks collapsed; "Không thời hạn" stays as it is', () => {
  expect(read(field(2, utf8(' Nguyễn   Thị '.normalize('NFD'))), field(12, utf8('Không thời hạn')))).toMatchObject({
    fullName: 'Nguyễn Thị',
    expiresOn: 'Không thời hạn',
  })
})

test('fields inside further wrappers', () => {
  const fields = [field(1, printable('038190009999')), field(2, utf8('An'))]
  for (const wrapped of [
    sequence(...fields),
    set(...fields),
    sequence(integer(1), set(...fields)),
    sequence(integer(0), ...fields),
  ]) {
    expect(read(wrapped)).toMatchObject({ idNumber: '038190009999', fullName: 'An' })
  }
})

test.each([
  ['no UTF-8', field(2, tlv(0x0c, Buffer.from([0xc3, 0x28])))],
  ['a control sequence for the terminal', field(2, utf8('An\u001b[2J'))],
])('%s', (_, bytes) => {
  expect(() => read(bytes)).toThrow(
    expect.objectContaining({ code: 'CHIP_FILE_INVALID', details: { file: 'DG13', reason: 'text' } }),
  )
})

test('the religion of a sample card stays in the file', () => {
  expect(JSON.stringify(readDg13(sampleDg13(SAMPLE_PERSON)))).not.toContain('Không"')
})
