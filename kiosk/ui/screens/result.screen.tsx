import { Box, Text } from 'ink'
import { useCallback } from 'react'
import type { Outcome } from '../../../flows/base/outcome.ts'
import { cellsOf, hang, wrapTo } from '../draw/cells.ts'
import { drawQr } from '../draw/qr.ts'
import { rowsOf } from '../draw/rows-of.ts'
import { capOf, commandOf } from '../keys.ts'
import { useScreenKeys } from '../screen-keys.ts'
import { isLarge } from '../theme.ts'
import type { ScreenProps } from '../ui.ts'
import { LargeNumber } from './large-number.view.tsx'
import { wordsForOutcome } from './outcome-words.ts'
import { paperWords } from './paper-words.ts'
import { ResultTitle, resultTitleRows } from './result-title.view.tsx'

/** Rows of the page beside title, steps and paper: the margin; two empty ones and the title of the steps; label, number and what to do with it; the last line. */
const TOP_ROWS = 1
const BLANK_ROWS = 3
const RECEIPT_ROWS = 3
const DONE_ROWS = 1

/** How it ended, the next steps, and the receipt with its QR beside them. */
export function ResultScreen({ view, ui }: ScreenProps) {
  const { texts, look, area } = ui
  const { paint, glyphs } = look
  const outcome: Outcome = view.visit.outcome ?? { kind: 'faulted', code: 'INTERNAL' }
  const words = wordsForOutcome(texts, outcome, view.visit)
  const receipt = 'receipt' in outcome ? outcome.receipt : null
  // Never personal data: the receipt is shown to others, photographed and thrown away.
  // Large text has no room for both: the number is to be read, and paper carries the code.
  const qr =
    receipt && !isLarge(look) ? drawQr(`MOTCUA:${receipt.receiptNumber}:${receipt.packetId}`, look.display) : null
  const qrColumns = qr ? cellsOf(qr[0] ?? '') : 0
  const room = area.columns - 3 - 2 - qrColumns
  const paper = paperWords(view.visit, ui.texts, qr !== null)
  const { send } = ui
  const canPrint = paper?.canPrintAgain === true
  useScreenKeys(
    useCallback(
      (key) => {
        if (!canPrint || commandOf(key) !== 'renew') return false
        send({ type: 'user.printedAgain' })
        return true
      },
      [send, canPrint],
    ),
  )
  const isGood = outcome.kind === 'accepted'
  // Whoever chose a way on has been helped.
  const isBad = outcome.kind === 'faulted' || (outcome.kind === 'refused' && outcome.way === undefined)
  const head = {
    ui,
    sign: isGood ? 'check' : isBad ? 'cross' : 'open',
    tone: isGood ? 'good' : isBad ? 'bad' : 'attention',
    title: words.title,
    what: words.what,
    columns: room,
  } as const
  const steps = words.steps.map((step, at) => ({ step, at, line: hang(paint.key(String(at + 1)), step, room) }))
  const told = paper ? wrapTo(paper.text, room).join('\n') : null
  const hasCode = outcome.kind === 'faulted' || outcome.kind === 'refused'
  const ends = Number(canPrint) + Number(receipt !== null || paper !== null) + Number(hasCode) + DONE_ROWS
  const used =
    TOP_ROWS + resultTitleRows(head) + rowsOf(...steps.map(({ line }) => line), told) + BLANK_ROWS + RECEIPT_ROWS + ends
  return (
    <Box width={area.columns - 3} height={area.rows}>
      <Box flexDirection="column" width={room} flexShrink={0} marginTop={1} marginRight={2}>
        <ResultTitle {...head} />
        <Text> </Text>
        {words.steps.length > 0 ? <Text>{texts.result.stepsTitle}</Text> : null}
        <Box flexDirection="column" aria-role="list">
          {steps.map(({ step, at, line }) => (
            <Box key={step} aria-role="listitem" aria-label={`${at + 1}. ${step}`}>
              <Text>{line}</Text>
            </Box>
          ))}
        </Box>
        <Text> </Text>
        {receipt ? (
          <>
            <Text>{texts.result.receipt}</Text>
            <Text>{paint.question(receipt.receiptNumber)}</Text>
            <LargeNumber ui={ui} text={receipt.receiptNumber} room={{ columns: room, rows: area.rows - used }} />
            {qr ? null : <Text>{texts.result.noQr}</Text>}
          </>
        ) : null}
        {paper && told !== null ? <Text>{paint[paper.tone](told)}</Text> : null}
        {canPrint ? <Text>{`${paint.key(capOf('renew'))} ${texts.hints.printAgain}`}</Text> : null}
        {receipt || paper ? <Text> </Text> : null}
        {hasCode ? <Text>{paint.quiet(texts.result.code(outcome.code))}</Text> : null}
        <Text>{`${paint.key(glyphs.pointer)} ${paint.answer(texts.result.done)}`}</Text>
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
