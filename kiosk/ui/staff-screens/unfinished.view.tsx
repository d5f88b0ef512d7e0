import { Box, Text } from 'ink'
import type { Method } from '../../../flows/base/terms.ts'
import type { CounterDesk, SealedPaper, UnfinishedOffer } from '../counter-mode.ts'
import { hang } from '../draw/cells.ts'
import { dayOf } from '../draw/dates.ts'
import { Page } from '../frame/page.view.tsx'
import { commandOf } from '../keys.ts'
import { useScreenKeys } from '../screen-keys.ts'
import { COUNTER_TEXTS } from '../text/counter-texts.ts'
import { wordsForOfficer } from '../text/texts.ts'
import type { ScreenProps } from '../ui.ts'
import { useSnapshot } from '../use-snapshot.ts'

/** What this officer had not finished when the power went: to go on with, or to wipe, before the next citizen. */
export function UnfinishedView({
  view,
  ui,
  desk,
  offer,
}: ScreenProps & { readonly desk: CounterDesk; readonly offer: UnfinishedOffer }) {
  const { unfinished: words } = COUNTER_TEXTS[view.visit.language]
  const { paint, glyphs } = ui.look
  useScreenKeys((key) => {
    const command = commandOf(key)
    if (command === 'next') desk.takeUpUnfinished()
    else if (command === 'eraseAhead' && offer.kind === 'open') desk.dropUnfinished()
    else if (command === 'back' && offer.kind === 'open') desk.putAsideUnfinished()
    else if (command === 'renew' && canPrint(offer)) desk.printUnfinished()
    else return false
    return true
  })
  const { wasHeldUp } = useSnapshot(desk)
  const first = wasHeldUp ? (
    <Text>{paint.attention(hang(glyphs.warning, words.first, ui.area.textColumns))}</Text>
  ) : null
  const line = (mark: string, text: string) => <Text>{hang(mark, text, ui.area.textColumns)}</Text>
  switch (offer.kind) {
    case 'open':
      return (
        <Page
          ui={ui}
          step={null}
          question={words.question}
          why={words.why}
          extras={[['eraseAhead', 'dropUnfinished']]}
          tight
        >
          <Box flexDirection="column" flexShrink={0}>
            {line(' ', words.whose(offer.at, nameIn(offer, words.nameless), methodIn(ui.texts, offer)))}
            <Text> </Text>
            {line(paint.key(glyphs.pointer), words.takeUp)}
            {line(paint.key(glyphs.pointer), words.putAside)}
            {line(paint.key(glyphs.pointer), words.drop)}
            <Text> </Text>
            {first}
          </Box>
        </Page>
      )
    case 'sealed': {
      const said = words.paper[offer.paper]
      return (
        <Page
          ui={ui}
          step={null}
          question={words.sealedQuestion}
          why={words.sealedWhy}
          extras={canPrint(offer) ? [['renew', 'printAgain']] : []}
        >
          <Box flexDirection="column" flexShrink={0} rowGap={1}>
            {line(' ', words.whose(offer.at, nameIn(offer, words.nameless), methodIn(ui.texts, offer)))}
            {line(paint.key(glyphs.pointer), words.receipt(offer.receiptNumber))}
            {said === null ? null : <Text>{paint[toneOf(offer.paper)](hang(' ', said, ui.area.textColumns))}</Text>}
            {first}
          </Box>
        </Page>
      )
    }
    case 'earlier':
      return (
        <Page ui={ui} step={null} question={words.earlierQuestion} why={words.earlierWhy}>
          <Box flexDirection="column" flexShrink={0} rowGap={1}>
            {line(' ', words.earlierWhose(offer.officer.name, offer.officer.code, offer.at, dayOf(offer.day)))}
            {line(' ', words.earlierReceipt)}
            {line(paint.key(glyphs.pointer), words.earlierNow)}
            {first}
          </Box>
        </Page>
      )
    case 'unreadable': {
      const { what, now } = wordsForOfficer(ui.texts, offer.code)
      return (
        <Page ui={ui} step={null} question={words.unreadableQuestion} why={what}>
          <Text>{paint.attention(hang(glyphs.warning, now, ui.area.textColumns))}</Text>
          {first}
        </Page>
      )
    }
  }
}

/** Whether its slip can be asked for now. */
export function canPrint(offer: UnfinishedOffer): boolean {
  return offer.kind === 'sealed' && offer.paper !== 'no-printer' && offer.paper !== 'printing'
}

function toneOf(paper: SealedPaper): 'good' | 'attention' | 'quiet' {
  return paper === 'printed' ? 'good' : paper === 'printing' ? 'quiet' : 'attention'
}

type Told = Extract<UnfinishedOffer, { note: unknown }>

function nameIn({ note }: Told, nameless: string): string {
  return note.fullName.trim() || nameless
}

function methodIn(texts: ScreenProps['ui']['texts'], { note }: Told): string {
  return texts.methods[note.method as Method] ?? note.method
}
