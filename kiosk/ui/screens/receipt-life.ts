import type { Outcome } from '../../../flows/base/outcome.ts'
import { dayInVietnam } from '../../../flows/base/vietnam-time.ts'
import { RECEIPT_LIFE_DAYS, RECEIPT_LIFE_MS } from '../../../flows/rules/receipt-code.ts'
import { dayOf } from '../draw/dates.ts'
import type { Texts } from '../text/texts.ts'

/**
 * Until when somebody comes back, as the beginning of a sentence: central's word where it is known, else as long as central waits, from the capture on. A clock that nobody has confirmed
 * names no day: central counts from the day it knows.
 */
export function comeBackBefore(
  { result }: Texts,
  outcome: Extract<Outcome, { kind: 'pending' | 'waiting-for-citizen' }>,
  clockProven: boolean,
): string {
  const told = outcome.kind === 'waiting-for-citizen' ? (outcome.expiresAtMs ?? null) : null
  if (told === null && !clockProven) return result.within(RECEIPT_LIFE_DAYS)
  return result.before(day(told ?? outcome.receipt.sealedAt + RECEIPT_LIFE_MS))
}

function day(ms: number): string {
  return dayOf(dayInVietnam(ms))
}
