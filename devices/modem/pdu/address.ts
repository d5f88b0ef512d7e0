import { fromSeptets, packSeptets, SEPTET_BITS, toSeptets, unpackSeptets } from './gsm7.ts'
import { fromSemiOctets, type OctetReader, toSemiOctets } from './octets.ts'

export type SmsAddress =
  /** E.164 with its plus sign, or a short or national number as it is dialled. */
  | { readonly kind: 'number'; readonly digits: string }
  /** A brandname (tên định danh). */
  | { readonly kind: 'name'; readonly name: string }

/** TP-DA and TP-OA hold at most 20 semi-octets (TS 23.040 §9.1.2.5). */
export const ADDRESS_MAX_DIGITS = 20

/** Whether this can be dialled: E.164 with a plus sign, or 1 to 20 digits. */
export function isDiallable(to: string): boolean {
  return /^\+?\d{1,20}$/.test(to)
}

/** Length, type of address and value (TS 23.040 §9.1.2.5): 91 for E.164, 81 for any other number, D0 for a name. */
export function encodeAddress(address: SmsAddress): Uint8Array {
  if (address.kind === 'name') {
    const septets = toSeptets(address.name) ?? []
    const lengthSemiOctets = Math.ceil((septets.length * SEPTET_BITS) / 4)
    return Uint8Array.from([lengthSemiOctets, ALPHANUMERIC, ...packSeptets(septets)])
  }
  const international = address.digits.startsWith('+')
  const digits = international ? address.digits.slice(1) : address.digits
  return Uint8Array.from([digits.length, international ? INTERNATIONAL : UNKNOWN, ...toSemiOctets(digits)])
}

/** Reads an address. The length counts useful semi-octets, so a name of 7 letters ends where it should and not in an @. */
export function readAddress(reader: OctetReader): SmsAddress {
  const lengthSemiOctets = reader.octet()
  const type = reader.octet()
  const value = reader.octets(Math.ceil(lengthSemiOctets / 2))
  if ((type & TYPE_MASK) === ALPHANUMERIC_TYPE) {
    const count = Math.floor((lengthSemiOctets * 4) / SEPTET_BITS)
    return { kind: 'name', name: fromSeptets(unpackSeptets(value, count)) }
  }
  const digits = fromSemiOctets(value).slice(0, lengthSemiOctets)
  return { kind: 'number', digits: (type & TYPE_MASK) === INTERNATIONAL_TYPE ? `+${digits}` : digits }
}

const INTERNATIONAL = 0x91
const UNKNOWN = 0x81
const ALPHANUMERIC = 0xd0
const TYPE_MASK = 0x70
const INTERNATIONAL_TYPE = 0x10
const ALPHANUMERIC_TYPE = 0x50
