import { Box, Text } from 'ink'
import { Page } from '../frame/page.view.tsx'
import type { DeviceScreenProps } from './device-screen-props.ts'
import { DeviceTrouble } from './device-trouble.view.tsx'

/** Asks for consent before the carrier is asked whose SIM is in the modem. */
export function OwnerAskingScreen({ view, ui, step }: DeviceScreenProps) {
  const { asking } = ui.texts.devices.owner
  const { paint, glyphs } = ui.look
  const { problem = null, notice = null, standing = null } = view.ownership ?? {}
  return (
    <Page ui={ui} step={step} question={asking.question} why={asking.why}>
      <Text>{`${paint.key(glyphs.pointer)} ${asking.agree}`}</Text>
      <Box marginTop={1} flexShrink={0}>
        <DeviceTrouble ui={ui} problem={problem} notice={standing ?? notice} />
      </Box>
    </Page>
  )
}
