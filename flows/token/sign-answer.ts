import { toFault } from '../base/fault.ts'
import type { FaultCode } from '../base/fault-codes.ts'
import type { PinStanding, SignOutcome } from '../ports/token.port.ts'
import { pinRefusal } from './token-choice.ts'

/** What an attempt to sign means for the person, whichever way it ended. */
export type SignAnswer =
  | { readonly means: 'signed' }
  /** The same certificate, another PIN or another press of the keys. `pin` is null where nothing was learnt of it. */
  | { readonly means: 'try-again'; readonly code: FaultCode; readonly pin: PinStanding | null }
  /** The PIN is at its last try, locked or not set: nothing more is tried here. */
  | { readonly means: 'refused'; readonly code: FaultCode }
  | { readonly means: 'gone'; readonly code: FaultCode }
  /** This certificate cannot sign; another may. */
  | { readonly means: 'choose-another'; readonly code: FaultCode }
  /** The module or token failed; a few more tries are worth it. */
  | { readonly means: 'broke'; readonly code: FaultCode }
  | { readonly means: 'faulted'; readonly code: FaultCode }

/** Reads the port's word. */
export function answerOf(outcome: SignOutcome): SignAnswer {
  switch (outcome.kind) {
    case 'signed':
      return { means: 'signed' }
    case 'pin-wrong': {
      const code = pinRefusal(outcome.pin)
      return code ? { means: 'refused', code } : { means: 'try-again', code: 'TOKEN_PIN_WRONG', pin: outcome.pin }
    }
    case 'pin-malformed':
      return { means: 'try-again', code: 'TOKEN_PIN_MALFORMED', pin: null }
    case 'pin-final-try':
      return { means: 'refused', code: 'TOKEN_PIN_LAST_TRY' }
    case 'pin-locked':
      return { means: 'refused', code: 'TOKEN_PIN_LOCKED' }
    case 'pin-not-set':
      return { means: 'refused', code: 'TOKEN_PIN_NOT_SET' }
    case 'pin-pad-cancelled':
      return { means: 'try-again', code: 'TOKEN_PIN_PAD_CANCELLED', pin: null }
    case 'pin-pad-timed-out':
      return { means: 'try-again', code: 'TOKEN_PIN_PAD_TIMED_OUT', pin: null }
  }
}

/** Reads what the port raised. A technical failure is never told as if the person had cancelled (traps.md: Web eID #248). */
export function failureOf(thrown: unknown): SignAnswer {
  const { code } = toFault(thrown)
  switch (code) {
    case 'TOKEN_REMOVED':
    case 'TOKEN_ABSENT':
      return { means: 'gone', code: 'TOKEN_REMOVED' }
    case 'TOKEN_KEY_MISSING':
    case 'TOKEN_MECHANISM':
      return { means: 'choose-another', code }
    case 'TOKEN_MODULE_CRASHED':
    case 'TOKEN_MODULE_HUNG':
    case 'TOKEN_FAILED':
      return { means: 'broke', code }
    case 'CANCELLED':
      return { means: 'broke', code: 'TOKEN_FAILED' }
    case 'SECRET_SPENT':
      return { means: 'try-again', code, pin: null }
    default:
      return { means: 'faulted', code }
  }
}
