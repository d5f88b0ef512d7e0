import { encodeAddress, readAddress, type SmsAddress } from './address.ts'
import type { OctetReader } from './octets.ts'
import { encodeTimestamp, readTimestamp } from './timestamp.ts'
import { type Concatenation, dataCodingOf, decodeUserData, encodeUserData, type UserData } from './user-data.ts'

export interface Deliver {
  readonly kind: 'deliver'
  readonly from: SmsAddress
  /** When the service centre took it, milliseconds since 1970; null when it says no time. */
  readonly sentAtMs: number | null
  readonly data: UserData
}

/** Reads an SMS-DELIVER behind its first octet (TS 23.040 §9.2.2.1). Null when it is none. */
export function readDeliver(first: number, reader: OctetReader): Deliver | null {
  const from = readAddress(reader)
  reader.octet()
  const dataCoding = reader.octet()
  const sentAtMs = readTimestamp(reader.octets(7))
  const length = reader.octet()
  const data = decodeUserData(reader.rest(), length, dataCoding, (first & USER_DATA_HEADER) !== 0)
  return reader.short || !data ? null : { kind: 'deliver', from, sentAtMs, data }
}

/** Makes one, the simulator's network has to. Without a service centre in front of it but its length 0. */
export function encodeDeliver(part: {
  readonly from: SmsAddress
  readonly sentAtMs: number
  readonly text: string
  readonly alphabet: 'gsm7' | 'ucs2'
  readonly concatenation: Concatenation | null
}): Uint8Array {
  const first = NO_MORE_MESSAGES | (part.concatenation ? USER_DATA_HEADER : 0)
  return Uint8Array.from([
    0x00,
    first,
    ...encodeAddress(part.from),
    0x00,
    dataCodingOf(part.alphabet),
    ...encodeTimestamp(part.sentAtMs),
    ...encodeUserData(part.text, part.alphabet, part.concatenation),
  ])
}

const NO_MORE_MESSAGES = 0x04
const USER_DATA_HEADER = 0x40
