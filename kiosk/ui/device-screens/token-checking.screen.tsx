import type { DeviceScreenProps } from './device-screen-props.ts'
import { DeviceWait } from './device-wait.view.tsx'

/** Before any PIN: whose the chosen certificate is, and whether it counts. */
export function TokenCheckingScreen({ ui, step }: DeviceScreenProps) {
  return <DeviceWait ui={ui} step={step} words={ui.texts.devices.token.checking} />
}
