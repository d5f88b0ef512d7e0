import { encodeAddress, readAddress, type SmsAddress } from './address.ts'
import type { OctetReader } from './octets.ts'
import { encodeTimestamp, readTimestamp } from './timestamp.ts'

export interface StatusReport {
  readonly kind: 'status-report'
  /** TP-MR, as +CMGS gave it. */
  readonly reference: number
  readonly recipient: SmsAddress
  readonly sentAtMs: number | null
  readonly status: number
}

/**
 * What TP-Status means (TS 23.040 §9.2.3.15): `delivered`; `taken`: handed over without proof, or replaced; `trying`: another report will come;
 * `failed`: it will not arrive.
 */
export function statusMeaning(status: number): 'delivered' | 'taken' | 'trying' | 'failed' {
  if (status === 0x00) return 'delivered'
  if (status < 0x20) return 'taken'
  return status < 0x40 ? 'trying' : 'failed'
}

/** Reads an SMS-STATUS-REPORT behind its first octet (TS 23.040 §9.2.2.3). Null when it is none. */
export function readStatusReport(reader: OctetReader): StatusReport | null {
  const reference = reader.octet()
  const recipient = readAddress(reader)
  const sentAtMs = readTimestamp(reader.octets(7))
  reader.octets(7)
  const status = reader.octet()
  return reader.short ? null : { kind: 'status-report', reference, recipient, sentAtMs, status }
}

/** Makes one, for the simulator's network. */
export function encodeStatusReport(report: {
  readonly reference: number
  readonly recipient: SmsAddress
  readonly sentAtMs: number
  readonly status: number
}): Uint8Array {
  const time = encodeTimestamp(report.sentAtMs)
  return Uint8Array.from([
    0x00,
    0x06,
    report.reference,
    ...encodeAddress(report.recipient),
    ...time,
    ...time,
    report.status,
  ])
}
