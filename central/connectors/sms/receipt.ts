import type { Pdu } from 'smpp'

/** What a delivery receipt says. Its `text:` (the first letters of the message, so the code) is never kept. */
export interface DeliveryReceipt {
  readonly messageId: string
  /** DELIVRD, EXPIRED, UNDELIV … (SMPP 3.4 appendix B). */
  readonly stat: string
  readonly error: string | null
}

/** esm_class bits 5–2: 0001 means the short message holds a delivery receipt (SMPP 3.4 §5.2.12). */
const MESSAGE_TYPE_MASK = 0b0011_1100
const DELIVERY_RECEIPT = 0b0000_0100
/** message_state, SMPP 3.4 §5.2.28. */
const STATES = ['', 'ENROUTE', 'DELIVRD', 'EXPIRED', 'DELETED', 'UNDELIV', 'ACCEPTD', 'UNKNOWN', 'REJECTD']

/** Reads a deliver_sm as a receipt: TLVs first, the text of appendix B else. Null when it is none. */
export function readReceipt(pdu: Pdu): DeliveryReceipt | null {
  const esmClass = typeof pdu.esm_class === 'number' ? pdu.esm_class : 0
  if ((esmClass & MESSAGE_TYPE_MASK) !== DELIVERY_RECEIPT) return null
  const text = textOf(pdu)
  const tlvId = pdu.receipted_message_id
  const messageId = typeof tlvId === 'string' && tlvId !== '' ? tlvId : (/\bid:\s*(\S{1,65})/i.exec(text)?.[1] ?? '')
  const tlvState = pdu.message_state
  const stat = (typeof tlvState === 'number' && STATES[tlvState]) || (/\bstat:\s*([A-Z]{1,10})/i.exec(text)?.[1] ?? '')
  if (messageId === '' || stat === '') return null
  return { messageId, stat: stat.toUpperCase(), error: /\berr:\s*(\w{1,8})/i.exec(text)?.[1] ?? null }
}

function textOf(pdu: Pdu): string {
  const message = pdu.short_message?.message || pdu.message_payload?.message || ''
  return typeof message === 'string' ? message : Buffer.from(message).toString('latin1')
}
