import { Box, Text } from 'ink'
import { useCallback } from 'react'
import type { Outcome } from '../../../flows/base/outcome.ts'
import { cellsOf, hang, wrapTo } from '../draw/cells.ts'
import { drawQr } from '../draw/qr.ts'
import { capOf, commandOf } from '../keys.ts'
import { useScreenKeys } from '../screen-keys.ts'
import type { ScreenProps } from '../ui.ts'
import { wordsForOutcome } from './outcome-words.ts'
import { paperWords } from './paper-words.ts'

/** How it ended, the next steps, and the receipt with its QR beside them. */
export function ResultScreen({ view, ui }: ScreenProps) {
  const { texts, look, area } = ui
  const { paint, glyphs } = look
  const outcome: Outcome = view.visit.outcome ?? { kind: 'faulted', code: 'INTERNAL' }
  const words = wordsForOutcome(texts, outcome)
  const receipt = 'receipt' in outcome ? outcome.receipt : null
  // Never personal data: the receipt is shown to others, photographed and thrown away.
  const qr = receipt ? drawQr(`MOTCUA:${receipt.receiptNumber}:${receipt.packetId}`, look.display) : null
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
  const sign = isGood
    ? glyphs.check
    : outcome.kind === 'refused' || outcome.kind === 'faulted'
      ? glyphs.cross
      : glyphs.open
  const tone = isGood
    ? paint.good
    : outcome.kind === 'refused' || outcome.kind === 'faulted'
      ? paint.bad
      : paint.attention
  return (
    <Box width={area.columns - 3} height={area.rows}>
      <Box flexDirection="column" width={room} flexShrink={0} marginTop={1} marginRight={2}>
        <Text>{tone(paint.question(hang(sign, words.title, room)))}</Text>
        <Text>{wrapTo(words.what, room).join('\n')}</Text>
        <Text> </Text>
        {words.steps.length > 0 ? <Text>{texts.result.stepsTitle}</Text> : null}
        <Box flexDirection="column" aria-role="list">
          {words.steps.map((step, at) => (
            <Box key={step} aria-role="listitem" aria-label={`${at + 1}. ${step}`}>
              <Text>{hang(paint.key(String(at + 1)), step, room)}</Text>
            </Box>
          ))}
        </Box>
        <Text> </Text>
        {receipt ? (
          <>
            <Text>{texts.result.receipt}</Text>
            <Text>{paint.question(receipt.receiptNumber)}</Text>
            {qr ? null : <Text>{texts.result.noQr}</Text>}
          </>
        ) : null}
        {paper ? <Text>{paint[paper.tone](wrapTo(paper.text, room).join('\n'))}</Text> : null}
        {canPrint ? <Text>{`${paint.key(capOf('renew'))} ${texts.hints.printAgain}`}</Text> : null}
        {receipt || paper ? <Text> </Text> : null}
        {outcome.kind === 'faulted' || outcome.kind === 'refused' ? (
          <Text>{paint.quiet(texts.result.code(outcome.code))}</Text>
        ) : null}
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
