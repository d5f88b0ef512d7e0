import { Fault } from '../../flows/base/fault.ts'
import type { SignOutcome } from '../../flows/ports/token.port.ts'
import type { Refusal } from './messages.ts'
import { pinStanding } from './token-flags.ts'

/** A pin pad waits 30 s for a key (CCID bTimeOut) and says "cancelled" then too: PKCS#11 has no word of its own for it. */
export const PIN_PAD_PATIENCE_MS = 28_000

/**
 * What a refusal is to the flow: an outcome for what people do every day; otherwise raises TOKEN_REMOVED, TOKEN_KEY_MISSING, TOKEN_MECHANISM or TOKEN_FAILED.
 * `tookMs` is how long the module took to refuse.
 */
export function outcomeOf(refusal: Refusal, module: string, tookMs: number): SignOutcome {
  const details = { module, ckr: refusal.ckr }
  switch (refusal.why) {
    case 'pin-wrong':
      // Without flags nothing better is known than that a wrong one was just entered.
      return { kind: 'pin-wrong', pin: refusal.flags === null ? 'count-low' : pinStanding(refusal.flags) }
    case 'pin-malformed':
    case 'pin-final-try':
    case 'pin-locked':
    case 'pin-not-set':
      return { kind: refusal.why }
    case 'pin-pad-cancelled':
      return { kind: tookMs >= PIN_PAD_PATIENCE_MS ? 'pin-pad-timed-out' : 'pin-pad-cancelled' }
    case 'token-removed':
      throw new Fault('TOKEN_REMOVED', details)
    case 'key-missing':
      throw new Fault('TOKEN_KEY_MISSING', details)
    case 'mechanism':
      throw new Fault('TOKEN_MECHANISM', details)
    case 'failed':
      throw new Fault('TOKEN_FAILED', details)
  }
}
