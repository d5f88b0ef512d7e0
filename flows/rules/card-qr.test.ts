import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { CARD_QR_MAX_LENGTH, readCardQr } from './card-qr.ts'

/** Any text at all: bytes, letters, astral characters, lone surrogates (fast-check's own 'binary' strings take a second to set up). */
const anyText = fc
  .array(fc.oneof(fc.nat(0x17f), fc.nat(0xffff), fc.nat(0x10ffff)), { maxLength: 60 })
  .map((points) => String.fromCodePoint(...points))

const SEED = 20261122
const TODAY = '2026-11-22'
// domain.md §1.3, fictitious.
const CCCD =
  '038190009999|172345678|Nguyễn Thị Thử Nghiệm|15081990|Nữ|Thôn Mẫu, Xã Thử, Huyện Nghiệm, Thanh Hóa|20082021'
const CAN_CUOC = '046204001234||Lê Văn Mẫu|29022004|Nam|Tổ dân phố 3, Phường Mẫu, Huế|05072024||||'
const CCCD_CARD = {
  idNumber: '038190009999',
  oldIdNumber: '172345678',
  fullName: 'Nguyễn Thị Thử Nghiệm',
  birthDate: '1990-08-15',
  sex: 'female',
  residence: 'Thôn Mẫu, Xã Thử, Huyện Nghiệm, Thanh Hóa',
  issuedOn: '2021-08-20',
  cancelledIdNumber: null,
  father: null,
  mother: null,
  generation: 'cccd-2021',
  warnings: [],
}
const CAN_CUOC_CARD = {
  ...CCCD_CARD,
  idNumber: '046204001234',
  oldIdNumber: null,
  fullName: 'Lê Văn Mẫu',
  birthDate: '2004-02-29',
  sex: 'male',
  residence: 'Tổ dân phố 3, Phường Mẫu, Huế',
  issuedOn: '2024-07-05',
  generation: 'can-cuoc-2024',
}
const read = (text: string) => readCardQr(text, TODAY)
const card = (text: string) => {
  const reading = read(text)
  return reading.kind === 'card' ? reading.card : reading.code
}
/** The CCCD sample with one field replaced. */
const withField = (at: number, value: string, sample = CCCD) =>
  sample
    .split('|')
    .map((field, index) => (index === at ? value : field))
    .join('|')

test('reads both generations', () => {
  expect(card(CCCD)).toEqual(CCCD_CARD)
  expect(card(CAN_CUOC)).toEqual(CAN_CUOC_CARD)
})

test('trap: an empty former number shifts nothing', () => {
  expect(card(withField(1, ''))).toEqual({ ...CCCD_CARD, oldIdNumber: null })
  expect(card(withField(5, '', withField(1, '')))).toEqual({ ...CCCD_CARD, oldIdNumber: null, residence: null })
  expect(card(withField(4, '', withField(1, '')))).toEqual({ ...CCCD_CARD, oldIdNumber: null, sex: null })
})

test.each([
  ['\ufeff', ''],
  ['', '\r\n'],
  ['\u0002', '\u0003'],
  ['CCCD:', '\r'],
  ['CCCD: ', '\t'],
  [']Q1', '\n'],
  [']Q3CCCD:', '\0'],
  ['\0\0', '\0'],
  ['\u001b\u0002', '\u0004'],
  ['  ', '  '],
])('framing noise %j … %j is dropped', (before, after) => {
  expect(card(before + CCCD + after)).toEqual(CCCD_CARD)
  expect(card(before + CAN_CUOC + after)).toEqual(CAN_CUOC_CARD)
})

test('line breaks of a scanner inside the text are dropped', () => {
  expect(card(CCCD.replace('Thử Ng', 'Thử\r\n Ng').replace('15081', '1508\n1'))).toEqual(CCCD_CARD)
})

test('takes NFD and Windows-1258 text as NFC', () => {
  expect(card(CCCD.normalize('NFD'))).toEqual(CCCD_CARD)
  expect(card(withField(4, 'NU\u031b\u0303'))).toEqual(CCCD_CARD)
})

describe('extras of 2024 are told by shape', () => {
  test.each([
    ['||||', {}],
    ['|046204009999|||', { cancelledIdNumber: '046204009999' }],
    [
      '||046204009999|Lê Văn Cha|Trần Thị Mẹ',
      { cancelledIdNumber: '046204009999', father: 'Lê Văn Cha', mother: 'Trần Thị Mẹ' },
    ],
    [
      '|Lê Văn Cha|Trần Thị Mẹ|046204009999|',
      { cancelledIdNumber: '046204009999', father: 'Lê Văn Cha', mother: 'Trần Thị Mẹ' },
    ],
    ['|29022029||Lê Văn Cha|', { father: 'Lê Văn Cha' }],
    ['||||Trần Thị Mẹ', { mother: 'Trần Thị Mẹ' }],
    ['|||||', {}],
    ['|', {}],
  ])('%j', (extras, found) => {
    expect(card(CAN_CUOC.replace(/\|\|\|\|$/, extras))).toEqual({ ...CAN_CUOC_CARD, ...found })
  })

  test.each(['|123||||', '|046204009999|046204009998||', '|Lê Cha|Lê Mẹ|Lê Con|', '|||||Lê Cha', '||Nguy?n Cha||'])(
    '%j is damage',
    (extras) => expect(card(CAN_CUOC.replace(/\|\|\|\|$/, extras))).toBe('SCAN_DAMAGED'),
  )
})

