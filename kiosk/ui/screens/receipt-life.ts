import type { Outcome } from '../../../flows/base/outcome.ts'
import { dayInVietnam } from '../../../flows/base/vietnam-time.ts'
import { RECEIPT_LIFE_MS, type ReceiptRef, receiptGoodUntilMs } from '../../../flows/rules/receipt-code.ts'
import { dayOf } from '../draw/dates.ts'

/** The day before which somebody comes back, dd/mm/yyyy: central's word where it is known, else as long as central waits, from the capture on. */
export function comeBackBefore(outcome: Extract<Outcome, { kind: 'pending' | 'waiting-for-citizen' }>): string {
  const told = outcome.kind === 'waiting-for-citizen' ? outcome.expiresAtMs : null
  return day(told ?? outcome.receipt.sealedAt + RECEIPT_LIFE_MS)
}

/** The same for a receipt somebody came back with; null where it does not tell, since its number was typed. */
export function goodBefore(receipt: ReceiptRef | null, expiresAtMs: number | null): string | null {
  const untilMs = expiresAtMs ?? (receipt && receiptGoodUntilMs(receipt))
  return untilMs === null ? null : day(untilMs)
}

function day(ms: number): string {
  return dayOf(dayInVietnam(ms))
}
