import { fromSeptets } from './pdu/gsm7.ts'
import { fromSemiOctets } from './pdu/octets.ts'

/** EF ICCID: 18 to 20 digits in swapped nibbles, F at the end (TS 102 221 §13.2). Null when it is none. */
export function iccidOf(file: Uint8Array): string | null {
  const digits = fromSemiOctets(file.subarray(0, 10))
  return /^\d{18,20}$/.test(digits) ? digits : null
}

/** EF IMSI: length, then swapped nibbles of which the first is parity and type (TS 31.102 §4.2.2). */
export function imsiOf(file: Uint8Array): string | null {
  const length = file[0] ?? 0
  if (length < 2 || length > file.length - 1) return null
  const digits = fromSemiOctets(file.subarray(1, 1 + length)).slice(1)
  return /^\d{14,15}$/.test(digits) ? digits : null
}

/** EF MSISDN, one record: name, then 14 octets of length, type, ten octets of number and two pointers (TS 31.102 §4.2.26). Null when nobody wrote it. */
export function msisdnOf(record: Uint8Array): string | null {
  if (record.length < NUMBER_OCTETS) return null
  const from = record.length - NUMBER_OCTETS
  const length = record[from]!
  // Length counts the type octet; FF is a record nobody wrote.
  if (length < 2 || length > 11) return null
  const digits = fromSemiOctets(record.subarray(from + 2, from + 1 + length))
  if (!/^\d{8,20}$/.test(digits)) return null
  const international = ((record[from + 1]! >> 4) & 7) === 1
  if (international) return `+${digits}`
  if (/^0\d{9}$/.test(digits)) return `+84${digits.slice(1)}`
  return /^84\d{9}$/.test(digits) ? `+${digits}` : null
}

/** EF SPN: a display condition, then a name of 16 octets in 7 bit letters, one an octet, or UCS2 after 80 (TS 31.102 §4.2.12, TS 102 221 annex A). */
export function spnOf(file: Uint8Array): string | null {
  const end = file.indexOf(0xff, 1)
  const name = file.subarray(1, end < 0 ? file.length : end)
  if (name.length === 0) return null
  const text = name[0] === 0x80 ? ucs2(file.subarray(2)) : name.some((octet) => octet > 0x7f) ? '' : fromSeptets(name)
  return text.replace(/[\x00-\x1f\x7f]/g, ' ').trim() || null
}

/** The length of a record from what GET RESPONSE gives: a template of a USIM (TS 102 221 §11.1.1.3) or the 15 octets of a SIM (TS 51.011 §9.2.1). */
export function recordLengthOf(about: Uint8Array): number | null {
  if (about[0] !== TEMPLATE) return about[14] || null
  for (let at = 2; at + 1 < about.length; at += 2 + about[at + 1]!) {
    if (about[at] === FILE_DESCRIPTOR && about[at + 1]! >= 4)
      return ((about[at + 4] ?? 0) << 8) | (about[at + 5] ?? 0) || null
  }
  return null
}

const NUMBER_OCTETS = 14
const TEMPLATE = 0x62
const FILE_DESCRIPTOR = 0x82

function ucs2(octets: Uint8Array): string {
  let text = ''
  for (let at = 0; at + 1 < octets.length && octets[at] !== 0xff; at += 2) {
    text += String.fromCharCode((octets[at]! << 8) | octets[at + 1]!)
  }
  return text
}
