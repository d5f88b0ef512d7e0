import { Box, Text } from 'ink'
import { Page } from '../frame/page.view.tsx'
import type { DeviceScreenProps } from './device-screen-props.ts'
import { DeviceTrouble } from './device-trouble.view.tsx'
import { SKIP_CHIP, useSkipChip } from './skip-chip.ts'

/** A card is to be laid on the reader; or lifted and laid again where the reading broke off. */
export function CardWaitScreen({ view, ui, step, canSkipChip = false }: DeviceScreenProps) {
  const { wait } = ui.texts.devices.card
  const { paint, glyphs } = ui.look
  const {
    presence = 'no-reader',
    standing = null,
    mustLift = false,
    problem = null,
    notice = null,
  } = view.readCard ?? {}
  useSkipChip(ui, canSkipChip)
  const isLaid = presence === 'present'
  return (
    <Page ui={ui} step={step} question={wait.question} why={wait.why} extras={canSkipChip ? [SKIP_CHIP] : []}>
      <Box minHeight={2} flexShrink={0}>
        <DeviceTrouble ui={ui} problem={problem} notice={standing ?? notice} />
      </Box>
      {mustLift && isLaid ? (
        <Box flexDirection="column" marginTop={1} flexShrink={0}>
          <Text>{`${paint.key(glyphs.pointer)} ${wait.lift}`}</Text>
          <Text>{`  ${wait.retry}`}</Text>
        </Box>
      ) : presence === 'no-reader' ? (
        <Box marginTop={1} flexShrink={0}>
          <Text>{`  ${wait.noReader}`}</Text>
        </Box>
      ) : null}
    </Page>
  )
}
