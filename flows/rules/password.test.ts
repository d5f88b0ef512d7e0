import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  PASSWORD_EXAMPLES,
  PASSWORD_MAX_LENGTH,
  PASSWORD_MIN_LENGTH,
  PASSWORD_RULES,
  type PasswordAbout,
  passwordChecklist,
  unmetPasswordRules,
} from './password.ts'

/** Any text at all: bytes, letters, astral characters, lone surrogates (fast-check's own 'binary' strings take a second to set up). */
const anyText = fc
  .array(fc.oneof(fc.nat(0x17f), fc.nat(0xffff), fc.nat(0x10ffff)), { maxLength: 60 })
  .map((points) => String.fromCodePoint(...points))

const SEED = 20261122
const ABOUT: PasswordAbout = {
  fullName: 'Nguyễn Thị Hoà',
  idNumber: '046190001234',
  oldIdNumber: '172345678',
  phone: '+84822000088',
  birthDate: '1990-08-15',
  email: 'bongsung@example.vn',
}

describe('composition', () => {
  test.each([
    ['Sx7#mQp', ['length']],
    ['Sx7#mQpw', []],
    ['SX7#MQPW', ['lower']],
    ['sx7#mqpw', ['upper']],
    ['Sxk#mQpw', ['digit']],
    ['Sx7kmQpw', ['special']],
    ['Sx7 mQpw', ['special']],
    ['', ['length', 'lower', 'upper', 'digit', 'special']],
    ['Sx7#mQpw con mèo béo trèo lên cây đa', []],
    ['Đường7#xưa', []],
  ] as const)('%j: %j', (password, unmet) => expect(unmetPasswordRules(password, ABOUT)).toEqual(unmet))

  test('length counts code points in NFC', () => {
    const fill = (length: number) => 'Sx7#'.repeat(64).slice(0, length - 1)
    const met = (password: string) => !unmetPasswordRules(password, ABOUT).includes('length')
    expect(met(`${fill(PASSWORD_MIN_LENGTH)}😀`)).toBe(true)
    expect(met(`${fill(PASSWORD_MIN_LENGTH - 1)}😀`)).toBe(false)
    expect(met(`${fill(PASSWORD_MIN_LENGTH - 1)}e\u0302\u0301`)).toBe(false)
    expect(met(`${fill(PASSWORD_MAX_LENGTH)}ế`)).toBe(true)
    expect(met(`${fill(PASSWORD_MAX_LENGTH + 1)}ế`)).toBe(false)
  })
})

describe('trap: people use the examples that official guides print', () => {
  test.each(PASSWORD_EXAMPLES)('%s', (example) => {
    for (const written of [
      example,
      example.toUpperCase(),
      example.toLowerCase(),
      `${example}7`,
      `${example}!`,
      example.replace('@', '#'),
    ])
      expect(unmetPasswordRules(written, ABOUT)).toContain('not-example')
  })

  test.each(['HoaNT@2021', 'Aa@123456', 'hoant2024!', 'HoaNT#1999', 'AA@123456', 'Aa123456@', 'Aa@12345678'])(
    '%s',
    (password) => expect(unmetPasswordRules(password, ABOUT)).toContain('not-example'),
  )

  test.each(['Aa@97316402', 'Abc@9731', 'xHoaNT@2021', 'HoaNTx@2021'])('%s is another password', (password) =>
    expect(unmetPasswordRules(password, ABOUT)).not.toContain('not-example'),
  )
})

