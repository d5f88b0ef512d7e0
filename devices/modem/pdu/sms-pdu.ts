import { type Deliver, readDeliver } from './deliver.ts'
import { createOctetReader, fromHex } from './octets.ts'
import { readStatusReport, type StatusReport } from './status-report.ts'
import { readSubmit, type Submit } from './submit.ts'

export type SmsPdu = Deliver | StatusReport | Submit

/**
 * Reads one PDU as modems print it: service centre, then TPDU (TS 27.005 §3.1, TS 23.040 §9.2.3.1). `from` says who made it: the same type bits
 * mean another thing on the way to the network. Null for anything that is none: any text whatever has an answer.
 */
export function decodeSmsPdu(hex: string, from: 'network' | 'mobile' = 'network'): SmsPdu | null {
  const bytes = fromHex(hex)
  if (!bytes) return null
  const reader = createOctetReader(bytes)
  reader.octets(reader.octet())
  const first = reader.octet()
  if (reader.short) return null
  const type = first & MESSAGE_TYPE
  if (from === 'mobile') return type === 1 ? readSubmit(first, reader) : null
  if (type === 0) return readDeliver(first, reader)
  return type === 2 ? readStatusReport(reader) : null
}

/** Octets of the TPDU in a printed PDU, without the service centre: the length that stands in the line before it. Null when it is no PDU. */
export function tpduLengthOctets(hex: string): number | null {
  const bytes = fromHex(hex)
  if (!bytes || bytes.length < 2) return null
  const length = bytes.length - 1 - bytes[0]!
  return length > 0 ? length : null
}

const MESSAGE_TYPE = 0x03
