import { Box, Text } from 'ink'
import { useCallback } from 'react'
import { hang } from '../draw/cells.ts'
import { PinField } from '../fields/pin-field.view.tsx'
import { Page } from '../frame/page.view.tsx'
import { isBySim } from './certificates.ts'
import type { DeviceScreenProps } from './device-screen-props.ts'

/** The PIN of the chosen token, hidden; a warning where a wrong one was typed before. It leaves the keyboard as a one-time handle. */
export function TokenPinScreen({ view, ui, step }: DeviceScreenProps) {
  const { pin, sim } = ui.texts.devices.token
  const words = isBySim(view.tokenSign) ? { question: sim.pin, why: sim.pinWhy } : pin
  const { paint, glyphs } = ui.look
  const { chosen = null, problem = null } = view.tokenSign ?? {}
  const { send, keep } = ui
  const onEntered = useCallback((text: string) => send({ type: 'user.pinEntered', pin: keep(text) }), [send, keep])
  return (
    <Page ui={ui} step={step} question={words.question} why={words.why(chosen?.tokenLabel ?? '')}>
      <PinField ui={ui} row={ui.area.contentRow} problem={problem} onEntered={onEntered} />
      {chosen?.pin === 'count-low' ? (
        <Box flexDirection="column" marginTop={1} flexShrink={0}>
          <Text>{paint.attention(hang(glyphs.warning, pin.countLow, ui.area.textColumns))}</Text>
          <Text>{hang(' ', pin.lastTryKept, ui.area.textColumns)}</Text>
        </Box>
      ) : null}
      <Box marginTop={1} flexShrink={0}>
        <Text>{paint.attention(hang(glyphs.warning, pin.secrecy, ui.area.textColumns))}</Text>
      </Box>
    </Page>
  )
}
