import type { FaultCode } from '../../flows/base/fault-codes.ts'
import type { PrinterMessage } from './parser.ts'

/** What happens to a conversation with the printer. */
export type ExchangeInput =
  | { readonly kind: 'heard'; readonly message: PrinterMessage }
  /** That piece has left this program. */
  | { readonly kind: 'written'; readonly piece: number }
  | { readonly kind: 'timed-out' }
  /** The whole conversation takes too long. */
  | { readonly kind: 'out-of-time' }
  | { readonly kind: 'lost'; readonly code: FaultCode }
  | { readonly kind: 'cancelled' }

/** What a conversation does next, as a pure machine says it. */
export type Move<S, R> =
  | {
      readonly kind: 'go-on'
      readonly state: S
      /** `piece` is null for a question: nobody waits for it to leave. */
      readonly write: { readonly bytes: Uint8Array; readonly piece: number | null } | null
      /** A new wait in place of the one that runs; null leaves that one. */
      readonly waitMs: number | null
    }
  | { readonly kind: 'ended'; readonly result: R; readonly write: Uint8Array | null }
