import type { PduFields } from 'smpp'
import { isoInVietnam } from '../../../flows/base/vietnam-time.ts'

/** What became of one message. */
export interface DeliveryReport {
  /** Serial of the message at this centre; see `messageId`. */
  readonly serial: number
  /** E.164. */
  readonly to: string
  readonly from: string
  readonly text: string
  readonly state: 'DELIVRD' | 'UNDELIV'
  /** Milliseconds since 1970. */
  readonly submittedAtMs: number
  readonly doneAtMs: number
}

/** message_state, SMPP 3.4 §5.2.28. */
const MESSAGE_STATE = { DELIVRD: 2, UNDELIV: 5 } as const
/** Network type 3 (GSM) and cause 27, absent subscriber (3GPP TS 29.002); SMPP 3.4 §5.3.2.31. */
const ABSENT_SUBSCRIBER = Buffer.from([3, 0, 27])
/** The receipt repeats this much of the text (SMPP 3.4 appendix B). */
const TEXT_START_LENGTH = 20
const FIRST_SERIAL = 0x4d43_0000

/** The id as submit_sm_resp and the TLV receipted_message_id carry it: hexadecimal. */
export function messageId(serial: number): string {
  return (FIRST_SERIAL + serial).toString(16).toUpperCase()
}

/**
 * The deliver_sm of a receipt (SMPP 3.4 appendix B). Its text gives the id in decimal, as several real centres do while their submit_sm_resp is
 * hexadecimal: whoever reads the text must compare both forms (domain.md §8.1).
 */
export function receiptPdu(report: DeliveryReport): PduFields {
  const failed = report.state !== 'DELIVRD'
  const text = [
    `id:${FIRST_SERIAL + report.serial}`,
    'sub:001',
    `dlvrd:${failed ? '000' : '001'}`,
    `submit date:${stamp(report.submittedAtMs)}`,
    `done date:${stamp(report.doneAtMs)}`,
    `stat:${report.state}`,
    `err:${failed ? '027' : '000'}`,
    `text:${report.text.replace(/[^\x20-\x7e]/g, '?').slice(0, TEXT_START_LENGTH)}`,
  ].join(' ')
  return {
    source_addr_ton: 1,
    source_addr_npi: 1,
    source_addr: report.to.slice(1),
    dest_addr_ton: 5,
    dest_addr_npi: 0,
    destination_addr: report.from,
    esm_class: 0x04,
    data_coding: 0,
    short_message: text,
    receipted_message_id: messageId(report.serial),
    message_state: MESSAGE_STATE[report.state],
    ...(failed && { network_error_code: ABSENT_SUBSCRIBER }),
  }
}

/** YYMMDDhhmm in Vietnam's time. */
function stamp(ms: number): string {
  return isoInVietnam(ms).replace(/\D/g, '').slice(2, 12)
}
