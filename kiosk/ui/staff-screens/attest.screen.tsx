import { Box, Text } from 'ink'
import { useCallback } from 'react'
import type { InPersonContext } from '../../../flows/in-person/in-person.flow.ts'
import { DIFFERENCE_ROWS } from '../device-screens/card-difference.view.tsx'
import { CardFields } from '../device-screens/card-fields.view.tsx'
import { type ChipVerdictLine, chipVerdictLines } from '../device-screens/chip-verdicts.ts'
import { cutTo } from '../draw/cells.ts'
import { Page } from '../frame/page.view.tsx'
import { stepOf } from '../frame/steps.ts'
import { COUNTER_TEXTS, type CounterTexts } from '../text/counter-texts.ts'
import type { ScreenProps, Ui } from '../ui.ts'
import { AttestChoice } from './attest-choice.view.tsx'
import { PORTRAIT_GAP, Portrait, portraitRoom } from './portrait.view.tsx'
import type { PortraitPictures } from './portrait-pictures.ts'

/** What the officer stands for, and the choice. */
const BELOW_ROWS = 5
/** Empty rows between the parts, where there is room. */
const GAPS = 2

/** What typed answers, card and chip say beside each other, what the chip proves, and what the officer attests (product.md §3 in-person). */
export function AttestScreen({ view, ui, pictures }: ScreenProps & { readonly pictures: PortraitPictures | null }) {
  const { attest } = COUNTER_TEXTS[view.visit.language]
  const { inPerson } = view
  const { send } = ui
  const onAttested = useCallback(() => send({ type: 'user.attested' }), [send])
  const onDeclined = useCallback(() => send({ type: 'user.declined' }), [send])
  const onReadAgain = useCallback(() => send({ type: 'user.retried' }), [send])
  if (!inPerson) return null
  const { chip, differences, hasCardReader } = inPerson
  const { paint, glyphs } = ui.look
  const verdicts = chip ? chipVerdictLines(ui, chip) : []
  const above = Math.max(1, verdicts.length)
  // The page is tight: its content is a row longer and begins a row higher.
  const free = ui.area.contentRows + 1 - above - BELOW_ROWS
  const gap = differences.length * DIFFERENCE_ROWS + GAPS <= free ? 1 : 0
  const rows = free - gap * GAPS
  const portrait = chip?.portrait ?? null
  const room = pictures && portrait ? portraitRoom(ui, ui.area.contentRows + 1) : null
  const words = room ? withTextColumns(ui, ui.area.textColumns - room.columns - PORTRAIT_GAP) : ui
  const row = ui.area.contentRow - 1 + above + rows + gap * GAPS + attest.checks.length
  return (
    <Page
      ui={ui}
      step={stepOf(view)}
      question={attest.question}
      why={summaryOf(ui, attest, inPerson)}
      extras={hasCardReader ? [['renew', 'readAgain']] : []}
      tight
    >
      <Box>
        <Box flexDirection="column" width={words.area.textColumns} flexShrink={0}>
          <Box flexDirection="column" flexShrink={0} aria-role="list">
            {verdicts.map(({ grade, text }) => (
              <Text
                key={text}
                wrap="truncate"
              >{`${signOf(ui, grade)} ${grade === 'bad' ? paint.bad(text) : text}`}</Text>
            ))}
            {chip ? null : <Text wrap="truncate">{paint.attention(`${glyphs.warning} ${attest.noChip}`)}</Text>}
          </Box>
          <Box flexDirection="column" height={rows} overflow="hidden" flexShrink={0}>
            {differences.length === 0 ? (
              <Text wrap="truncate">{`${paint.good(glyphs.check)} ${cutTo(personOf(inPerson), words.area.textColumns - 2, glyphs.more)}`}</Text>
            ) : (
              <CardFields ui={words} fields={differences} rows={rows} />
            )}
          </Box>
          <Box flexDirection="column" flexShrink={0} marginTop={gap} aria-role="list">
            {attest.checks.map((check) => (
              <Box key={check} aria-role="listitem" aria-label={check}>
                <Text wrap="truncate">{`${glyphs.dot} ${check}`}</Text>
              </Box>
            ))}
          </Box>
          <Box flexDirection="column" flexShrink={0} marginTop={gap}>
            <AttestChoice
              ui={ui}
              words={attest}
              row={row}
              onAttested={onAttested}
              onDeclined={onDeclined}
              onReadAgain={hasCardReader ? onReadAgain : null}
            />
          </Box>
        </Box>
        {pictures && portrait && room ? (
          <Box marginLeft={PORTRAIT_GAP}>
            <Portrait ui={ui} words={attest} portrait={portrait} pictures={pictures} room={room} />
          </Box>
        ) : null}
      </Box>
    </Page>
  )
}

function withTextColumns(ui: Ui, textColumns: number): Ui {
  return { ...ui, area: { ...ui.area, textColumns } }
}

/** How many fields differ, and between which sources. */
function summaryOf(ui: Ui, attest: CounterTexts['attest'], { differences, card, mrz, chip }: InPersonContext): string {
  if (!card && !mrz && !chip) return attest.typedOnly
  const { sources } = ui.texts.devices.card.read
  const compared = [
    sources.typed,
    ...(card ? [sources.qr] : []),
    ...(mrz ? [sources.mrz] : []),
    ...(chip ? [sources.chip] : []),
  ]
  return `${differences.length === 0 ? attest.same : attest.differs(differences.length)}${compared.join(', ')}.`
}

function personOf({ draft }: InPersonContext): string {
  return [draft.idNumber, draft.fullName, draft.birthDate].join(', ')
}

function signOf({ look: { paint, glyphs } }: Ui, grade: ChipVerdictLine['grade']): string {
  if (grade === 'good') return paint.good(glyphs.check)
  return grade === 'bad' ? paint.bad(glyphs.cross) : paint.attention(glyphs.warning)
}
