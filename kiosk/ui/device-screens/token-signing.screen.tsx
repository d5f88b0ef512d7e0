import { isBySim } from './certificates.ts'
import type { DeviceScreenProps } from './device-screen-props.ts'
import { DeviceWait } from './device-wait.view.tsx'

/** The token signs; it must stay where it is. */
export function TokenSigningScreen({ view, ui, step }: DeviceScreenProps) {
  const { signing, sim } = ui.texts.devices.token
  return <DeviceWait ui={ui} step={step} words={isBySim(view.tokenSign) ? sim.signing : signing} />
}
