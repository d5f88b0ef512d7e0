import type { FaultCode } from '../base/fault-codes.ts'

export type ScannerState = 'ready' | 'absent' | 'lost' | 'off'

export type ScannerEvent =
  /** One whole scan as text, after UTF-8 decoding and removal of framing. Repeats within the double-read window are dropped by the driver. */
  | { readonly kind: 'scanned'; readonly text: string }
  /** Bytes came that are no scan; the screen answers them all the same (traps.md). */
  | { readonly kind: 'refused'; readonly code: FaultCode }
  | { readonly kind: 'state'; readonly state: ScannerState; readonly code: FaultCode | null }

export interface ScannerPort {
  readonly state: ScannerState
  /** Tells the listener of every event from now on. The function given back ends it. */
  subscribe(listener: (event: ScannerEvent) => void): () => void
}
