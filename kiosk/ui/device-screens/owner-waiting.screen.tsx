import { Box, Text } from 'ink'
import { OWNER_REPLY_MS } from '../../../flows/base/delays.ts'
import { minutesOf } from '../draw/dates.ts'
import { Page } from '../frame/page.view.tsx'
import type { DeviceScreenProps } from './device-screen-props.ts'

/** The carrier has been asked; how long its answer is waited for. */
export function OwnerWaitingScreen({ view, ui, step }: DeviceScreenProps) {
  const { waiting } = ui.texts.devices.owner
  const leftMs = OWNER_REPLY_MS - (view.ownership?.elapsedMs ?? 0)
  return (
    <Page ui={ui} step={step} question={waiting.question} why={waiting.why}>
      <Box aria-role="timer">
        <Text>{waiting.left(minutesOf(leftMs))}</Text>
      </Box>
    </Page>
  )
}
