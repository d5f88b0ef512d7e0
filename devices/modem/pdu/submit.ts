import { ADDRESS_MAX_DIGITS, encodeAddress, readAddress, type SmsAddress } from './address.ts'
import type { OctetReader } from './octets.ts'
import { type Concatenation, dataCodingOf, decodeUserData, encodeUserData, type UserData } from './user-data.ts'

export interface SubmitPart {
  readonly to: string
  readonly text: string
  readonly alphabet: 'gsm7' | 'ucs2'
  readonly concatenation: Concatenation | null
  /** Ask for a status report. */
  readonly report: boolean
}

export interface Submit {
  readonly kind: 'submit'
  readonly reference: number
  readonly to: SmsAddress
  readonly report: boolean
  readonly data: UserData
}

/**
 * SMS-SUBMIT with the default service centre in front (TS 23.040 §9.2.2.2). `lengthOctets` is what AT+CMGS takes: the TPDU without the service
 * centre (TS 27.005 §4.3). The bytes hold the text: wipe them when they are sent. `to` is at most ADDRESS_MAX_DIGITS digits.
 */
export function encodeSubmit(part: SubmitPart): { readonly bytes: Uint8Array; readonly lengthOctets: number } {
  const first = MTI_SUBMIT | (part.report ? STATUS_REPORT_REQUEST : 0) | (part.concatenation ? USER_DATA_HEADER : 0)
  const userData = encodeUserData(part.text, part.alphabet, part.concatenation)
  const address = encodeAddress({ kind: 'number', digits: part.to.slice(0, ADDRESS_MAX_DIGITS + 1) })
  const head = [DEFAULT_CENTRE, first, REFERENCE_BY_MODEM, ...address, PROTOCOL, dataCodingOf(part.alphabet)]
  const bytes = new Uint8Array(head.length + userData.length)
  bytes.set(head)
  bytes.set(userData, head.length)
  userData.fill(0)
  return { bytes, lengthOctets: bytes.length - 1 }
}

/** Reads the TPDU behind its first octet, for the simulator and the tests. Null when it is none. */
export function readSubmit(first: number, reader: OctetReader): Submit | null {
  const reference = reader.octet()
  const to = readAddress(reader)
  reader.octet()
  const dataCoding = reader.octet()
  reader.octets(VALIDITY_OCTETS[(first >> 3) & 3]!)
  const length = reader.octet()
  const data = decodeUserData(reader.rest(), length, dataCoding, (first & USER_DATA_HEADER) !== 0)
  if (reader.short || !data) return null
  return { kind: 'submit', reference, to, report: (first & STATUS_REPORT_REQUEST) !== 0, data }
}

const DEFAULT_CENTRE = 0x00
const MTI_SUBMIT = 0x01
const STATUS_REPORT_REQUEST = 0x20
const USER_DATA_HEADER = 0x40
const REFERENCE_BY_MODEM = 0x00
const PROTOCOL = 0x00
// By the two bits of the validity period format: none, enhanced, relative, absolute (TS 23.040 §9.2.3.3).
const VALIDITY_OCTETS = [0, 7, 1, 7] as const
