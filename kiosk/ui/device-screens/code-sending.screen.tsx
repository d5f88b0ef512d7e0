import { Box } from 'ink'
import { commandOf } from '../keys.ts'
import { useScreenKeys } from '../screen-keys.ts'
import type { DeviceScreenProps } from './device-screen-props.ts'
import { DeviceTrouble } from './device-trouble.view.tsx'
import { DeviceWait } from './device-wait.view.tsx'

/** A code goes out by the station's modem; or it is stuck, and Enter tries again. */
export function CodeSendingScreen({ view, ui, step }: DeviceScreenProps) {
  const { code } = ui.texts.devices
  const { problem = null, standing = null, isStuck = false } = view.sendCode ?? {}
  useScreenKeys((key) => {
    if (!isStuck || commandOf(key) !== 'next') return false
    ui.send({ type: 'user.retried' })
    return true
  })
  return (
    <DeviceWait ui={ui} step={step} words={isStuck ? code.stuck : code.sending}>
      <Box flexShrink={0}>
        <DeviceTrouble ui={ui} problem={isStuck ? problem : null} notice={standing} />
      </Box>
    </DeviceWait>
  )
}
