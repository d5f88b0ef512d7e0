import type { PersonEvent, ScannerInput } from '../../flows/base/events.ts'
import type { FaultCode } from '../../flows/base/fault-codes.ts'
import type { Outcome } from '../../flows/base/outcome.ts'

/** What the driver of a headless registration does next at the state the visit stands in. */
export type NextStep =
  | { readonly kind: 'send'; readonly event: PersonEvent }
  /** The card is held before the scanner, once a registration. */
  | { readonly kind: 'scan'; readonly input: ScannerInput }
  | { readonly kind: 'answer-captcha'; readonly captchaId: string }
  | { readonly kind: 'enter-code'; readonly challengeId: string }
  | { readonly kind: 'enter-password' }
  | { readonly kind: 'enter-pin' }
  | { readonly kind: 'sign-in-confirmer' }
  /** A person answers at another screen. */
  | { readonly kind: 'confirm-elsewhere'; readonly transactionId: string; readonly by: Confirmation }
  | { readonly kind: 'wait' }
  /** Waits for what is plugged in; if it does not come, this is why. */
  | { readonly kind: 'wait-for-token'; readonly code: FaultCode }
  /** The flow wants something that these answers cannot give. */
  | { readonly kind: 'stop'; readonly codes: readonly FaultCode[] }
  | { readonly kind: 'finished'; readonly outcome: Outcome }

/** What tells the other screen which request is meant: the control code on both, or the address in the QR. */
export type Confirmation = { readonly code: string } | { readonly uri: string }

/** What was done that no view tells. */
export interface Progress {
  readonly scanned: boolean
}
