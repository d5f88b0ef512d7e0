import { parsePhoneNumberFromString } from 'libphonenumber-js/max'
import { accepted, type Checked, refused } from './field.ts'

/**
 * Checks a mobile number as typed: 0…, 84…, +84… or 0084…, blanks, dots, dashes and brackets anywhere. Gives E.164 (+84 and 9 digits).
 * Validity is libphonenumber's; the product takes mobile numbers of Vietnam only. Problems: FIELD_REQUIRED, PHONE_FORMAT, PHONE_NOT_MOBILE
 * (a landline, a service number), PHONE_OLD_NUMBER (the 11-digit 01x numbers, converted in 2018). Source: domain.md §2.3.
 */
export function checkPhone(text: string): Checked<string> {
  const dialled = text.replace(/[\s.\-–()]/g, '')
  if (dialled === '') return refused('FIELD_REQUIRED')
  const national = nationalDigits(dialled)
  if (national === null) return refused('PHONE_FORMAT')
  if (/^1\d{9}$/.test(national)) return refused('PHONE_OLD_NUMBER')
  if (national.startsWith('2')) return refused('PHONE_NOT_MOBILE')
  const number = parsePhoneNumberFromString(`+84${national}`)
  if (!number?.isValid()) return refused('PHONE_FORMAT')
  // libphonenumber counts the machine-to-machine ranges 12x, 14x and 16x as mobile; no person receives a code there.
  if (number.getType() !== 'MOBILE' || !/^\+84[35789]\d{8}$/.test(number.number)) return refused('PHONE_NOT_MOBILE')
  return accepted(number.number)
}

/** +84… as people here write it: 0 and nine digits. Any other text comes back as it is. */
export function nationalPhone(e164: string): string {
  return e164.startsWith('+84') ? `0${e164.slice(3)}` : e164
}

/** The number as screens show it: first 3, last 3, four stars (082****088, domain.md §2.3). Anything but an E.164 number of Vietnam is hidden whole. */
export function maskPhone(e164: string): string {
  if (!/^\+84\d{9}$/.test(e164)) return '****'
  const national = nationalPhone(e164)
  return `${national.slice(0, 3)}****${national.slice(-3)}`
}

/** The number as logs may hold it: the last 3 digits only (***088). */
export function maskPhoneForLog(e164: string): string {
  return /^\+84\d{9}$/.test(e164) ? `***${e164.slice(-3)}` : '***'
}

/** The number without country code and trunk prefix, or null when it was dialled in no form of Vietnam. +84 0… is a common slip and taken. */
function nationalDigits(dialled: string): string | null {
  return /^(?:(?:\+|00)840?|0|84(?=0?\d{9,10}$)0?)(\d{5,12})$/.exec(dialled)?.[1] ?? null
}
