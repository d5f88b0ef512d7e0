import { Box, Text } from 'ink'
import type { FaultCode } from '../../../flows/base/fault-codes.ts'
import type { TokenChoice } from '../../../flows/token/token-choice.ts'
import { cutTo, hang, padTo } from '../draw/cells.ts'
import { Page } from '../frame/page.view.tsx'
import { wordsForFault } from '../text/texts.ts'
import type { Ui } from '../ui.ts'
import { isBySim, validityOf } from './certificates.ts'
import type { DeviceScreenProps } from './device-screen-props.ts'
import { DeviceTrouble } from './device-trouble.view.tsx'
import { StatementToSign } from './statement-to-sign.view.tsx'

const NAME_CELLS = 14

/** The chosen certificate as it will stand under the signature, and what is signed, before a PIN is asked. */
export function TokenConfirmScreen({ view, ui, step }: DeviceScreenProps) {
  const { confirm } = ui.texts.devices.token
  const { paint, glyphs } = ui.look
  const { chosen = null, prepared = null, problem = null, notice = null } = view.tokenSign ?? {}
  const { sim } = ui.texts.devices.token
  const device = isBySim(view.tokenSign) ? sim.device : confirm.device
  const lines = chosen ? (prepared ? shortLines(ui, chosen, device) : allLines(ui, chosen, device)) : []
  const doubts = [
    ...(chosen?.doubt ? [confirm.doubt] : []),
    ...(prepared?.revocation === 'unchecked' ? [ui.texts.revocation.unchecked] : []),
  ].map((text) => hang(glyphs.warning, text, ui.area.textColumns))
  const below = doubts.reduce((sum, text) => sum + text.split('\n').length, troubleRows(ui, problem ?? notice))
  // Without a statement there is room for empty rows between the parts.
  const gap = prepared ? 0 : 1
  return (
    <Page ui={ui} step={step} question={confirm.question} why={whyOf(ui, chosen, prepared !== null)} tight={gap === 0}>
      <Box flexDirection="column" flexShrink={0} aria-role="list">
        {lines.map(([name, value]) => (
          <Text key={name} wrap="truncate" aria-label={`${name}: ${value}`}>
            {`  ${padTo(name, NAME_CELLS)}${paint.answer(cutTo(value, ui.area.textColumns - NAME_CELLS - 2, glyphs.more))}`}
          </Text>
        ))}
      </Box>
      {prepared ? (
        <StatementToSign ui={ui} text={prepared.text} rows={ui.area.contentRows + 1 - lines.length - below} />
      ) : null}
      {doubts.map((text) => (
        <Box key={text} marginTop={gap} flexShrink={0}>
          <Text>{paint.attention(text)}</Text>
        </Box>
      ))}
      <Box marginTop={gap} flexShrink={0}>
        <DeviceTrouble ui={ui} problem={problem} notice={notice} />
      </Box>
    </Page>
  )
}

type Line = readonly [name: string, value: string]

function allLines(ui: Ui, chosen: TokenChoice, device: string): readonly Line[] {
  const { confirm } = ui.texts.devices.token
  return [
    [confirm.name, chosen.commonName],
    ...(chosen.organisation ? [[confirm.organisation, chosen.organisation] as const] : []),
    [confirm.issuer, chosen.issuerName],
    [confirm.validity, validityOf(ui, chosen)],
    [device, chosen.tokenLabel],
  ]
}

/** Above a statement, which names the organisation itself. */
function shortLines(ui: Ui, chosen: TokenChoice, device: string): readonly Line[] {
  const { confirm } = ui.texts.devices.token
  const { dot } = ui.look.glyphs
  return [
    [confirm.name, chosen.commonName],
    [confirm.issuer, `${chosen.issuerName} ${dot} ${validityOf(ui, chosen)}`],
    [device, chosen.tokenLabel],
  ]
}

function whyOf(ui: Ui, chosen: TokenChoice | null, hasStatement: boolean): string {
  const { confirm } = ui.texts.devices.token
  if (hasStatement) return chosen?.hasPinPad ? confirm.whyStatementPinPad : confirm.whyStatement
  return chosen?.hasPinPad ? confirm.whyPinPad : confirm.why
}

function troubleRows(ui: Ui, code: FaultCode | null): number {
  if (code === null) return 0
  const { what, now } = wordsForFault(ui.texts, code)
  return hang(ui.look.glyphs.cross, `${what} ${now}`, ui.area.textColumns).split('\n').length
}
