import { Box, Text } from 'ink'
import { wrapTo } from '../draw/cells.ts'
import { Page } from '../frame/page.view.tsx'
import type { ScreenProps } from '../ui.ts'
import { goodBefore, ownTime } from './return-life.ts'

/** What waits, and to which phone the code would go: nothing is sent before Enter, and whoever comes back from the code is told that it went. */
export function ReturnFoundScreen({ view, ui }: ScreenProps) {
  const { found } = ui.texts.returns
  const waiting = view.returning?.waiting ?? null
  const receipt = view.returning?.receipt ?? null
  const until = goodBefore(receipt, waiting?.expiresAtMs ?? null, ownTime(view, ui))
  const isSent = view.returning?.otpStanding != null
  const phone = waiting?.maskedPhone ?? ''
  const why = isSent ? found.sent.why(phone) : found.why(phone)
  const notYours = isSent ? found.sent.notYours : view.returning?.codeAsked ? found.notYoursAsked : found.notYours
  const lines = [
    found.number(receipt?.receiptNumber ?? ''),
    ...(waiting?.method ? [found.method(ui.texts.methods[waiting.method])] : []),
    ...(until === null || until === 'over' ? [] : [found.until(until.day)]),
  ]
  return (
    <Page ui={ui} step={null} question={found.question} why={why}>
      <Box flexDirection="column" aria-role="list">
        {lines.map((line) => (
          <Text key={line}>{line}</Text>
        ))}
      </Box>
      <Box marginTop={1}>
        <Text>{ui.look.paint.quiet(wrapTo(notYours, ui.area.textColumns).join('\n'))}</Text>
      </Box>
    </Page>
  )
}
