import { searchKey } from './name-text.ts'
import { nationalPhone } from './phone.ts'

/** What a guesser knows of the person. `birthDate` is YYYY-MM-DD with unknown parts 00, `phone` is E.164. */
export interface PasswordAbout {
  readonly fullName: string
  readonly idNumber: string
  readonly oldIdNumber?: string
  readonly phone: string
  readonly birthDate: string
  readonly email?: string
}

/**
 * Whether a password is built from what a guesser knows of the person (product.md §3). Marks, letter case and the signs between do not count. It is when it holds
 * - a word of the name of three letters or more, also with digits and signs for letters (H0@), or two neighbouring shorter words (Lê Hà → leha);
 * - given name and initials in either order (HoaNT of Nguyễn Thị Hoà), or when the initials are all the letters it has (NTH@2021);
 * - six digits in a row of the ID number, the former one, or the phone number;
 * - the birth date as ddmmyyyy, yyyymmdd, ddmmyy, yymmdd, mmyyyy or the year alone;
 * - the local part of the e-mail address, from three letters or digits up.
 */
export function isPersonal(password: string, about: PasswordAbout): boolean {
  const plain = fold(password)
  const spelled = fold(password.replace(/[@0134$5]/g, (sign) => LETTER_FOR[sign] ?? sign))
  const name = nameParts(about.fullName)
  const letters = plain.replace(/\d/g, '')
  return (
    name.words.some((word) => plain.includes(word) || spelled.includes(word)) ||
    name.initials.includes(letters) ||
    numberParts(about).some((part) => plain.includes(part)) ||
    dateParts(about.birthDate).some((part) => plain.includes(part)) ||
    mailParts(about.email).some((part) => plain.includes(part))
  )
}

const WORD_MIN_LETTERS = 3
const NUMBER_PART_DIGITS = 6
const LETTER_FOR: Readonly<Record<string, string>> = {
  '@': 'a',
  '0': 'o',
  '1': 'i',
  '3': 'e',
  '4': 'a',
  '5': 's',
  $: 's',
}

/** Letters and digits alone, without marks, đ as d. */
function fold(text: string): string {
  return searchKey(text).replace(/[^\p{L}\d]/gu, '')
}

function nameParts(fullName: string): { readonly words: readonly string[]; readonly initials: readonly string[] } {
  const words = searchKey(fullName)
    .split(/[^\p{L}]+/u)
    .filter(Boolean)
  const given = words.at(-1) ?? ''
  const leading = words
    .slice(0, -1)
    .map((word) => word.slice(0, 1))
    .join('')
  const last = given.slice(0, 1)
  const pairs = words.slice(1).map((word, at) => `${words[at]}${word}`)
  const joined = leading === '' ? [] : [given + leading, leading + given]
  return {
    words: [...words, ...pairs, ...joined].filter((part) => part.length >= WORD_MIN_LETTERS),
    initials: [leading + last, last + leading].filter((part) => part.length > 1),
  }
}

function numberParts(about: PasswordAbout): readonly string[] {
  const numbers = [about.idNumber, about.oldIdNumber ?? '', nationalPhone(about.phone), about.phone].map((text) =>
    text.replace(/\D/g, ''),
  )
  return numbers.flatMap((digits) =>
    Array.from({ length: Math.max(0, digits.length - NUMBER_PART_DIGITS + 1) }, (_, at) =>
      digits.slice(at, at + NUMBER_PART_DIGITS),
    ),
  )
}

function dateParts(birthDate: string): readonly string[] {
  const groups = /^(?<year>\d{4})(-(?<month>\d\d)-(?<day>\d\d))?$/.exec(birthDate)?.groups
  if (!groups) return []
  const { year = '', month = '00', day = '00' } = groups
  // The four digits of the year stand inside ddmmyyyy, yyyymmdd and mmyyyy.
  return month === '00' || day === '00' ? [year] : [year, day + month + year.slice(2), year.slice(2) + month + day]
}

function mailParts(email: string | undefined): readonly string[] {
  const local = fold(email?.split('@')[0] ?? '')
  return local.length >= WORD_MIN_LETTERS ? [local] : []
}