test('an unknown day or month is 00', () => {
  const warned = { ...CCCD_CARD, warnings: ['ID_BIRTH_YEAR_DIFFERS'] }
  expect(card(withField(3, '00001955'))).toEqual({ ...warned, birthDate: '1955-00-00' })
  expect(card(withField(3, '00061955'))).toEqual({ ...warned, birthDate: '1955-06-00' })
})

test('a number that says otherwise is a warning, not a refusal', () => {
  expect(card(withField(4, 'Nam'))).toEqual({ ...CCCD_CARD, sex: 'male', warnings: ['ID_SEX_DIFFERS'] })
})

test('a former number equal to the present one is none', () => {
  expect(card(withField(1, '038190009999'))).toEqual({ ...CCCD_CARD, oldIdNumber: null })
})

test('trap: a station whose clock is behind does not refuse a valid card', () => {
  const reading = readCardQr(CAN_CUOC, '1970-01-01')
  expect(reading).toEqual({ kind: 'card', card: CAN_CUOC_CARD })
  expect(readCardQr(withField(3, '30082021'), '2026-11-22').kind).toBe('card')
  expect(readCardQr(withField(3, '30082021'), '1970-01-01')).toEqual({ kind: 'refused', code: 'SCAN_DAMAGED' })
})

describe('refusals', () => {
  test.each([
    ['', 'SCAN_EMPTY'],
    ['\r\n', 'SCAN_EMPTY'],
    ['\ufeff \0\u0002\u0003', 'SCAN_EMPTY'],
    ['038190009999', 'SCAN_NOT_A_CARD'],
    ['https://dichvucong.gov.vn', 'SCAN_NOT_A_CARD'],
    ['8934563138165', 'SCAN_NOT_A_CARD'],
    ['IDVNM1900099992038190009999<<9', 'SCAN_NOT_A_CARD'],
    ['GD4380000000001|4c6520|15/08/1990|1|48|01 - 001|C 01/01/2021|-|20/08/2021|x|-|4|x|x|*', 'SCAN_NOT_A_CARD'],
    ['|||||||', 'SCAN_NOT_A_CARD'],
    ['038190009999|', 'SCAN_INCOMPLETE'],
    [CCCD.slice(0, CCCD.lastIndexOf('|')), 'SCAN_INCOMPLETE'],
    [CCCD.slice(0, -1), 'SCAN_INCOMPLETE'],
    [CCCD.slice(0, -8), 'SCAN_INCOMPLETE'],
    [withField(2, ''), 'SCAN_INCOMPLETE'],
    [withField(3, ''), 'SCAN_INCOMPLETE'],
    [CCCD.slice(3), 'SCAN_DAMAGED'],
    [`9${CCCD}`, 'SCAN_DAMAGED'],
    [withField(1, '17234567'), 'SCAN_DAMAGED'],
    [withField(2, 'Nguy\ufffdn Thị'), 'SCAN_DAMAGED'],
    [withField(2, 'Nguy?n Thị'), 'SCAN_DAMAGED'],
    [withField(2, 'Nguyá»…n Thá»‹'), 'SCAN_DAMAGED'],
    [withField(2, 'Nguyn Th'), 'SCAN_DAMAGED'],
    [withField(3, '31021990'), 'SCAN_DAMAGED'],
    [withField(3, '15082990'), 'SCAN_DAMAGED'],
    [withField(3, '1508199'), 'SCAN_DAMAGED'],
    [withField(4, 'N?'), 'SCAN_DAMAGED'],
    [withField(4, 'constructor'), 'SCAN_DAMAGED'],
    [withField(5, 'Thôn \ufffd'), 'SCAN_DAMAGED'],
    [withField(5, 'Thôn \u0007 Mẫu'), 'SCAN_DAMAGED'],
    [withField(5, 'Thôn \ud83d'), 'SCAN_DAMAGED'],
    [withField(5, 'x'.repeat(401)), 'SCAN_DAMAGED'],
    [withField(6, '31022021'), 'SCAN_DAMAGED'],
    [withField(6, '20081021'), 'SCAN_DAMAGED'],
    [`${CCCD}1`, 'SCAN_DAMAGED'],
    [`${CCCD}\r\n${CCCD}`, 'SCAN_DAMAGED'],
    ['\ufffd\ufffd\ufffd', 'SCAN_DAMAGED'],
    ['x'.repeat(CARD_QR_MAX_LENGTH + 1), 'SCAN_TOO_LONG'],
    ['\n'.repeat(CARD_QR_MAX_LENGTH + 1), 'SCAN_TOO_LONG'],
  ])('%j: %s', (text, code) => expect(read(text)).toEqual({ kind: 'refused', code }))

  test('every shortened scan is refused by name, and says the end is missing once the number is there', () => {
    for (let length = 0; length < CCCD.length; length++) {
      const reading = read(CCCD.slice(0, length))
      expect(reading.kind).toBe('refused')
      if (length > 12) expect(reading).toEqual({ kind: 'refused', code: 'SCAN_INCOMPLETE' })
    }
  })
})

