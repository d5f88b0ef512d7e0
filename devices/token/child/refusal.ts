import { meaningOf } from '../ckr.ts'
import type { Refusal, RefusalReason } from '../messages.ts'
import { ckrOf } from './cryptoki.ts'

/** What was being done when the module refused: the same value means other things in other places. */
export type Doing = 'login' | 'login-on-pin-pad' | 'anything-else'

const ABOUT_THE_PIN: ReadonlySet<RefusalReason> = new Set(['pin-wrong', 'pin-malformed', 'pin-locked', 'pin-not-set'])

/** Turns what a call raised into a refusal. "Cancelled" is what a person did on the token's own keys, and never a technical failure (Web eID #248). */
export function refusalOf(thrown: unknown, doing: Doing, flags: number | null = null): Refusal {
  const ckr = ckrOf(thrown)
  const meaning = ckr === null ? 'failed' : meaningOf(ckr)
  const fits =
    meaning === 'pin-pad-cancelled'
      ? doing === 'login-on-pin-pad'
      : doing !== 'anything-else' || !ABOUT_THE_PIN.has(meaning)
  return { kind: 'refused', why: fits ? meaning : 'failed', ckr, flags }
}

/** A refusal that no call raised. */
export function refused(why: RefusalReason, flags: number | null = null): Refusal {
  return { kind: 'refused', why, ckr: null, flags }
}
