import type { FaultCode } from './fault-codes.ts'
import type { Ial } from './terms.ts'

export interface Receipt {
  readonly packetId: string
  readonly receiptNumber: string
  readonly sealedAt: number
}

/** How one registration ended. `backed-out` returns to the choice of method and shows no result. */
export type Outcome =
  | { readonly kind: 'accepted'; readonly ial: Ial; readonly receipt: Receipt }
  | { readonly kind: 'pending'; readonly code: FaultCode | null; readonly receipt: Receipt }
  | { readonly kind: 'waiting-for-citizen'; readonly code: FaultCode; readonly receipt: Receipt }
  | {
      readonly kind: 'refused'
      readonly code: FaultCode
      readonly carrier: string | null
      readonly receipt: Receipt | null
    }
  | { readonly kind: 'faulted'; readonly code: FaultCode }
  | { readonly kind: 'backed-out' }
