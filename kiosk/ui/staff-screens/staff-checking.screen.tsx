import { DeviceWait } from '../device-screens/device-wait.view.tsx'
import { COUNTER_TEXTS } from '../text/counter-texts.ts'
import type { ScreenProps } from '../ui.ts'

/** Code and PIN, or a token's signature, are being looked at. */
export function StaffCheckingScreen({ view, ui }: ScreenProps) {
  const { checking } = COUNTER_TEXTS[view.visit.language]
  return <DeviceWait ui={ui} step={null} words={{ what: checking.question, way: checking.why }} />
}
