import { expect, test } from 'vitest'
import type { ChipDetails } from '../ports/card.port.ts'
import { type CardSources, cardDifferences } from './card-differences.ts'
import { cardOfChip } from './card-of-chip.ts'
import { readCardQr } from './card-qr.ts'
import { readMrz } from './mrz.ts'
import { writeMrz } from './mrz-write.ts'

const TODAY = '2026-11-22'
const QR = '038190009999|172345678|Nguyễn Thị Thử Nghiệm|15081990|Nữ|Thôn Mẫu, Xã Thử, Huyện Nghiệm, Thanh Hóa|20082021'
const PERSON = {
  idNumber: '038190009999',
  fullName: 'Nguyễn Thị Thử Nghiệm',
  birthDate: '1990-08-15',
  sex: 'female' as const,
  expiresOn: '2030-08-15',
}
const DETAILS: ChipDetails = {
  idNumber: '038190009999',
  fullName: 'Nguyễn Thị Thử Nghiệm',
  birthDate: '15/08/1990',
  sex: 'Nữ',
  nationality: 'Việt Nam',
  ethnicity: null,
  origin: null,
  residence: 'Thôn Mẫu,Xã Thử,  Huyện Nghiệm, Thanh Hoá',
  features: null,
  issuedOn: '20/08/2021',
  expiresOn: '15/08/2030',
  father: 'Nguyễn Văn Cha',
  mother: 'Trần Thị Mẹ',
  spouses: [],
  oldIdNumber: '172345678',
  cardCode: null,
}

function card(text = QR) {
  const reading = readCardQr(text, TODAY)
  if (reading.kind !== 'card') throw new TypeError(reading.code)
  return reading.card
}

function zone(person: Partial<Parameters<typeof writeMrz>[0]> = {}) {
  const reading = readMrz(writeMrz({ ...PERSON, ...person }), TODAY)
  if (reading.kind !== 'mrz') throw new TypeError(reading.field)
  return reading.mrz
}

const grades = (sources: CardSources) =>
  Object.fromEntries(cardDifferences(sources).map(({ field, grade }) => [field, grade]))
const ALL_SAME = {
  idNumber: 'same',
  fullName: 'same',
  birthDate: 'same',
  sex: 'same',
  oldIdNumber: 'same',
  residence: 'same',
  issuedOn: 'same',
  expiresOn: 'same',
}

test('QR, MRZ and chip of one card agree in every field', () => {
  const sources = { qr: card(), mrz: zone(), chip: { mrz: zone(), details: DETAILS } }
  expect(grades(sources)).toEqual(ALL_SAME)
  expect(cardDifferences(sources).find(({ field }) => field === 'fullName')?.values).toEqual({
    qr: 'Nguyễn Thị Thử Nghiệm',
    mrz: 'NGUYEN THI THU NGHIEM',
    chip: 'Nguyễn Thị Thử Nghiệm',
    'chip-mrz': 'NGUYEN THI THU NGHIEM',
  })
})

test('trap: an empty former number in the QR shifts no field into another', () => {
  const qr = card(QR.replace('172345678', ''))
  expect(grades({ qr, mrz: zone(), chip: { mrz: zone(), details: { ...DETAILS, oldIdNumber: null } } })).toEqual(
    Object.fromEntries(Object.entries(ALL_SAME).filter(([field]) => field !== 'oldIdNumber')),
  )
})

const chip = (changed: Partial<ChipDetails>) => ({
  qr: card(),
  chip: { mrz: zone(), details: { ...DETAILS, ...changed } },
})

