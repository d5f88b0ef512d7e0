import { Box, Text } from 'ink'
import { useCallback } from 'react'
import { readReceiptNumber } from '../../../flows/rules/receipt-code.ts'
import { hang, wrapTo } from '../draw/cells.ts'
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
    const { question, why, keep } = canScan(ui) ? { ...words, keep: words.scanOnly } : words.noScanner
    return (
      <Page ui={ui} step={null} question={question} why={why}>
        <Text>{wrapTo(keep, area.textColumns).join('\n')}</Text>
      </Page>
    )
  }
  const problem = view.returning.problem
  const isAway = view.visit.opening?.isOnline === false
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
        {problem === null && isAway ? (
          <Text>{ui.look.paint.attention(hang(ui.look.glyphs.warning, words.noLine, area.textColumns))}</Text>
        ) : (
          <Problem ui={ui} code={problem} />
        )}
      </Box>
      <Text>{ui.look.paint.quiet(words.example)}</Text>
    </Page>
  )
}

/** Whether a receipt can be held to a scanner here, now. */
export function canScan({ scanner }: Pick<ScreenProps['ui'], 'scanner'>): boolean {
  return scanner === 'ready'
}

function isNumber(text: string): boolean {
  return readReceiptNumber(text).ok
}
