import { decodeSimText } from './sim-text.ts'

/** Elementary files by their identifiers (TS 102 221 §13, TS 31.102 §4.2, TS 51.011 §10). */
export const FILE = { mf: 0x3f00, dir: 0x2f00, iccid: 0x2fe2, imsi: 0x6f07, msisdn: 0x6f40, spn: 0x6f46 } as const
/** Directories of a 2G card (TS 51.011 §10). */
export const DIRECTORY = { telecom: 0x7f10, gsm: 0x7f20 } as const
export const ICCID_BYTES = 10
export const IMSI_BYTES = 9
export const SPN_BYTES = 17

/** RID of 3GPP and the application code of a USIM (TS 101 220 annex E). */
const USIM_AID = 'a0000000871002'

/**
 * EF_ICCID (TS 102 221 §13.2): digits with their halves swapped, padded with F. Null when it is no 18 to 20 digits. The last digit should be
 * a Luhn check digit (ITU-T E.118), but cards of 20 digits often carry one more after it: it decides nothing here.
 */
export function decodeIccid(bytes: Uint8Array): string | null {
  const digits = swappedDigits(bytes.subarray(0, ICCID_BYTES))
  return /^\d{18,20}$/.test(digits) ? digits : null
}

/** EF_IMSI (TS 31.102 §4.2.2): a length, then digits with their halves swapped; the first half octet is type and parity. Null when damaged. */
export function decodeImsi(bytes: Uint8Array): string | null {
  const length = bytes[0] ?? 0
  if (length < 1 || length > bytes.length - 1) return null
  const digits = swappedDigits(bytes.subarray(1, 1 + length)).slice(1)
  return /^\d{15}$/.test(digits) ? digits : null
}

const MSISDN_FIXED_BYTES = 14
const INTERNATIONAL = 0x91
const COUNTRY = '84'

/**
 * One record of EF_MSISDN (TS 31.102 §4.2.26): X bytes of name, length, type of number, ten bytes of swapped digits, two more. Gives E.164 with
 * its plus sign; null when the record is empty (in Vietnam most are) or says no number that can be one.
 */
export function decodeMsisdn(record: Uint8Array): string | null {
  const start = record.length - MSISDN_FIXED_BYTES
  if (start < 0) return null
  const length = record[start]!
  if (length < 2 || length > 11) return null
  const digits = swappedDigits(record.subarray(start + 2, start + 1 + length))
  if (!/^\d+$/.test(digits)) return null
  const international = record[start + 1] === INTERNATIONAL ? digits : withCountry(digits)
  return international !== null && /^[1-9]\d{7,14}$/.test(international) ? `+${international}` : null
}

/** EF_SPN (TS 31.102 §4.2.12): a display condition, then up to 16 bytes of text padded with FF. Null when empty or damaged. */
export function decodeProviderName(bytes: Uint8Array): string | null {
  return decodeSimText(bytes.subarray(1))
}

/** The AID in one record of EF_DIR (TS 102 221 §13.1) when it is a USIM's; null otherwise. */
export function usimAid(record: Uint8Array): Uint8Array | null {
  if (record[0] !== 0x61 || record[2] !== 0x4f) return null
  const aid = record.subarray(4, 4 + (record[3] ?? 0))
  return Buffer.from(aid).toString('hex').startsWith(USIM_AID) ? aid : null
}

/** Record length from the FCP that SELECT gives (TS 102 221 §11.1.1.4.3: tag 82 within 62); null when the file has no records. */
export function fcpRecordBytes(fcp: Uint8Array): number | null {
  if (fcp[0] !== 0x62) return null
  for (let at = 2; at + 1 < fcp.length; at += 2 + fcp[at + 1]!) {
    if (fcp[at] === 0x82) return fcp[at + 1]! >= 5 ? (fcp[at + 4]! << 8) | fcp[at + 5]! || null : null
  }
  return null
}

/** Record length from what GET RESPONSE says of a 2G file (TS 51.011 §9.2.1: byte 15); null when it has no records. */
export function gsmRecordBytes(response: Uint8Array): number | null {
  return response[14] || null
}

/** Two digits a byte, lower half first; F ends. Any other half octet than a digit stays as a letter, so that callers refuse it. */
export function swappedDigits(bytes: Uint8Array): string {
  const text = [...bytes].map((byte) => (byte & 0x0f).toString(16) + (byte >> 4).toString(16)).join('')
  return text.replace(/f+$/, '')
}

/** A number as dialled at home, or with the country and without a sign. */
function withCountry(digits: string): string | null {
  if (digits.startsWith('0')) return COUNTRY + digits.slice(1)
  return digits.startsWith(COUNTRY) && digits.length === 11 ? digits : null
}
