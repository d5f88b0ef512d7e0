import { Box, Text } from 'ink'
import { useCallback } from 'react'
import { readReceiptNumber } from '../../../flows/rules/receipt-code.ts'
import { wrapTo } from '../draw/cells.ts'
import type { AfterSubmit } from '../fields/text-field.keys.ts'
import { TextField } from '../fields/text-field.view.tsx'
import { Page } from '../frame/page.view.tsx'
import { Problem } from '../frame/problem.view.tsx'
import type { ScreenProps } from '../ui.ts'

/** Asks for the receipt: scanned anywhere, typed at a counter alone. */
export function ReturnReceiptScreen({ view, ui }: ScreenProps) {
  const { receipt: words } = ui.texts.returns
  const { send, area } = ui
  const onSubmit = useCallback(
    (text: string): AfterSubmit => {
      send({ type: 'user.receiptTyped', text })
      return 'keep'
    },
    [send],
  )
  if (view.returning?.stationKind !== 'assisted') {
    // A scanner that types like a keyboard is none that this program opens.
    const isReady = ui.scanner === 'ready' || ui.scanner === 'off'
    return (
      <Page ui={ui} step={null} question={words.question} why={words.why}>
        <Text>{wrapTo(isReady ? words.scanOnly : words.noScanner, area.textColumns).join('\n')}</Text>
      </Page>
    )
  }
  const problem = view.returning.problem
  return (
    <Page ui={ui} step={null} question={words.typeQuestion} why={words.typeWhy}>
      <TextField
        ui={ui}
        kind="receipt"
        label={words.label}
        answer=""
        row={area.contentRow}
        isGood={isNumber}
        hasProblem={problem !== null}
        onSubmit={onSubmit}
      />
      <Box marginTop={1} minHeight={2}>
        <Problem ui={ui} code={problem} />
      </Box>
      <Text>{ui.look.paint.quiet(words.example)}</Text>
    </Page>
  )
}

function isNumber(text: string): boolean {
  return readReceiptNumber(text).ok
}
