import { Box, Text } from 'ink'
import { Page } from '../frame/page.view.tsx'
import { CardFields } from './card-fields.view.tsx'
import { type ChipVerdictLine, chipVerdictLines } from './chip-verdicts.ts'
import type { DeviceScreenProps } from './device-screen-props.ts'

const KILOBYTE = 1024
/** Four verdicts, how it was opened, an empty row. */
const VERDICT_ROWS = 6

/** What the chip proves, step by step, and what it says beside the card's QR. The portrait is told by its size alone. */
export function CardReadScreen({ view, ui, step }: DeviceScreenProps) {
  const { read } = ui.texts.devices.card
  const { paint, glyphs } = ui.look
  const { facts = null, verdict = null, differences = [] } = view.readCard ?? {}
  const signs: Readonly<Record<ChipVerdictLine['grade'], string>> = {
    good: paint.good(glyphs.check),
    open: paint.attention(glyphs.warning),
    bad: paint.bad(glyphs.cross),
  }
  const portrait = facts?.portrait ? read.portrait((facts.portrait.sizeBytes / KILOBYTE).toFixed(1)) : read.noPortrait
  return (
    <Page
      ui={ui}
      step={step}
      question={verdict ? read.bad : read.good}
      why={verdict ? read.badWhy : facts?.details === null ? `${read.goodWhy} ${read.noDetails}.` : read.goodWhy}
      tight
    >
      <Box flexDirection="column" flexShrink={0} aria-role="list">
        {(facts ? chipVerdictLines(ui, facts) : []).map(({ grade, text }) => (
          <Text key={text} wrap="truncate">{`${signs[grade]} ${grade === 'bad' ? paint.bad(text) : text}`}</Text>
        ))}
        {facts ? (
          <Text wrap="truncate">
            {`${glyphs.dot} ${paint.quiet(`${read.opened(read.access[facts.access])}. ${portrait}.`)}`}
          </Text>
        ) : null}
      </Box>
      <Text> </Text>
      <CardFields ui={ui} fields={differences} rows={ui.area.contentRows + 1 - VERDICT_ROWS} />
    </Page>
  )
}
