import { Box, Text } from 'ink'
import { useCallback } from 'react'
import type { Outcome } from '../../../flows/base/outcome.ts'
import { hang, wrapTo } from '../draw/cells.ts'
import { rowsOf } from '../draw/rows-of.ts'
import { capOf, commandOf } from '../keys.ts'
import { useScreenKeys } from '../screen-keys.ts'
import type { ScreenProps } from '../ui.ts'
import { LargeNumber } from './large-number.view.tsx'
import { wordsForOutcome } from './outcome-words.ts'
import { paperWords } from './paper-words.ts'
import { type ResultLayout, resultLayout } from './result-layout.ts'
import { ResultTitle, resultTitleRows } from './result-title.view.tsx'

export interface ResultProps extends ScreenProps {
  /** What an officer alone is told beside it. */
  readonly remark?: string | null
}

/** The margin above. */
const TOP_ROWS = 1
/** Label and number. */
const RECEIPT_ROWS = 2

/** How it ended, the next steps, and the receipt with its QR beside them as far as there is room: texts never lie over each other. */
export function ResultScreen({ view, ui, remark = null }: ResultProps) {
  const { texts, look, area, send } = ui
  const { paint, glyphs } = look
  const outcome: Outcome = view.visit.outcome ?? { kind: 'faulted', code: 'INTERNAL' }
  const words = wordsForOutcome(texts, outcome, view.visit)
  const receipt = 'receipt' in outcome ? outcome.receipt : null
  const hasCode = outcome.kind === 'faulted' || outcome.kind === 'refused'
  const isGood = outcome.kind === 'accepted'
  // Whoever chose a way on has been helped.
  const isBad = outcome.kind === 'faulted' || (outcome.kind === 'refused' && outcome.way === undefined)

  const partsIn = ({ qr, room }: Pick<ResultLayout, 'qr' | 'room'>) => {
    const paper = paperWords(view.visit, texts, qr !== null)
    return {
      paper,
      head: {
        ui,
        sign: isGood ? 'check' : isBad ? 'cross' : 'open',
        tone: isGood ? 'good' : isBad ? 'bad' : 'attention',
        title: words.title,
        what: words.what,
        columns: room,
      } as const,
      remarked: remark === null ? null : hang(glyphs.warning, remark, room),
      steps: words.steps.map((step, at) => ({ step, at, line: hang(paint.key(String(at + 1)), step, room) })),
      noQr: receipt && !qr ? wrapTo(texts.result.noQr, room).join('\n') : null,
      told: paper ? wrapTo(paper.text, room).join('\n') : null,
      again: paper?.canPrintAgain ? hang(paint.key(capOf('renew')), texts.hints.printAgain, room) : null,
      done: hang(paint.key(glyphs.pointer), paint.answer(texts.result.done), room),
    }
  }
  const usedIn = (layout: ResultLayout) => {
    const { paper, head, remarked, steps, noQr, told, again, done } = partsIn(layout)
    const gaps = layout.hasGaps ? 2 + Number(receipt !== null || paper !== null) : 0
    const lines = rowsOf(remarked, ...steps.map(({ line }) => line), noQr, told, again, done)
    const single = Number(steps.length > 0) + (receipt ? RECEIPT_ROWS : 0) + Number(hasCode)
    return TOP_ROWS + resultTitleRows(head) + lines + single + gaps
  }
  const layout = resultLayout(ui, receipt, usedIn)
  const { qr, qrColumns, room, hasGaps } = layout
  const { paper, head, remarked, steps, noQr, told, again, done } = partsIn(layout)
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
        {gap}
        {receipt ? (
          <>
            <Text>
              {ui.clockProven ? texts.result.receipt : `${texts.result.receipt} (${texts.frame.clockUnproven})`}
            </Text>
            <Text>{paint.question(receipt.receiptNumber)}</Text>
            <LargeNumber
              ui={ui}
              text={receipt.receiptNumber}
              room={{ columns: room, rows: area.rows - usedIn(layout) }}
            />
            {noQr === null ? null : <Text>{noQr}</Text>}
          </>
        ) : null}
        {paper && told !== null ? <Text>{paint[paper.tone](told)}</Text> : null}
        {again === null ? null : <Text>{again}</Text>}
        {receipt || paper ? gap : null}
        {hasCode ? <Text>{paint.quiet(texts.result.code(outcome.code))}</Text> : null}
        <Text>{done}</Text>
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
