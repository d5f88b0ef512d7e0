import type { FaultCode } from './fault-codes.ts'
import type { Ial } from './terms.ts'

/** Ways out for somebody whose account is there already (product.md §3). */
export const ACCOUNT_WAYS = ['recover', 'carrier-counter', 'complain'] as const
export type AccountWay = (typeof ACCOUNT_WAYS)[number]

export interface Receipt {
  readonly packetId: string
  readonly receiptNumber: string
  readonly sealedAt: number
}

/** How one registration ended. `backed-out` returns to the choice of method and shows no result. */
export type Outcome =
  /** `raised`: an account that was there already has this level now. */
  | { readonly kind: 'accepted'; readonly ial: Ial; readonly raised: boolean; readonly receipt: Receipt }
  | { readonly kind: 'pending'; readonly code: FaultCode | null; readonly receipt: Receipt }
  /** `expiresAtMs`: until when central waits; null or absent where it did not say. */
  | {
      readonly kind: 'waiting-for-citizen'
      readonly code: FaultCode
      readonly receipt: Receipt
      readonly expiresAtMs?: number | null
    }
  | {
      readonly kind: 'refused'
      readonly code: FaultCode
      readonly carrier: string | null
      readonly receipt: Receipt | null
      /** Which claims differ from the register, at an assisted counter alone: told to staff, never to a citizen (product.md §3). */
      readonly fields?: readonly string[]
      /** Chosen by somebody whose account exists. */
      readonly way?: AccountWay
    }
  | { readonly kind: 'faulted'; readonly code: FaultCode }
  | { readonly kind: 'backed-out' }
