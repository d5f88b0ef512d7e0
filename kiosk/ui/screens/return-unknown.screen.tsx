import { Box, Text } from 'ink'
import type { FaultCode } from '../../../flows/base/fault-codes.ts'
import type { ReceiptRef } from '../../../flows/rules/receipt-code.ts'
import { wrapTo } from '../draw/cells.ts'
import { Page } from '../frame/page.view.tsx'
import { Problem } from '../frame/problem.view.tsx'
import type { Texts } from '../text/texts.ts'
import type { ScreenProps } from '../ui.ts'

/** Central does not tell of this receipt: what is known of it and what is not, why that may be, and another try. */
export function ReturnUnknownScreen({ view, ui }: ScreenProps) {
  const { unknown, found } = ui.texts.returns
  const receipt = view.returning?.receipt ?? null
  const problem = view.returning?.problem ?? 'RECEIPT_UNKNOWN'
  const room = ui.area.textColumns
  const advice = receipt?.packetId === null ? unknown.scanCode : unknown.keep
  return (
    <Page ui={ui} step={null} question={unknown.question} why={whyUnknown(unknown, problem, receipt)}>
      {receipt ? <Text>{found.number(receipt.receiptNumber)}</Text> : null}
      <Box marginTop={1}>
        <Problem ui={ui} code={problem} />
      </Box>
      <Text>{wrapTo(advice, room).join('\n')}</Text>
      <Box marginTop={1}>
        <Text>{wrapTo(unknown.again, room).join('\n')}</Text>
      </Box>
    </Page>
  )
}

/** A number that was typed may be another's; one that this machine never gave out is mistyped; and where central was not asked nothing is known. */
function whyUnknown(words: Texts['returns']['unknown'], problem: FaultCode, receipt: ReceiptRef | null): string {
  if (problem === 'RECEIPT_NOT_GIVEN') return words.why.notGiven
  if (problem !== 'RECEIPT_UNKNOWN') return words.why.notAsked
  return receipt?.packetId === null ? words.why.typed : words.why.scanned
}
