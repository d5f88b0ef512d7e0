import { Box, Text } from 'ink'
import { drawBar } from '../draw/bar.ts'
import { hang } from '../draw/cells.ts'
import { Page } from '../frame/page.view.tsx'
import type { DeviceScreenProps } from './device-screen-props.ts'

const BAR_CELLS = 40
const KILOBYTE = 1024

/** How far the reading is, in bytes that have come; no bar while nobody knows how many there are. */
export function CardReadingScreen({ view, ui, step }: DeviceScreenProps) {
  const { reading } = ui.texts.devices.card
  const progress = view.readCard?.progress ?? { step: 'opening', readBytes: 0, totalBytes: 0 }
  const { readBytes, totalBytes } = progress
  const isKnown = totalBytes > 0
  const share = isKnown ? Math.min(1, readBytes / totalBytes) : 0
  const percent = `${Math.floor(share * 100)} %`
  const bytes = isKnown ? reading.bytes(kilobytesOf(readBytes), kilobytesOf(totalBytes)) : ''
  return (
    <Page ui={ui} step={step} question={reading.question} why={reading.why}>
      <Text>{reading.step[progress.step]}</Text>
      <Box
        marginTop={1}
        aria-role="progressbar"
        aria-state={{ busy: true }}
        aria-label={`${reading.step[progress.step]}: ${isKnown ? `${percent}, ${bytes}` : ''}`}
      >
        <Text wrap="truncate">
          {isKnown ? `${ui.look.paint.good(drawBar(share, BAR_CELLS, ui.look))}  ${percent}  ${bytes}` : ' '}
        </Text>
      </Box>
      {view.readCard?.isSilent ? (
        <Box marginTop={1}>
          <Text>{ui.look.paint.attention(hang(ui.look.glyphs.warning, reading.silent, ui.area.textColumns))}</Text>
        </Box>
      ) : null}
    </Page>
  )
}

function kilobytesOf(bytes: number): string {
  return (bytes / KILOBYTE).toFixed(1)
}
