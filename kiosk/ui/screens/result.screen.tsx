import { Box, Text, useIsScreenReaderEnabled } from 'ink'
import { useCallback, useState } from 'react'
import type { Outcome } from '../../../flows/base/outcome.ts'
import { mayGoUnkept } from '../../../flows/visit/visit-context.ts'
import { commandOf } from '../keys.ts'
import { usePageKeys, useScreenKeys } from '../screen-keys.ts'
import type { ScreenProps } from '../ui.ts'
import { LargeNumber } from './large-number.view.tsx'
import { paperWords } from './paper-words.ts'
import { qrPageLayout, resultLayout } from './result-layout.ts'
import { type ResultAbout, type ResultPage, resultParts, resultRows, TOP_ROWS } from './result-parts.ts'
import { ResultTitle } from './result-title.view.tsx'

export interface ResultProps extends ScreenProps {
  /** What an officer alone is told beside it. */
  readonly remark?: string | null
}

/**
 * How it ended, the next steps, and the receipt with its QR beside them as far as there is room: texts never lie over each other. Where there is none, a key turns between the words and the
 * QR, which comes first for whoever has to come back with it.
 */
export function ResultScreen({ view, ui, remark = null }: ResultProps) {
  const { texts, look, area, send } = ui
  const { paint } = look
  const [isTurned, setTurned] = useState(false)
  const isHeard = useIsScreenReaderEnabled()
  const outcome: Outcome = view.visit.outcome ?? { kind: 'faulted', code: 'INTERNAL' }
  const receipt = 'receipt' in outcome ? outcome.receipt : null
  const isAsked = view.leaving === 'asked'
  const hasReceipt = receipt !== null
  const about = (turns: boolean): ResultAbout => ({ ui, visit: view.visit, outcome, receipt, remark, turns })
  const alone = qrPageLayout(ui, receipt)
  const beside = resultLayout(ui, receipt, (layout) =>
    resultRows(resultParts(about(layout.qr === null && alone !== null), 'words', layout), hasReceipt, layout.hasGaps),
  )
  const turns = beside.qr === null && alone !== null
  const startsWithQr = mayGoUnkept(view.visit) && !isHeard
  const page: ResultPage = isAsked ? 'asked' : turns && startsWithQr !== isTurned ? 'qr' : 'words'
  const layout = page === 'words' ? beside : (alone ?? beside)
  const { qr, qrColumns, room, hasGaps } = layout
  const parts = resultParts(about(turns), page, layout)
  const { head, remarked, steps, notes, told, keys, code } = parts
  const canPrint = paperWords(view.visit, texts, qr !== null)?.canPrintAgain === true
  const canTurn = turns && !isAsked
  usePageKeys([
    ...(canPrint ? [['renew', 'printAgain'] as const] : []),
    ...(canTurn ? [['reveal', page === 'qr' ? 'showWords' : 'showQr'] as const] : []),
  ])
  useScreenKeys(
    useCallback(
      (key) => {
        const command = commandOf(key)
        if (command === 'renew' && canPrint) send({ type: 'user.printedAgain' })
        else if (command === 'reveal' && canTurn) setTurned((was) => !was)
        else return false
        return true
      },
      [send, canPrint, canTurn],
    ),
  )
  const gap = hasGaps ? <Text> </Text> : null
  return (
    <Box width={area.columns - 3} height={area.rows}>
      <Box flexDirection="column" width={room} flexShrink={0} marginTop={TOP_ROWS} marginRight={2}>
        <ResultTitle {...head} />
        {remarked === null ? null : <Text>{paint.attention(remarked)}</Text>}
        {gap}
        {steps.length > 0 ? <Text>{texts.result.stepsTitle}</Text> : null}
        <Box flexDirection="column" flexShrink={0} aria-role="list">
          {steps.map(({ step, at, line }) => (
            <Box key={step} aria-role="listitem" aria-label={`${at + 1}. ${step}`}>
              <Text>{line}</Text>
            </Box>
          ))}
        </Box>
        {steps.length > 0 ? gap : null}
        {receipt ? (
          <>
            <Text>{texts.result.receipt}</Text>
            <Text>{paint.question(receipt.receiptNumber)}</Text>
            <LargeNumber
              ui={ui}
              text={receipt.receiptNumber}
              room={{ columns: room, rows: area.rows - resultRows(parts, hasReceipt, hasGaps) }}
            />
            {notes.map((note) => (
              <Text key={note}>{note}</Text>
            ))}
          </>
        ) : null}
        {told === null ? null : <Text>{paint[told.tone](told.line)}</Text>}
        {page === 'words' ? null : gap}
        {keys.slice(0, -1).map((line) => (
          <Text key={line}>{line}</Text>
        ))}
        {page === 'words' && (receipt || told) ? gap : null}
        {code === null ? null : <Text>{paint.quiet(code)}</Text>}
        <Text>{keys.at(-1)}</Text>
      </Box>
      {qr && receipt ? (
        <Box
          flexDirection="column"
          flexShrink={0}
          width={qrColumns}
          aria-label={texts.result.qrLabel(receipt.receiptNumber)}
        >
          <Text>{qr.join('\n')}</Text>
        </Box>
      ) : null}
    </Box>
  )
}
