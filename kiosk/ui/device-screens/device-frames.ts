import type { DeviceScreen } from '../../../flows/base/device-screens.ts'
import type { FaultCode } from '../../../flows/base/fault-codes.ts'
import type { DeviceView } from '../../../flows/device-view.ts'
import type { FooterHints } from '../frame/bottom-line.ts'
import { certificatesAreUsable } from './certificates.ts'

/** What Enter and Esc do on a device's screen as it stands. */
export function deviceFrameOf(view: DeviceView): FooterHints {
  if (view.screen === null) return { next: null, back: null }
  switch (view.screen) {
    case 'token-choose':
      return { next: certificatesAreUsable(view.tokenSign) ? 'next' : 'done', back: 'back' }
    case 'card-wait':
      return { next: view.readCard?.presence === 'present' ? 'readAgain' : null, back: 'back' }
    case 'card-read':
      return { next: view.readCard?.verdict ? 'done' : 'next', back: 'readAgain' }
    case 'owner-result':
      return { next: view.ownership?.match?.kind === 'unreadable' ? null : 'next', back: 'back' }
    case 'code-sending':
      return { next: view.sendCode?.isStuck ? 'retry' : 'dontWait', back: 'back' }
    default:
      return FRAMES[view.screen]
  }
}

/** What the flow has found wrong and the person may put right, or null. */
export function deviceProblemOf(view: DeviceView): FaultCode | null {
  const family = view.tokenSign ?? view.readCard ?? view.ownership ?? view.sendCode
  if (family?.problem) return family.problem
  return view.screen === 'card-read' ? (view.readCard?.verdict ?? null) : null
}

/** Names one showing of one device's screen: components carry it as their key, so nothing typed on one can stay for the next. */
export function deviceScreenKeyOf(view: DeviceView): string {
  return `${view.screen ?? 'none'} ${view.tokenSign?.chosen?.tokenId ?? ''}`
}

const FRAMES: Readonly<Record<DeviceScreen, FooterHints>> = {
  'token-looking': { next: null, back: 'back' },
  'token-choose': { next: 'next', back: 'back' },
  'token-checking': { next: null, back: 'back' },
  'token-confirm': { next: 'next', back: 'back' },
  'token-pin': { next: 'sign', back: 'back' },
  'token-pin-pad': { next: null, back: 'back' },
  'token-signing': { next: null, back: null },
  'card-key': { next: 'next', back: 'back' },
  'card-wait': { next: null, back: 'back' },
  'card-reading': { next: null, back: 'back' },
  'card-read': { next: 'next', back: 'readAgain' },
  'owner-asking': { next: 'ask', back: 'back' },
  'owner-waiting': { next: null, back: 'back' },
  'owner-result': { next: 'next', back: 'back' },
  'code-sending': { next: 'dontWait', back: 'back' },
  printing: { next: null, back: 'leaveWait' },
}
