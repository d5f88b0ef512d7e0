import type { Screen } from '../../../flows/base/screens.ts'
import type { VisitView } from '../../../flows/visit/visit-view.ts'
import type { FooterHints } from './bottom-line.ts'

export interface ScreenFrame extends FooterHints {
  /** Which of the six steps, or null outside a registration. */
  readonly step: number | null
}

/** What the frame says around a screen: the step, and what Enter and Esc do there. */
export function frameOf(view: VisitView): ScreenFrame {
  const frame = FRAMES[view.screen]
  const canSkip = view.screen === 'field' && view.mobile?.field === 'email' && view.mobile.draft.email === ''
  return canSkip ? { ...frame, next: 'skip' } : frame
}

/** True when the flow has found something to correct on this screen; then the title says so. */
export function hasProblem(view: VisitView): boolean {
  switch (view.screen) {
    case 'field':
      return view.mobile?.problem != null
    case 'captcha':
      return view.captcha?.problem != null
    case 'otp-entry':
      return view.otp != null && (view.otp.problem !== null || isExpired(view.otp))
    case 'password':
      return view.password?.problem != null
    default:
      return false
  }
}

/** True when the code on its way can no longer be used. */
export function isExpired(otp: NonNullable<VisitView['otp']>): boolean {
  return otp.elapsedMs >= (otp.challenge?.lifetimeMs ?? 0)
}

const FRAMES: Readonly<Record<Screen, ScreenFrame>> = {
  welcome: { step: null, next: 'start', back: null },
  opening: { step: null, next: null, back: null },
  subject: { step: 1, next: 'next', back: 'leave' },
  method: { step: 1, next: 'next', back: 'back' },
  'adviser-question': { step: 1, next: 'next', back: 'back' },
  'adviser-advice': { step: 1, next: 'next', back: 'back' },
  conditions: { step: 1, next: 'next', back: 'back' },
  field: { step: 2, next: 'next', back: 'back' },
  captcha: { step: 2, next: 'next', back: 'back' },
  'captcha-wait': { step: 2, next: null, back: null },
  review: { step: 3, next: 'getCode', back: 'back' },
  'otp-sending': { step: 4, next: null, back: 'back' },
  'otp-entry': { step: 4, next: 'next', back: 'back' },
  'otp-checking': { step: 4, next: null, back: null },
  'line-down': { step: 4, next: 'next', back: 'back' },
  'pre-checking': { step: 4, next: null, back: null },
  password: { step: 5, next: 'next', back: 'back' },
  'password-saving': { step: 5, next: null, back: null },
  terms: { step: 6, next: 'agree', back: 'back' },
  sealing: { step: 6, next: null, back: null },
  delivering: { step: 6, next: 'dontWait', back: null },
  result: { step: null, next: 'done', back: null },
  wiping: { step: null, next: null, back: null },
}
