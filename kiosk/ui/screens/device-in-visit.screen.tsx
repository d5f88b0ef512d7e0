import { DEVICE_SCREEN_COMPONENTS } from '../device-screens/device-screens.ts'
import { stepOf } from '../frame/steps.ts'
import type { ScreenProps } from '../ui.ts'

/** A device's own screen, as a step of the registration that uses it. */
export function DeviceInVisitScreen({ view, ui }: ScreenProps) {
  const { device } = view
  if (device.screen === null) return null
  const Screen = DEVICE_SCREEN_COMPONENTS[device.screen]
  const canSkipChip = view.inPerson?.officer != null
  return <Screen view={device} ui={ui} step={stepOf(view)} canSkipChip={canSkipChip} />
}
