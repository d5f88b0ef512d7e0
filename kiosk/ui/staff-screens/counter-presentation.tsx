import type { CounterDesk, CounterMode } from '../counter-mode.ts'
import type { ScreenComponent } from '../screens/screens.ts'
import { VISIT_SCREENS } from '../screens/visit-screens.ts'
import { ASSISTED_TEXTS } from '../text/assisted-texts.ts'
import { Asking } from './asking.view.tsx'
import { AttestScreen } from './attest.screen.tsx'
import { CallBacksScreen } from './call-backs.screen.tsx'
import { citizenTypes } from './citizen-types.tsx'
import { CounterFoot } from './counter-foot.view.tsx'
import { counterBottomLine, counterBottomLineSpoken, counterFrameOf, counterHasProblem } from './counter-frames.ts'
import { CounterHelpOverlay } from './counter-help.view.tsx'
import { CounterResultScreen } from './counter-result.screen.tsx'
import { FormScreen } from './form.screen.tsx'
import { HomeScreen } from './home.screen.tsx'
import type { PortraitPictures } from './portrait-pictures.ts'
import { StaffCheckingScreen } from './staff-checking.screen.tsx'
import { StaffLockedScreen } from './staff-locked.screen.tsx'
import { StaffNoneScreen } from './staff-none.screen.tsx'
import { StaffSignInScreen } from './staff-sign-in.screen.tsx'

/**
 * The presentation of an assisted counter around one desk: the citizen's screens, with the officer's in their places. `pictures` draws the portrait of a chip; without it none
 * is shown.
 */
export function counterPresentation(desk: CounterDesk, pictures: PortraitPictures | null = null): CounterMode {
  const Home: ScreenComponent = ({ view, ui }) => <HomeScreen view={view} ui={ui} desk={desk} />
  const Attest: ScreenComponent = ({ view, ui }) => <AttestScreen view={view} ui={ui} pictures={pictures} />
  return {
    desk,
    texts: ASSISTED_TEXTS,
    screens: {
      ...VISIT_SCREENS,
      welcome: Home,
      form: FormScreen,
      attest: Attest,
      result: CounterResultScreen,
      'call-backs': CallBacksScreen,
      // What is secret or agreed to is the citizen's own to type.
      'otp-entry': citizenTypes(VISIT_SCREENS['otp-entry']),
      'token-pin': citizenTypes(VISIT_SCREENS['token-pin']),
      password: citizenTypes(VISIT_SCREENS.password),
      terms: citizenTypes(VISIT_SCREENS.terms),
      'staff-sign-in': StaffSignInScreen,
      'staff-checking': StaffCheckingScreen,
      'staff-locked': StaffLockedScreen,
      'staff-none': StaffNoneScreen,
    },
    frameOf: counterFrameOf,
    hasProblem: counterHasProblem,
    bottomLine: counterBottomLine,
    bottomLineSpoken: counterBottomLineSpoken,
    Foot: CounterFoot,
    Help: CounterHelpOverlay,
    Asking,
  }
}
