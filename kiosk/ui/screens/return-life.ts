import { dayInVietnam } from '../../../flows/base/vietnam-time.ts'
import { RECEIPT_LIFE_MS, type ReceiptRef, receiptGoodUntilMs } from '../../../flows/rules/receipt-code.ts'
import type { VisitView } from '../../../flows/visit/visit-view.ts'
import { dayOf } from '../draw/dates.ts'
import type { Ui } from '../ui.ts'

/** What this machine holds the time to be. */
export interface OwnTime {
  /** Milliseconds since 1970. */
  readonly nowMs: number
  /** Whether central has confirmed it since the program started. */
  readonly isProven: boolean
}

/** A day, dd/mm/yyyy, before which a receipt is to be used; `over` for one that has passed. */
export type GoodBefore = { readonly day: string } | 'over'

/**
 * Until when a receipt is good that somebody came back with: central's word where it is known, else what the receipt tells of the clock of the station that made it, which may have been
 * wrong. Null where nothing can be told: the number was typed, the receipt's time cannot be right, or this machine does not know what day it is.
 */
export function goodBefore(
  receipt: ReceiptRef | null,
  expiresAtMs: number | null,
  { nowMs, isProven }: OwnTime,
): GoodBefore | null {
  if (expiresAtMs !== null) return { day: dayOf(dayInVietnam(expiresAtMs)) }
  const untilMs = receipt && receiptGoodUntilMs(receipt)
  if (untilMs === null || !isProven) return null
  if (untilMs < FIRST_RECEIPT_MS + RECEIPT_LIFE_MS || untilMs > nowMs + RECEIPT_LIFE_MS + CLOCKS_APART_MS) return null
  return untilMs <= nowMs ? 'over' : { day: dayOf(dayInVietnam(untilMs)) }
}

/** What a screen goes by: the hour at which the visit began, as far as it was confirmed then and still is. */
export function ownTime({ visit: { opening } }: VisitView, { clockProven }: Pick<Ui, 'clockProven'>): OwnTime {
  return { nowMs: opening?.nowMs ?? 0, isProven: opening?.clock === 'proven' && clockProven }
}

/** Before 2020 no station of this product stood: a clock that lost its battery. */
const FIRST_RECEIPT_MS = Date.UTC(2020, 0, 1)
/** How far the clock of another station may be ahead of this one's and still be believed. */
const CLOCKS_APART_MS = 86_400_000
