import type { FaultCode } from '../../../flows/base/fault-codes.ts'
import type { VisitView } from '../../../flows/visit/visit-view.ts'
import { deviceProblemOf } from '../device-screens/device-frames.ts'
import { isDeviceScreen } from '../screens/screen-kinds.ts'
import { isExpired } from './screen-frames.ts'

/** What the flow has found to correct on this screen, or null. What a component alone knows (two passwords that differ) is not among it. */
export function problemOf(view: VisitView): FaultCode | null {
  if (isDeviceScreen(view.screen)) return deviceProblemOf(view.device)
  switch (view.screen) {
    case 'field':
      return view.form?.problem?.code ?? null
    case 'captcha':
      return view.captcha?.problem ?? null
    case 'otp-entry':
      return view.otp ? (view.otp.problem ?? (isExpired(view.otp) ? 'OTP_EXPIRED' : null)) : null
    case 'password':
      return view.password?.problem ?? null
    case 'return-receipt':
      return view.returning?.problem ?? null
    default:
      return null
  }
}
