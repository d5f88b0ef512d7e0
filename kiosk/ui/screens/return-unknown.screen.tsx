import { Box, Text } from 'ink'
import { wrapTo } from '../draw/cells.ts'
import { Page } from '../frame/page.view.tsx'
import { Problem } from '../frame/problem.view.tsx'
import type { ScreenProps } from '../ui.ts'

/** Central does not tell of this receipt: why that may be, that it stays good, and another try. */
export function ReturnUnknownScreen({ view, ui }: ScreenProps) {
  const { unknown, found } = ui.texts.returns
  const receipt = view.returning?.receipt ?? null
  const room = ui.area.textColumns
  return (
    <Page ui={ui} step={null} question={unknown.question} why={unknown.why}>
      {receipt ? <Text>{found.number(receipt.receiptNumber)}</Text> : null}
      <Box marginTop={1}>
        <Problem ui={ui} code={view.returning?.problem ?? 'RECEIPT_UNKNOWN'} />
      </Box>
      {receipt?.packetId === null ? <Text>{wrapTo(unknown.scanCode, room).join('\n')}</Text> : null}
      <Box marginTop={1}>
        <Text>{wrapTo(unknown.again, room).join('\n')}</Text>
      </Box>
    </Page>
  )
}