test.each<[string, CardSources, Record<string, string>]>([
  ['another composition', chip({ fullName: 'Nguyễn Thị Thử Nghiệm'.normalize('NFD') }), { fullName: 'same' }],
  ['a mark', chip({ fullName: 'Nguyễn Thị Thu Nghiệm' }), { fullName: 'marks-differ' }],
  ['a letter', chip({ fullName: 'Nguyễn Thị Thử Nghiện' }), { fullName: 'different' }],
  ['a day', chip({ birthDate: '16/08/1990' }), { birthDate: 'different' }],
  ['month before day is not guessed', chip({ issuedOn: '08/20/2021' }), { issuedOn: 'different' }],
  ['sex', chip({ sex: 'Nam' }), { sex: 'different' }],
  ['a house', chip({ residence: 'Thôn Khác, Xã Thử, Huyện Nghiệm, Thanh Hóa' }), { residence: 'different' }],
  ['a former number', chip({ oldIdNumber: '172345679' }), { oldIdNumber: 'different' }],
  ['another card on the reader', { qr: card(), mrz: zone({ idNumber: '046190001234' }) }, { idNumber: 'different' }],
  [
    'DG1 against DG13',
    { chip: { mrz: zone({ fullName: 'Trần Thị Khác' }), details: DETAILS } },
    { fullName: 'different' },
  ],
  [
    'another surname in the MRZ',
    { qr: card(), mrz: zone({ fullName: 'Trần Thị Thử Nghiệm' }) },
    { fullName: 'different' },
  ],
  [
    'no expiry, both',
    { mrz: zone({ expiresOn: null }), chip: { mrz: null, details: { ...DETAILS, expiresOn: 'Không thời hạn' } } },
    { expiresOn: 'same' },
  ],
  [
    'no expiry, one',
    { mrz: zone(), chip: { mrz: null, details: { ...DETAILS, expiresOn: 'Không thời hạn' } } },
    { expiresOn: 'different' },
  ],
  ['a QR alone', { qr: card() }, { idNumber: 'only-one', residence: 'only-one', issuedOn: 'only-one' }],
])('%s', (_, sources, expected) => {
  expect(grades(sources)).toMatchObject(expected)
})

test('a name that filled its line counts as far as it goes; one that did not must be whole', () => {
  const fullName = 'Nguyễn Phước Bảo Quyên Anh Thư Mẫu Đơn'
  const qr = card(QR.replace('Nguyễn Thị Thử Nghiệm', fullName))
  expect(grades({ qr, mrz: zone({ fullName }) })).toMatchObject({ fullName: 'same' })
  expect(grades({ qr, mrz: zone({ fullName: 'Nguyễn Phước Bảo' }) })).toMatchObject({ fullName: 'different' })
})

test('đ is d in a MRZ, and another letter elsewhere', () => {
  const qr = card(QR.replace('Nguyễn Thị Thử Nghiệm', 'Đỗ Thị Mẫu'))
  expect(grades({ qr, mrz: zone({ fullName: 'Đỗ Thị Mẫu' }) })).toMatchObject({ fullName: 'same' })
  expect(grades({ qr, chip: { mrz: null, details: { ...DETAILS, fullName: 'Dỗ Thị Mẫu' } } })).toMatchObject({
    fullName: 'different',
  })
})

test('nothing to compare', () => {
  expect(cardDifferences({})).toEqual([])
})

test('a chip fills the same form as the QR', () => {
  expect(cardOfChip({ mrz: zone(), details: { ...DETAILS, residence: card().residence } })).toEqual({
    ...card(),
    father: 'Nguyễn Văn Cha',
    mother: 'Trần Thị Mẹ',
  })
})

test('a chip without DG13 gives what DG1 has', () => {
  expect(cardOfChip({ mrz: zone(), details: null })).toEqual({
    idNumber: '038190009999',
    oldIdNumber: null,
    fullName: 'NGUYEN THI THU NGHIEM',
    birthDate: '1990-08-15',
    sex: 'female',
    residence: null,
    issuedOn: null,
    cancelledIdNumber: null,
    father: null,
    mother: null,
    generation: 'can-cuoc-2024',
    warnings: [],
  })
})

test('what DG13 has wrong does not reach a form', () => {
  const odd = {
    ...DETAILS,
    fullName: '???',
    oldIdNumber: '12',
    residence: 'x'.repeat(401),
    father: '-',
    issuedOn: '31/04/2021',
  }
  expect(cardOfChip({ mrz: zone(), details: odd })).toMatchObject({
    fullName: 'NGUYEN THI THU NGHIEM',
    oldIdNumber: null,
    residence: null,
    father: null,
    issuedOn: null,
  })
})
