import { Box, Text } from 'ink'
import { wrapTo } from '../draw/cells.ts'
import { Page } from '../frame/page.view.tsx'
import { Problem } from '../frame/problem.view.tsx'
import type { ScreenProps } from '../ui.ts'
import { goodBefore, ownTime } from './return-life.ts'

/** The line is down for a citizen who came back: what is known of the file, and until when the receipt is good. */
export function ReturnLineDownScreen({ view, ui }: ScreenProps) {
  const { lineDown } = ui.texts.returns
  const { returning } = view
  const room = ui.area.textColumns
  const until = goodBefore(returning?.receipt ?? null, returning?.waiting?.expiresAtMs ?? null, ownTime(view, ui))
  // Of a file that was not looked up nothing is promised, not even that it is one.
  const words = returning?.waiting ? lineDown : lineDown.unseen
  const lines = [
    ...(returning?.proof ? [lineDown.proved] : []),
    until === null ? lineDown.unseen.untilUnknown : until === 'over' ? lineDown.over : words.until(until.day),
    lineDown.again,
  ]
  return (
    <Page ui={ui} step={null} question={words.question} why={words.why}>
      <Problem ui={ui} code={returning?.problem ?? 'LINE_DOWN'} />
      <Box flexDirection="column" marginTop={1}>
        {lines.map((line) => (
          <Text key={line}>{wrapTo(line, room).join('\n')}</Text>
        ))}
      </Box>
    </Page>
  )
}
