import { Box, Text } from 'ink'
import { use } from 'react'
import { mayDo } from '../../../flows/rules/roles.ts'
import type { VisitScreen, VisitView } from '../../../flows/visit/visit-view.ts'
import type { DeskState, ModeHelpProps } from '../counter-mode.ts'
import { padTo, wrapTo } from '../draw/cells.ts'
import { helpSentences } from '../frame/help-text.ts'
import { HEAD_ROWS } from '../frame/layout.ts'
import { type Command, KEYS } from '../keys.ts'
import { KeyTargetContext } from '../screen-keys.ts'
import { COUNTER_TEXTS } from '../text/counter-texts.ts'
import type { CounterHelp } from '../text/vi-counter.ts'
import { counterFrameOf } from './counter-frames.ts'

const CAP_CELLS = 12
/** Where the next citizen can be taken without wiping the last one's answers. */
const BETWEEN_CITIZENS: readonly VisitScreen[] = ['welcome', 'result']

/** Help for one screen of the counter, over it: its own sentences, then the keys of the page and of the counter in the order of the table of keys. */
export function CounterHelpOverlay({ ui, view, desk }: ModeHelpProps) {
  const { texts, look, area } = ui
  const words = COUNTER_TEXTS[view.visit.language]
  const { extras = [] } = use(KeyTargetContext)
  const hints = counterFrameOf(view, desk)
  const own = helpOf(view, desk)
  const sentences = own ? words.help[own] : helpSentences(texts, view)
  const keyWords: Readonly<Partial<Record<Command, string>>> = {
    ...(hints.next ? { next: texts.hints[hints.next] } : {}),
    ...(hints.back ? { back: texts.hints[hints.back] } : {}),
    help: texts.hints.help,
    language: texts.hints.language,
    ...(view.screen === 'form' || view.screen === 'staff-sign-in'
      ? { nextField: words.keys.nextField, previousField: words.keys.previousField }
      : {}),
    ...(view.screen === 'staff-sign-in' ? { renew: words.signIn.byToken } : {}),
    ...(extras.some(([command]) => command === 'typing') ? { asPressed: texts.hints.asPressed } : {}),
    ...Object.fromEntries(extras.map(([command, hint]) => [command, texts.hints[hint]])),
    ...(isOnDuty(desk) && !desk.unfinished ? { end: words.keys.endLong } : {}),
    ...(isOnDuty(desk) && !desk.unfinished && BETWEEN_CITIZENS.includes(view.screen)
      ? { nextCitizen: words.keys.nextCitizen }
      : {}),
    ...(desk.officer ? { handOver: words.keys.handOverLong } : {}),
  }
  return (
    <Box flexDirection="column" width={area.textColumns} marginTop={area.contentRow - HEAD_ROWS}>
      <Text>{look.paint.question(texts.help.title)}</Text>
      <Text> </Text>
      {sentences.map((sentence) => (
        <Text key={sentence}>{wrapTo(sentence, area.textColumns).join('\n')}</Text>
      ))}
      <Text> </Text>
      <Box flexDirection="column" aria-role="list">
        {KEYS.flatMap(({ command, cap }) => {
          const text = keyWords[command]
          return text ? [<Text key={cap}>{`${look.paint.key(padTo(cap, CAP_CELLS))}${text}`}</Text>] : []
        })}
      </Box>
      <Text> </Text>
      <Text>{`${look.paint.key(look.glyphs.pointer)} ${texts.help.close}`}</Text>
    </Box>
  )
}

/** Which of the counter's own help a screen has; null where the citizen's is right. */
export function helpOf({ screen, staffSession }: VisitView, desk: DeskState): CounterHelp | null {
  switch (screen) {
    case 'staff-sign-in':
      return staffSession?.purpose === 'confirm' ? 'staff-confirm' : 'staff-sign-in'
    case 'staff-checking':
    case 'staff-locked':
    case 'staff-none':
    case 'form':
    case 'attest':
      return screen
    case 'welcome':
      if (desk.unfinished) return desk.unfinished.kind === 'open' ? 'unfinished' : 'unfinished-closed'
      return isOnDuty(desk) ? 'home' : 'no-duty'
    default:
      return null
  }
}

function isOnDuty({ officer }: DeskState): boolean {
  return officer !== null && mayDo(officer.role, 'register')
}