describe('properties', () => {
  const CODES = /^SCAN_(EMPTY|NOT_A_CARD|INCOMPLETE|DAMAGED|TOO_LONG)$/
  const anyScan = fc.oneof(
    anyText,
    fc.uint8Array({ maxLength: 300 }).map((bytes) => new TextDecoder().decode(bytes)),
    fc
      .array(fc.constantFrom(...CAN_CUOC.split('|'), '', '|', '\0', 'CCCD:', '172345678'), { maxLength: 16 })
      .map((parts) => parts.join('|')),
  )

  test('every text gives a card or a named refusal', () => {
    fc.assert(
      fc.property(anyScan, fc.constantFrom(TODAY, '1970-01-01', ''), (text, today) => {
        const reading = readCardQr(text, today)
        if (reading.kind === 'refused') expect(reading.code).toMatch(CODES)
        else expect(reading.card.idNumber).toMatch(/^\d{12}$/)
      }),
      { seed: SEED, numRuns: 3000 },
    )
  })

  test('a damaged card is the same card with another text, or refused; it never throws and never moves a field', () => {
    const bytes = new TextEncoder().encode(CCCD)
    const hits = fc.array(fc.tuple(fc.nat(bytes.length - 1), fc.nat(255)), { minLength: 1, maxLength: 4 })
    fc.assert(
      fc.property(hits, (changes) => {
        const damaged = Uint8Array.from(bytes)
        for (const [at, value] of changes) damaged[at] = value
        const reading = read(new TextDecoder().decode(damaged))
        if (reading.kind === 'refused') expect(reading.code).toMatch(CODES)
        else {
          expect(reading.card.birthDate).toMatch(/^\d{4}-\d\d-\d\d$/)
          expect(reading.card.fullName).not.toMatch(/[\d|\ufffd]/)
        }
      }),
      { seed: SEED, numRuns: 2000 },
    )
  })

  test('what a card is made of comes back', () => {
    const digits = (count: number) => fc.stringMatching(new RegExp(`^\\d{${count}}$`))
    const name = fc
      .array(fc.constantFrom(...'Nguyễn Lê Trần Thị Văn Đỗ Hòa Êban Niê Y Mẫu'.split(' ')), {
        minLength: 2,
        maxLength: 4,
      })
      .map((words) => words.join(' '))
    const day = fc
      .date({ min: new Date('1920-01-01'), max: new Date('2021-06-01'), noInvalidDate: true })
      .map((date) => date.toISOString().slice(0, 10))
    const parts = fc.record({
      idNumber: digits(12),
      oldIdNumber: fc.option(digits(9)),
      fullName: name,
      birthDate: day,
      sex: fc.constantFrom('male' as const, 'female' as const),
      residence: fc.option(fc.constantFrom('Thôn 1, Xã Mẫu, Huế', 'Số 5/2 đường 30-4?, Phường Thử')),
      newCard: fc.boolean(),
      father: fc.option(name),
    })
    fc.assert(
      fc.property(parts, (made) => {
        const qrDay = (iso: string) => iso.slice(8) + iso.slice(5, 7) + iso.slice(0, 4)
        const fields = [
          made.idNumber,
          made.oldIdNumber ?? '',
          made.fullName,
          qrDay(made.birthDate),
          made.sex === 'male' ? 'Nam' : 'Nữ',
          made.residence ?? '',
          '20082021',
        ]
        if (made.newCard) fields.push('', '', made.father ?? '', '')
        expect(card(fields.join('|'))).toMatchObject({
          idNumber: made.idNumber,
          oldIdNumber: made.oldIdNumber,
          fullName: made.fullName,
          birthDate: made.birthDate,
          sex: made.sex,
          residence: made.residence,
          issuedOn: '2021-08-20',
          father: made.newCard ? made.father : null,
          generation: made.newCard ? 'can-cuoc-2024' : 'cccd-2021',
        })
      }),
      { seed: SEED, numRuns: 500 },
    )
  })
})
