import { Box, Text } from 'ink'
import { PIN_PAD_LIMIT_MS } from '../../../flows/base/delays.ts'
import { minutesOf } from '../draw/dates.ts'
import { Page } from '../frame/page.view.tsx'
import type { DeviceScreenProps } from './device-screen-props.ts'

/** The PIN is typed on the token's own keys; how long that may take. */
export function TokenPinPadScreen({ view, ui, step }: DeviceScreenProps) {
  const { pinPad } = ui.texts.devices.token
  const { paint, glyphs } = ui.look
  const leftMs = PIN_PAD_LIMIT_MS - (view.tokenSign?.elapsedMs ?? 0)
  return (
    <Page ui={ui} step={step} question={pinPad.question} why={pinPad.why}>
      <Text wrap="truncate">{`${paint.key(glyphs.pointer)} ${paint.answer(view.tokenSign?.chosen?.tokenLabel ?? '')}`}</Text>
      <Box marginTop={1} aria-role="timer">
        <Text>{pinPad.left(minutesOf(leftMs))}</Text>
      </Box>
    </Page>
  )
}
