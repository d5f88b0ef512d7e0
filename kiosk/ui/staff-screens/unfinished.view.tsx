import { Box, Text } from 'ink'
import type { Method } from '../../../flows/base/terms.ts'
import type { CounterDesk, UnfinishedOffer } from '../counter-mode.ts'
import { hang } from '../draw/cells.ts'
import { Page } from '../frame/page.view.tsx'
import { commandOf } from '../keys.ts'
import { useScreenKeys } from '../screen-keys.ts'
import { COUNTER_TEXTS } from '../text/counter-texts.ts'
import { wordsForOfficer } from '../text/texts.ts'
import type { ScreenProps } from '../ui.ts'

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
    else return false
    return true
  })
  const line = (mark: string, text: string) => <Text>{hang(mark, text, ui.area.textColumns)}</Text>
  switch (offer.kind) {
    case 'open':
      return (
        <Page ui={ui} step={null} question={words.question} why={words.why}>
          <Box flexDirection="column" flexShrink={0} rowGap={1}>
            {line(' ', words.whose(offer.at, nameIn(offer, words.nameless), methodIn(ui.texts, offer)))}
            {line(paint.key(glyphs.pointer), words.takeUp)}
            {line(paint.key(glyphs.pointer), words.drop)}
          </Box>
        </Page>
      )
    case 'sealed':
      return (
        <Page ui={ui} step={null} question={words.sealedQuestion} why={words.sealedWhy}>
          <Box flexDirection="column" flexShrink={0} rowGap={1}>
            {line(' ', words.whose(offer.at, nameIn(offer, words.nameless), methodIn(ui.texts, offer)))}
            {line(paint.key(glyphs.pointer), words.receipt(offer.receiptNumber))}
          </Box>
        </Page>
      )
    case 'unreadable': {
      const { what, now } = wordsForOfficer(ui.texts, offer.code)
      return (
        <Page ui={ui} step={null} question={words.unreadableQuestion} why={what}>
          <Text>{paint.attention(hang(glyphs.warning, now, ui.area.textColumns))}</Text>
        </Page>
      )
    }
  }
}

type Told = Extract<UnfinishedOffer, { note: unknown }>

function nameIn({ note }: Told, nameless: string): string {
  return note.fullName.trim() || nameless
}

function methodIn(texts: ScreenProps['ui']['texts'], { note }: Told): string {
  return texts.methods[note.method as Method] ?? note.method
}
