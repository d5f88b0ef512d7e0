import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { checkName, NAME_MAX_LENGTH, searchKey, toCardCapitals } from './name.ts'

/** Any text at all: bytes, letters, astral characters, lone surrogates (fast-check's own 'binary' strings take a second to set up). */
const anyText = fc
  .array(
    fc.oneof(
      fc.nat(0x17f),
      fc.integer({ min: 0x300, max: 0x36f }),
      fc.constantFrom(9, 32, 32),
      fc.nat(0xffff),
      fc.nat(0x10ffff),
    ),
    { maxLength: 60 },
  )
  .map((points) => String.fromCodePoint(...points))

const SEED = 20261122
const ok = (value: string) => ({ ok: true, value, warnings: [] })
const no = (problem: string) => ({ ok: false, problem })

describe('checkName: real names', () => {
  test.each([
    'Nguyễn Thị Thử Nghiệm',
    'LÊ VĂN MẪU',
    'NGUYEN VAN A',
    'Lã Thị Hòa',
    'LÃ VĂN HÙNG',
    'Đỗ Ô',
    'Nguyễn Á',
    'Ngô Ý',
    'Lý Quốc Quý',
    'Huỳnh Quỳnh Uyên',
    'Y Blôk Êban',
    "H'Hen Niê",
    'H Hen Niê',
    "H'Ôn Mlô",
    'Krông Kdăm',
    "K'Sor Ksor",
    "K' Brơi",
    'A Lăng Đắk',
    'Y Tŏk Kpă',
    'Čil Múp Ha Ñuôl',
    'Ƀrao Byă Êñuôl',
    "Bh'riu Liếc",
    'Rơ Châm Hmrik Rcom',
    'Giàng A Pó',
    'Sùng Thị Mỷ',
    'Trần Nguyễn-Phúc An',
    'José Müller Groß',
    'François Nguyễn',
  ])('%s', (name) => expect(checkName(name)).toEqual(ok(name)))

  test('a breve on a letter that has no precomposed form is no damage', () => {
    expect(checkName('Y Pơ\u0306 Mê\u0306')).toEqual(ok('Y Pơ\u0306 Mê\u0306'))
  })

  test.each([
    ['  Lê   Văn\u00a0Mẫu\t', 'Lê Văn Mẫu'],
    ['Lê\r\nVăn Mẫu', 'Lê Văn Mẫu'],
    ['Nguyê\u0303n Thi\u0323 Hoa\u0300', 'Nguyễn Thị Hoà'],
    ['Nguye\u0302\u0303n Thị', 'Nguyễn Thị'],
    ['H’Hen Niê', "H'Hen Niê"],
    ['H´Hen Niê', "H'Hen Niê"],
    ['Ðỗ Văn Ðức', 'Đỗ Văn Đức'],
  ])('%j becomes %s', (text, name) => expect(checkName(text)).toEqual(ok(name)))
})

describe('checkName: damage', () => {
  test.each([
    ['lost letters of source 4', 'Nguyn Th Hng'],
    ['lost letters of source 4', 'Trn Văn Phương'],
    ['lost letters of source 4', 'Phm Minh'],
    ['lost letters of source 4', 'NGUYN VĂN AN'],
    ['lost letters of source 4', 'NG DN'],
    ['lost letters of source 4', 'Lê Quc Tun'],
    ['lost letters of source 4', 'Hunh Văn Nam'],
    ['lost letters of source 4', 'Đng Văn Lâm'],
    ['replacement character', 'Nguy\ufffdn Văn An'],
    ['question mark in a word', 'Nguy?n Văn An'],
    ['question mark alone', 'Nguyễn ? An'],
    ['UTF-8 as Windows-1252', 'Nguyá»…n VÄƒn An'],
    ['UTF-8 as Windows-1252', 'Ä‘á»— VÄƒn'],
    ['UTF-8 as Windows-1252', 'HoÃ ng Anh'],
    ['UTF-8 as Windows-1252', 'LÃª Anh'],
    ['UTF-8 as Windows-1252', 'TrÃ¢n Anh'],
    ['UTF-8 in NFD as Windows-1252', 'HoaÌ€ Anh'],
    ['UTF-8 as Latin-1', 'Nguy\u00e1\u00bb\u0085n An'],
    ['UTF-8 as Latin-1', '\u00c4\u0091an Anh'],
    ['an old 8-bit font', 'NguyÔn ThÞ Hång'],
    ['an old 8-bit font', 'TrÇn V¨n §øc'],
    ['control character', 'Nguy\u0001n Văn An'],
    ['zero-width space', 'Nguyễn\u200bVăn An'],
    ['private use', 'Nguyễn V\ue001n An'],
    ['lone surrogate', 'Nguyễn \ud83dAn'],
    ['lone combining mark', '\u0301Nguyễn An'],
    ['mark that joins nothing', 'Nguyễn V\u0303ăn'],
    ['mark upon mark', 'Nguyễn\u0323 An'],
  ])('%s: %s', (_sign, text) => expect(checkName(text)).toEqual(no('NAME_DAMAGED')))
})

