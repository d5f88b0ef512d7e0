import type { VisitScreen, VisitView } from '../../../flows/visit/visit-view.ts'
import type { Texts } from '../text/texts.ts'

export interface WaitWords {
  readonly what: string
  readonly way: string
}

/** What is being waited for, and the way out where there is one. */
export function waitWords(texts: Texts, view: VisitView): WaitWords {
  const { screen, remote } = view
  const { method } = view.visit
  if (screen === 'remote-starting') {
    const request = remote?.request
    const { signIn, ...starting } = texts.remote.starting
    if (request?.kind === 'sign-in') return { what: signIn(texts.methods[request.provider]), way: starting.way }
    return { what: starting[request?.kind ?? 'sim-signature'], way: starting.way }
  }
  if (screen === 'pre-checking' && (method === 'social-insurance' || method === 'in-person')) {
    return texts.preChecking[method]
  }
  return texts.waits[isWait(screen) ? screen : 'opening']
}

type Wait = keyof Texts['waits']

const WAITS: Readonly<Record<Wait, true>> = {
  opening: true,
  'captcha-wait': true,
  'signature-checking': true,
  'otp-sending': true,
  'otp-checking': true,
  'pre-checking': true,
  'return-looking': true,
  'return-checking': true,
  'call-backs-loading': true,
  'password-saving': true,
  sealing: true,
  delivering: true,
  wiping: true,
}

function isWait(screen: VisitScreen): screen is Wait {
  return screen in WAITS
}
