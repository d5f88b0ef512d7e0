import type { FaultCode } from '../base/fault-codes.ts'
import type { WatchedDevice } from './device.port.ts'

export type SlipLine =
  | { readonly kind: 'title'; readonly text: string }
  | { readonly kind: 'text'; readonly text: string; readonly strong?: boolean }
  /** A label with its value, the value under it where both do not fit on one line. */
  | { readonly kind: 'pair'; readonly label: string; readonly value: string }
  /** A number a person reads out or types. */
  | { readonly kind: 'number'; readonly text: string }
  | { readonly kind: 'qr'; readonly text: string }
  | { readonly kind: 'rule' }

/** What is on a receipt or slip. Never a secret: no PIN, code or password. */
export interface Slip {
  readonly lines: readonly SlipLine[]
  /** Large across the slip: "BẢN SAO", "LUYỆN TẬP – KHÔNG CÓ GIÁ TRỊ". */
  readonly marks: readonly string[]
}

/** `uncertain`: the bytes left and the printer did not say that they are on paper. */
export type PrintOutcome =
  | { readonly kind: 'printed' }
  | { readonly kind: 'not-printed'; readonly code: FaultCode }
  | { readonly kind: 'uncertain'; readonly code: FaultCode }

export interface PrinterPort extends WatchedDevice {
  /** Prints one slip and cuts. Asks for paper, cover and errors first, and after it whether it is done. Never raises: a dead printer must not block the citizen. */
  print(slip: Slip, signal?: AbortSignal): Promise<PrintOutcome>
}

/** What is printed, for the journal: the same `documentId` printed again is a copy. */
export interface PrintIntent {
  /** Idempotency key of one print. */
  readonly printId: string
  /** What the paper is of: a packet id, or `test`, `readiness`. */
  readonly documentId: string
  readonly kind: 'receipt' | 'test' | 'readiness'
}

/** Every print is written down before it happens and its outcome after: a power cut leaves an intent without outcome, which counts as printed. */
export interface PrintJournalPort {
  /** Gives how many prints of this document came before that are, or may be, on paper. Idempotent by printId. Raises STORE_FULL, STORE_BUSY. */
  intend(intent: PrintIntent): Promise<{ readonly earlier: number }>
  settle(printId: string, outcome: PrintOutcome): Promise<void>
}
