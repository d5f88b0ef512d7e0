import { Box, Text } from 'ink'
import { wrapTo } from '../draw/cells.ts'
import { Page } from '../frame/page.view.tsx'
import type { ScreenProps } from '../ui.ts'
import { goodBefore } from './receipt-life.ts'

/** What waits, and to which phone the code would go: nothing is sent before Enter. */
export function ReturnFoundScreen({ view, ui }: ScreenProps) {
  const { found } = ui.texts.returns
  const waiting = view.returning?.waiting ?? null
  const receipt = view.returning?.receipt ?? null
  const until = goodBefore(receipt, waiting?.expiresAtMs ?? null)
  const lines = [
    found.number(receipt?.receiptNumber ?? ''),
    ...(waiting?.method ? [found.method(ui.texts.methods[waiting.method])] : []),
    ...(until === null ? [] : [found.until(until)]),
  ]
  return (
    <Page ui={ui} step={null} question={found.question} why={found.why(waiting?.maskedPhone ?? '')}>
      <Box flexDirection="column" aria-role="list">
        {lines.map((line) => (
          <Text key={line}>{line}</Text>
        ))}
      </Box>
      <Box marginTop={1}>
        <Text>{ui.look.paint.quiet(wrapTo(found.notYours, ui.area.textColumns).join('\n'))}</Text>
      </Box>
    </Page>
  )
}
