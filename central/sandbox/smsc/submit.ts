import type { Message, Pdu } from 'smpp'
import { STATUS } from './status.ts'

/** A message the SMS centre has taken. */
export interface TakenMessage {
  readonly kind: 'taken'
  /** The sender as the phone shows it. */
  readonly from: string
  /** E.164. */
  readonly to: string
  readonly text: string
  readonly receipt: 'always' | 'on-failure' | 'never'
}

export type Submitted = TakenMessage | { readonly kind: 'refused'; readonly status: number }

/** Type of number, SMPP 3.4 §5.2.5. */
const TON = { unknown: 0, international: 1, networkSpecific: 3, alphanumeric: 5 } as const
/** Decree 91/2020 art. 23: Latin letters, digits, - _ . and blanks, at most 11, not digits alone. */
const BRANDNAME = /^(?!\d+$)[A-Za-z0-9._ -]{1,11}$/
const SHORT_CODE = /^\d{3,15}$/
const DESTINATION = /^84\d{9}$/
/** Longest text of one SMS, in the units of its coding: GSM 03.38 septets, Latin-1 octets, UCS-2 characters (3GPP TS 23.040 §9.2.3.24: 140 octets). */
const ONE_SMS_UNITS: Readonly<Record<number, number>> = { 0: 160, 1: 160, 3: 140, 8: 70 }
/** Longest message_payload: the centre splits it into parts itself. */
const PAYLOAD_MAX_UNITS = 1_530
/** GSM 03.38 extension table: each takes two septets. */
const GSM_EXTENSION = /[\f^{}\\[~\]|€]/g

/** Reads one submit_sm as an SMS centre does (SMPP 3.4 §4.4.1): a message, or the command status that refuses it. Raises nothing. */
export function readSubmit(pdu: Pdu): Submitted {
  const from = textField(pdu.source_addr)
  const to = textField(pdu.destination_addr)
  if (!isSource(pdu.source_addr_ton, from)) return refused(STATUS.INVALID_SOURCE)
  if (pdu.dest_addr_ton !== TON.international && pdu.dest_addr_ton !== TON.unknown)
    return refused(STATUS.INVALID_DESTINATION)
  if (!DESTINATION.test(to)) return refused(STATUS.INVALID_DESTINATION)

  const coding = Number(pdu.data_coding ?? 0)
  const oneSms = ONE_SMS_UNITS[coding]
  if (oneSms === undefined) return refused(STATUS.SUBMIT_FAILED)
  const short = messageText(pdu.short_message)
  const payload = messageText(pdu.message_payload)
  // SMPP 3.4 §4.4.1: the text stands in one of the two, never in both.
  if ((short === '') === (payload === '')) return refused(STATUS.INVALID_LENGTH)
  const text = short || payload
  if (units(text, coding) > (short ? oneSms : PAYLOAD_MAX_UNITS)) return refused(STATUS.INVALID_LENGTH)

  return { kind: 'taken', from, to: `+${to}`, text, receipt: receiptWanted(pdu.registered_delivery) }
}

function isSource(ton: unknown, from: string): boolean {
  if (ton === TON.alphanumeric) return BRANDNAME.test(from)
  return (ton === TON.networkSpecific || ton === TON.unknown) && SHORT_CODE.test(from)
}

function units(text: string, coding: number): number {
  if (coding > 1) return text.length
  return text.length + (text.match(GSM_EXTENSION)?.length ?? 0)
}

/** registered_delivery bits 1–0, SMPP 3.4 §5.2.17. */
function receiptWanted(registered: unknown): TakenMessage['receipt'] {
  const wish = Number(registered ?? 0) & 0x03
  return wish === 1 ? 'always' : wish === 2 ? 'on-failure' : 'never'
}

/** The package decodes by data_coding and takes the user data header off. */
function messageText(field: Message | undefined): string {
  return textField(field?.message)
}

function textField(value: unknown): string {
  return typeof value === 'string' ? value : ''
}

function refused(status: number): Submitted {
  return { kind: 'refused', status }
}
