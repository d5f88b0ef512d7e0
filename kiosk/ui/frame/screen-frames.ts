import type { Screen } from '../../../flows/base/screens.ts'
import type { FormInput } from '../../../flows/form/form.flow.ts'
import { prospectOf } from '../../../flows/rules/offline.ts'
import type { VisitView } from '../../../flows/visit/visit-view.ts'
import { waysWithoutLine } from '../../../flows/visit/ways-without-line.ts'
import { deviceFrameOf, deviceProblemOf } from '../device-screens/device-frames.ts'
import { isDeviceScreen, isStaffScreen } from '../screens/screen-kinds.ts'
import type { FooterHints, HintName } from './bottom-line.ts'

/** What the frame says around a screen: what Enter and Esc do there. */
export function frameOf(view: VisitView): FooterHints {
  const { screen, form } = view
  if (isDeviceScreen(screen)) return deviceFrameOf(view.device)
  if (isStaffScreen(screen)) return STAFF_FRAME
  const frame = FRAMES[screen]
  if (screen === 'review' && form) return { ...frame, next: isWithoutCode(view) ? 'next' : AFTER_REVIEW[form.next] }
  if (screen === 'return-receipt' && view.returning?.stationKind === 'assisted') return { ...frame, next: 'next' }
  if (screen === 'return-found' && view.returning?.otpStanding != null) return { ...frame, next: 'typeCode' }
  if (screen === 'call-backs' && view.callBacks?.problem != null) return { ...frame, next: 'retry' }
  if (screen === 'call-backs' && (view.callBacks?.callBacks.length ?? 0) > 0) return { ...frame, next: 'next' }
  if (screen === 'needs-line' && waysWithoutLine(view.visit).length === 0) return { ...frame, next: null }
  if (screen === 'result' && view.leaving === 'asked') return { next: 'done', back: 'back' }
  // A hint comes with the key.
  if (screen === 'result' && view.leaving === 'held') return { next: null, back: null }
  const canSkip = screen === 'field' && form?.field === 'email' && form.draft.email === ''
  return canSkip ? { ...frame, next: 'skip' } : frame
}

/** No code comes now: none is promised. */
function isWithoutCode({ visit: { opening, method } }: VisitView): boolean {
  return opening !== null && method !== null && prospectOf(method, opening) === 'return-once'
}

/** True when the flow has found something to correct on this screen; then the title says so. */
export function hasProblem(view: VisitView): boolean {
  if (isDeviceScreen(view.screen)) return deviceProblemOf(view.device) !== null
  switch (view.screen) {
    case 'field':
      return view.form?.problem != null
    case 'captcha':
      return view.captcha?.problem != null
    case 'otp-entry':
      return view.otp != null && (view.otp.problem !== null || isExpired(view.otp))
    case 'password':
      return view.password?.problem != null
    case 'return-receipt':
      return view.returning?.problem != null
    default:
      return false
  }
}

/** True when the code on its way can no longer be used. */
export function isExpired(otp: NonNullable<VisitView['otp']>): boolean {
  return otp.elapsedMs >= (otp.challenge?.lifetimeMs ?? 0)
}

const AFTER_REVIEW: Readonly<Record<FormInput['next'], HintName>> = {
  'get-code': 'getCode',
  'ask-phone': 'askPhone',
  continue: 'next',
}

const STAFF_FRAME: FooterHints = { next: 'next', back: 'back' }

const FRAMES: Readonly<Record<Screen, FooterHints>> = {
  welcome: { next: 'start', back: null },
  opening: { next: null, back: null },
  subject: { next: 'next', back: 'leave' },
  method: { next: 'next', back: 'back' },
  'needs-line': { next: 'next', back: 'back' },
  'adviser-question': { next: 'next', back: 'back' },
  'adviser-advice': { next: 'next', back: 'back' },
  conditions: { next: 'next', back: 'back' },
  field: { next: 'next', back: 'back' },
  captcha: { next: 'next', back: 'back' },
  'captcha-wait': { next: null, back: null },
  review: { next: 'getCode', back: 'back' },
  form: { next: 'next', back: 'back' },
  'remote-starting': { next: null, back: 'back' },
  'remote-cut-off': { next: 'retry', back: 'back' },
  'remote-waiting': { next: 'confirmed', back: 'back' },
  'signature-checking': { next: null, back: null },
  'raise-level': { next: 'next', back: 'back' },
  'account-ways': { next: 'next', back: 'back' },
  'account-maybe': { next: 'next', back: 'back' },
  'return-receipt': { next: null, back: 'back' },
  'return-looking': { next: null, back: 'back' },
  'return-unknown': { next: 'next', back: 'leave' },
  'return-found': { next: 'getCode', back: 'leave' },
  'return-checking': { next: null, back: null },
  'return-line-down': { next: 'retry', back: 'leave' },
  'call-backs-loading': { next: null, back: 'back' },
  'call-backs': { next: 'done', back: 'back' },
  attest: { next: 'next', back: 'back' },
  'otp-sending': { next: null, back: 'back' },
  'otp-entry': { next: 'next', back: 'back' },
  'otp-checking': { next: null, back: null },
  'line-down': { next: 'next', back: 'back' },
  'pre-checking': { next: null, back: null },
  password: { next: 'next', back: 'back' },
  'password-saving': { next: null, back: null },
  terms: { next: 'agree', back: 'back' },
  sealing: { next: null, back: null },
  delivering: { next: 'dontWait', back: null },
  result: { next: 'done', back: null },
  wiping: { next: null, back: null },
}
