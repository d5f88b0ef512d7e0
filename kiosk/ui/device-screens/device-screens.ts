import type { DeviceScreen } from '../../../flows/base/device-screens.ts'
import { CardKeyScreen } from './card-key.screen.tsx'
import { CardReadScreen } from './card-read.screen.tsx'
import { CardReadingScreen } from './card-reading.screen.tsx'
import { CardWaitScreen } from './card-wait.screen.tsx'
import { CodeSendingScreen } from './code-sending.screen.tsx'
import type { DeviceScreenComponent } from './device-screen-props.ts'
import { OwnerAskingScreen } from './owner-asking.screen.tsx'
import { OwnerResultScreen } from './owner-result.screen.tsx'
import { OwnerWaitingScreen } from './owner-waiting.screen.tsx'
import { PrintingScreen } from './printing.screen.tsx'
import { TokenCheckingScreen } from './token-checking.screen.tsx'
import { TokenChooseScreen } from './token-choose.screen.tsx'
import { TokenConfirmScreen } from './token-confirm.screen.tsx'
import { TokenLookingScreen } from './token-looking.screen.tsx'
import { TokenPinScreen } from './token-pin.screen.tsx'
import { TokenPinPadScreen } from './token-pin-pad.screen.tsx'
import { TokenSigningScreen } from './token-signing.screen.tsx'

/** The screen of every state in which a person stands before a device: a tag without one does not compile. */
export const DEVICE_SCREEN_COMPONENTS: Readonly<Record<DeviceScreen, DeviceScreenComponent>> = {
  'token-looking': TokenLookingScreen,
  'token-choose': TokenChooseScreen,
  'token-checking': TokenCheckingScreen,
  'token-confirm': TokenConfirmScreen,
  'token-pin': TokenPinScreen,
  'token-pin-pad': TokenPinPadScreen,
  'token-signing': TokenSigningScreen,
  'card-key': CardKeyScreen,
  'card-wait': CardWaitScreen,
  'card-reading': CardReadingScreen,
  'card-read': CardReadScreen,
  'owner-asking': OwnerAskingScreen,
  'owner-waiting': OwnerWaitingScreen,
  'owner-result': OwnerResultScreen,
  'code-sending': CodeSendingScreen,
  printing: PrintingScreen,
}
