import { useCallback } from 'react'
import { Page } from '../frame/page.view.tsx'
import { stepOf } from '../frame/steps.ts'
import { COUNTER_TEXTS } from '../text/counter-texts.ts'
import type { ScreenProps } from '../ui.ts'
import { SignIn } from './sign-in.view.tsx'

/** An officer signs in, or a second one to confirm what the first attested. The PIN leaves the keyboard as a one-time handle. */
export function StaffSignInScreen({ view, ui }: ScreenProps) {
  const words = COUNTER_TEXTS[view.visit.language]
  const { send, keep } = ui
  const isConfirming = view.staffSession?.purpose === 'confirm'
  const onEntered = useCallback(
    (code: string, pin: string) => send({ type: 'user.staffSignedIn', code, pin: keep(pin) }),
    [send, keep],
  )
  const onToken = useCallback(() => send({ type: 'user.choseToken' }), [send])
  return (
    <Page
      ui={ui}
      step={isConfirming ? stepOf(view) : null}
      question={isConfirming ? words.signIn.confirmQuestion : words.signIn.question}
      why={isConfirming ? words.signIn.confirmWhy : words.signIn.why}
    >
      <SignIn ui={ui} words={words} session={view.staffSession} onEntered={onEntered} onToken={onToken} />
    </Page>
  )
}