describe('not-personal', () => {
  test.each([
    ['a word of the name', 'Xx7#NGUYENk'],
    ['a word of the name with marks', 'Xx7#nguyễnk'],
    ['a word of the name, letters apart', 'Xx7#h.o.A'],
    ['a word of the name with digits for letters', 'Xx7#H0@k'],
    ['given name and initials', 'HoaNT@1987x'],
    ['nothing but initials', 'NtH@2718!'],
    ['nothing but initials, given name first', 'HnT@2718!'],
    ['the ID number', 'Kx#046190001234'],
    ['six digits of the ID number', 'Kx#900012k!'],
    ['six digits of it, written apart', 'Kx#900-012k!'],
    ['six digits of the former number', 'Kx#345678k'],
    ['the phone', 'Kx#0822000088'],
    ['the phone, international', 'Kx#+84822000k'],
    ['ddmmyyyy', 'Kx#15081990'],
    ['yyyymmdd', 'Kx#19900815'],
    ['ddmmyy', 'Kx#150890k'],
    ['yymmdd', 'Kx#900815k'],
    ['with slashes', 'Kx#15/08/1990'],
    ['the year', 'Kx#zt1990k'],
    ['the e-mail address', 'Kx#7BongSung'],
  ])('%s: %s', (_what, password) => expect(unmetPasswordRules(password, ABOUT)).toContain('not-personal'))

  test.each(['Sx7#mQpw', 'Kx#1508zk!', 'Kx#04619zk', 'NTHk@2718!', 'Kx#1991zk!'])('%s is not', (password) =>
    expect(unmetPasswordRules(password, ABOUT)).not.toContain('not-personal'),
  )

  test('short names count with their neighbours, and initials even then', () => {
    const about = { ...ABOUT, fullName: 'Lê Hà An' }
    for (const password of ['Kx#7lehaz', 'Kx#7HaAnz', 'AnLH@2718', 'LHAn@2718x', 'lha@2718LHA'.slice(0, 8)])
      expect(unmetPasswordRules(password, about)).toContain('not-personal')
    expect(unmetPasswordRules('Kx#7anzQ', about)).toEqual([])
  })

  test('an unknown birthday leaves the year; nothing known leaves nothing', () => {
    expect(unmetPasswordRules('Kx#zt1955k', { ...ABOUT, birthDate: '1955-00-00' })).toContain('not-personal')
    expect(unmetPasswordRules('Kx#zt0000k', { ...ABOUT, birthDate: '1955-00-00' })).not.toContain('not-personal')
    const nobody = { fullName: '', idNumber: '', phone: '', birthDate: '' }
    expect(unmetPasswordRules('Sx7#mQpw', nobody)).toEqual([])
  })
})

describe('not-run', () => {
  test.each([
    'Kx#7qwerZ',
    'Kx#7POIUz',
    'Kx7#asdF',
    'Kx7#mnbv',
    'Kx#z1234',
    'Kx#z4321',
    'Kx#z7890',
    'Kx7#AbCd',
    'Kx7#zyxW',
    'Kx7!@#$z',
    'Kx7#aAaA',
    'Kx#7777z',
  ])('%s', (password) => expect(unmetPasswordRules(password, ABOUT)).toContain('not-run'))

  test.each(['Kx#7qweZr', 'Kx#z123z4', 'Kx7#abcZ', 'Kx7#aaaZ', 'Kx#z9012'])('%s is not', (password) =>
    expect(unmetPasswordRules(password, ABOUT)).not.toContain('not-run'),
  )
})

describe('properties', () => {
  test('all eight rules, in this order, for every text and every person', () => {
    const person = fc.record({
      fullName: anyText,
      idNumber: anyText,
      oldIdNumber: fc.string(),
      phone: anyText,
      birthDate: fc.string(),
      email: anyText,
    })
    fc.assert(
      fc.property(anyText, person, (password, about) => {
        const list = passwordChecklist(password, about)
        expect(list.map(({ rule }) => rule)).toEqual(PASSWORD_RULES)
        expect(unmetPasswordRules(password, about)).toEqual(list.filter(({ met }) => !met).map(({ rule }) => rule))
        expect(passwordChecklist(password.normalize('NFD'), about)).toEqual(
          passwordChecklist(password.normalize('NFC'), about),
        )
      }),
      { seed: SEED, numRuns: 500 },
    )
  })

  test('a password can still be chosen: 98 of 100 random ones with the four kinds of characters pass', () => {
    const letter = 'abcdefghijklmnopqrstuvwxyz'
    const any = fc.constantFrom(...`${letter}${letter.toUpperCase()}0123456789!@#$%^&*-_=+?.`)
    const strong = fc
      .tuple(
        fc.array(any, { minLength: 6, maxLength: 12 }),
        fc.constantFrom(...letter),
        fc.constantFrom(...letter.toUpperCase()),
        fc.constantFrom(...'0123456789'),
        fc.constantFrom(...'!@#$%^&*-_=+?.'),
      )
      .map(([most, ...kinds]) => [...most, ...kinds].join(''))
    const passwords = fc.sample(strong, { seed: SEED, numRuns: 2000 })
    const names = ['Nguyễn Thị Hoà', 'Lê Hà An', 'Y Blôk Êban', 'Trần Ngọc Bảo Anh', "H'Hen Niê"]
    const refusedCount = passwords.filter(
      (password, at) => unmetPasswordRules(password, { ...ABOUT, fullName: names[at % names.length] ?? '' }).length > 0,
    ).length
    expect(refusedCount / passwords.length).toBeLessThan(0.02)
  })

  test('whatever holds a part of the person is refused', () => {
    const part = fc.constantFrom('nguyen', 'Hoà', 'hoant', '1990', '150890', '822000', '461900', 'bongsung')
    const noise = fc.string({ unit: fc.constantFrom(...'kxzw#!.'), maxLength: 6 })
    fc.assert(
      fc.property(noise, part, noise, (before, inside, after) => {
        expect(unmetPasswordRules(before + inside + after, ABOUT)).toContain('not-personal')
      }),
      { seed: SEED, numRuns: 300 },
    )
  })
})