describe('checkName: no name', () => {
  test.each([
    ['', 'FIELD_REQUIRED'],
    ['  \t', 'FIELD_REQUIRED'],
    ['Y', 'NAME_FORMAT'],
    ['Lê Văn 2', 'NAME_FORMAT'],
    ['046204001234', 'NAME_FORMAT'],
    ['Lê Văn Mẫu.', 'NAME_FORMAT'],
    ['Lê_Văn', 'NAME_FORMAT'],
    ['Lê, Văn', 'NAME_FORMAT'],
    ["'Hen", 'NAME_FORMAT'],
    ['Lê - Văn', 'NAME_FORMAT'],
    ['Лев Иванов', 'NAME_FORMAT'],
    ['阮文安', 'NAME_FORMAT'],
    ['Ｌｅ Ｖａｎ', 'NAME_FORMAT'],
    ['Lê 😀', 'NAME_FORMAT'],
  ])('%j: %s', (text, problem) => expect(checkName(text)).toEqual(no(problem)))

  test('120 code points are the most', () => {
    const long = Array.from({ length: 40 }, () => 'An').join(' ')
    expect(checkName(long)).toEqual(ok(long))
    expect(long.length).toBeLessThanOrEqual(NAME_MAX_LENGTH)
    expect(checkName(`${long}h`)).toEqual(ok(`${long}h`))
    expect(checkName(`${long}hA`)).toEqual(no('NAME_FORMAT'))
  })
})

test('searchKey', () => {
  expect(searchKey('  Đỗ  Thị HÒA ')).toBe('do thi hoa')
  expect(searchKey('Nguye\u0302\u0303n')).toBe('nguyen')
  expect(searchKey('H’Hen Niê')).toBe("h'hen nie")
})

test('toCardCapitals', () => {
  expect(toCardCapitals('Nguyễn Thị đậu')).toBe('NGUYỄN THỊ ĐẬU')
  expect(toCardCapitals('Nguye\u0302\u0303n')).toBe('NGUYỄN')
})

describe('properties', () => {
  const word = fc.constantFrom(
    ...'Nguyễn Trần Lê Phạm Huỳnh Đỗ Võ Ngô Lã Thị Văn Hữu Quốc Thúy Khoẻ Uyên Đức Ý Á Êban Niê Kdăm Krông Y A Mlô Hà'.split(
      ' ',
    ),
  )

  test('every text gets an answer; an accepted name is its own normal form', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const checked = checkName(text)
        if (checked.ok) {
          expect(checkName(checked.value)).toEqual(checked)
          expect(checked.value).toBe(checked.value.normalize('NFC'))
          expect([...checked.value].length).toBeLessThanOrEqual(NAME_MAX_LENGTH)
        } else expect(checked.problem).toMatch(/^(FIELD_REQUIRED|NAME_FORMAT|NAME_DAMAGED)$/)
      }),
      { seed: SEED, numRuns: 2000 },
    )
  })

  test('every name is taken in every normal form, capitals and spacing, and refused with one character replaced', () => {
    const name = fc.array(word, { minLength: 2, maxLength: 5 }).map((words) => words.join(' '))
    fc.assert(
      fc.property(name, fc.constantFrom('NFC', 'NFD'), fc.nat(), (full, form, at) => {
        expect(checkName(full.normalize(form))).toEqual(ok(full))
        expect(checkName(full.replaceAll(' ', '\u00a0  '))).toEqual(ok(full))
        expect(checkName(toCardCapitals(full))).toEqual(ok(toCardCapitals(full)))
        const cut = at % full.length
        for (const bad of ['\ufffd', '?', '\u0000'])
          expect(checkName(full.slice(0, cut) + bad + full.slice(cut + 1))).toEqual(no('NAME_DAMAGED'))
      }),
      { seed: SEED, numRuns: 500 },
    )
  })

  test('names read as Windows-1252 are refused', () => {
    const marked = fc.array(
      fc.constantFrom('Nguyễn', 'Trần', 'Lê', 'Phạm', 'Đỗ', 'Hoàng', 'Đặng', 'Bùi', 'Ngọc', 'Tuấn', 'Thị'),
      { minLength: 1, maxLength: 4 },
    )
    fc.assert(
      fc.property(marked, (words) => {
        const misread = new TextDecoder('windows-1252').decode(new TextEncoder().encode(words.join(' ')))
        expect(checkName(misread)).toEqual(no('NAME_DAMAGED'))
      }),
      { seed: SEED, numRuns: 300 },
    )
  })

  test('searchKey and toCardCapitals are idempotent on every text', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(searchKey(searchKey(text))).toBe(searchKey(text))
        expect(toCardCapitals(toCardCapitals(text))).toBe(toCardCapitals(text))
      }),
      { seed: SEED, numRuns: 1000 },
    )
  })
})
