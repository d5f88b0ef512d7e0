import { Box, Text } from 'ink'
import { cutTo, hang, padTo } from '../draw/cells.ts'
import { Page } from '../frame/page.view.tsx'
import { validityOf } from './certificates.ts'
import type { DeviceScreenProps } from './device-screen-props.ts'
import { DeviceTrouble } from './device-trouble.view.tsx'

const NAME_CELLS = 14

/** The chosen certificate as it will stand under the signature, before a PIN is asked. */
export function TokenConfirmScreen({ view, ui, step }: DeviceScreenProps) {
  const { confirm } = ui.texts.devices.token
  const { paint, glyphs } = ui.look
  const { chosen = null, problem = null, notice = null } = view.tokenSign ?? {}
  const lines = chosen
    ? ([
        [confirm.name, chosen.commonName],
        ...(chosen.organisation ? [[confirm.organisation, chosen.organisation] as const] : []),
        [confirm.issuer, chosen.issuerName],
        [confirm.validity, validityOf(ui, chosen)],
        [confirm.device, chosen.tokenLabel],
      ] as const)
    : []
  return (
    <Page ui={ui} step={step} question={confirm.question} why={chosen?.hasPinPad ? confirm.whyPinPad : confirm.why}>
      <Box flexDirection="column" flexShrink={0} aria-role="list">
        {lines.map(([name, value]) => (
          <Text key={name} wrap="truncate" aria-label={`${name}: ${value}`}>
            {`  ${padTo(name, NAME_CELLS)}${paint.answer(cutTo(value, ui.area.textColumns - NAME_CELLS - 2, glyphs.more))}`}
          </Text>
        ))}
      </Box>
      {chosen?.doubt ? (
        <Box marginTop={1} flexShrink={0}>
          <Text>{paint.attention(hang(glyphs.warning, confirm.doubt, ui.area.textColumns))}</Text>
        </Box>
      ) : null}
      <Box marginTop={1} flexShrink={0}>
        <DeviceTrouble ui={ui} problem={problem} notice={notice} />
      </Box>
    </Page>
  )
}
