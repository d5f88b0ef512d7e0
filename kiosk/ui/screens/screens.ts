import type { ReactNode } from 'react'
import type { Screen } from '../../../flows/base/screens.ts'
import type { ScreenProps } from '../ui.ts'
import { AccountMaybeScreen } from './account-maybe.screen.tsx'
import { AccountWaysScreen } from './account-ways.screen.tsx'
import { AdviserAdviceScreen } from './adviser-advice.screen.tsx'
import { AdviserQuestionScreen } from './adviser-question.screen.tsx'
import { CaptchaScreen } from './captcha.screen.tsx'
import { ConditionsScreen } from './conditions.screen.tsx'
import { FieldScreen } from './field.screen.tsx'
import { LineDownScreen } from './line-down.screen.tsx'
import { MethodScreen } from './method.screen.tsx'
import { NeedsLineScreen } from './needs-line.screen.tsx'
import { OfficerScreen } from './officer.screen.tsx'
import { OtpEntryScreen } from './otp-entry.screen.tsx'
import { PasswordScreen } from './password.screen.tsx'
import { RaiseLevelScreen } from './raise-level.screen.tsx'
import { RemoteCutOffScreen } from './remote-cut-off.screen.tsx'
import { RemoteWaitingScreen } from './remote-waiting.screen.tsx'
import { ResultScreen } from './result.screen.tsx'
import { ReturnFoundScreen } from './return-found.screen.tsx'
import { ReturnLineDownScreen } from './return-line-down.screen.tsx'
import { ReturnReceiptScreen } from './return-receipt.screen.tsx'
import { ReturnUnknownScreen } from './return-unknown.screen.tsx'
import { ReviewScreen } from './review.screen.tsx'
import { SubjectScreen } from './subject.screen.tsx'
import { TermsScreen } from './terms.screen.tsx'
import { WaitScreen } from './wait.screen.tsx'
import { WelcomeScreen } from './welcome.screen.tsx'

export type ScreenComponent = (props: ScreenProps) => ReactNode

/** The screen of every state a person can stand in: a tag without one does not compile. */
export const SCREENS: Readonly<Record<Screen, ScreenComponent>> = {
  welcome: WelcomeScreen,
  opening: WaitScreen,
  subject: SubjectScreen,
  method: MethodScreen,
  'needs-line': NeedsLineScreen,
  'adviser-question': AdviserQuestionScreen,
  'adviser-advice': AdviserAdviceScreen,
  conditions: ConditionsScreen,
  field: FieldScreen,
  captcha: CaptchaScreen,
  'captcha-wait': WaitScreen,
  review: ReviewScreen,
  form: OfficerScreen,
  'remote-starting': WaitScreen,
  'remote-cut-off': RemoteCutOffScreen,
  'remote-waiting': RemoteWaitingScreen,
  'signature-checking': WaitScreen,
  'raise-level': RaiseLevelScreen,
  'account-ways': AccountWaysScreen,
  'account-maybe': AccountMaybeScreen,
  'return-receipt': ReturnReceiptScreen,
  'return-looking': WaitScreen,
  'return-unknown': ReturnUnknownScreen,
  'return-found': ReturnFoundScreen,
  'return-checking': WaitScreen,
  'return-line-down': ReturnLineDownScreen,
  'call-backs-loading': WaitScreen,
  'call-backs': OfficerScreen,
  attest: OfficerScreen,
  'otp-sending': WaitScreen,
  'otp-entry': OtpEntryScreen,
  'otp-checking': WaitScreen,
  'line-down': LineDownScreen,
  'pre-checking': WaitScreen,
  password: PasswordScreen,
  'password-saving': WaitScreen,
  terms: TermsScreen,
  sealing: WaitScreen,
  delivering: WaitScreen,
  result: ResultScreen,
  wiping: WaitScreen,
}
