import { Box, Text } from 'ink'
import { mayDo } from '../../../flows/rules/roles.ts'
import type { CounterDesk } from '../counter-mode.ts'
import { hang } from '../draw/cells.ts'
import { Page } from '../frame/page.view.tsx'
import { COUNTER_TEXTS } from '../text/counter-texts.ts'
import { wordsForOfficer } from '../text/texts.ts'
import type { ScreenProps } from '../ui.ts'
import { useSnapshot } from '../use-snapshot.ts'

/** Between two citizens: who is signed in, and how the next registration begins; for somebody whose role takes none, that it does not. */
export function HomeScreen({ view, ui, desk }: ScreenProps & { readonly desk: CounterDesk }) {
  const words = COUNTER_TEXTS[view.visit.language]
  const { officer } = useSnapshot(desk)
  const { paint, glyphs } = ui.look
  if (!officer) return null
  const isOnDuty = mayDo(officer.role, 'register')
  const { what, now } = wordsForOfficer(ui.texts, 'STAFF_ROLE')
  return (
    <Page
      ui={ui}
      step={null}
      question={isOnDuty ? words.home.question : words.home.noDuty}
      why={words.home.officer(officer.name, words.roles[officer.role])}
    >
      {isOnDuty ? (
        <Box flexDirection="column" flexShrink={0}>
          <Text>{hang(paint.key(glyphs.pointer), words.home.start, ui.area.textColumns)}</Text>
          {ui.scanner === 'ready' ? <Text>{hang(' ', words.home.scan, ui.area.textColumns)}</Text> : null}
        </Box>
      ) : (
        <Text>{paint.attention(hang(glyphs.warning, `${what} ${now}`, ui.area.textColumns))}</Text>
      )}
    </Page>
  )
}
