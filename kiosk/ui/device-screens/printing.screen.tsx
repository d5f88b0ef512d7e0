import { Box } from 'ink'
import type { DeviceScreenProps } from './device-screen-props.ts'
import { DeviceTrouble } from './device-trouble.view.tsx'
import { DeviceWait } from './device-wait.view.tsx'

/** Paper comes; a printer that does not answer holds nobody up. */
export function PrintingScreen({ view, ui, step }: DeviceScreenProps) {
  return (
    <DeviceWait ui={ui} step={step} words={ui.texts.devices.printing}>
      <Box flexShrink={0}>
        <DeviceTrouble ui={ui} problem={null} notice={view.print?.standing ?? null} />
      </Box>
    </DeviceWait>
  )
}
