import type { DeviceScreenProps } from './device-screen-props.ts'
import { DeviceWait } from './device-wait.view.tsx'

/** The token signs; it must stay where it is. */
export function TokenSigningScreen({ ui, step }: DeviceScreenProps) {
  return <DeviceWait ui={ui} step={step} words={ui.texts.devices.token.signing} />
}
