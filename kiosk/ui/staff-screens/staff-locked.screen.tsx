import { Box, Text } from 'ink'
import { minutesOf } from '../draw/dates.ts'
import { Page } from '../frame/page.view.tsx'
import { COUNTER_TEXTS } from '../text/counter-texts.ts'
import { wordsForOfficer } from '../text/texts.ts'
import type { ScreenProps } from '../ui.ts'

/** One account is locked: for how long still, and that others may sign in. */
export function StaffLockedScreen({ view, ui }: ScreenProps) {
  const { locked } = COUNTER_TEXTS[view.visit.language]
  const { opensInMs = 0, elapsedMs = 0 } = view.staffSession ?? {}
  const { what, now } = wordsForOfficer(ui.texts, 'STAFF_LOCKED')
  const { paint, glyphs } = ui.look
  return (
    <Page ui={ui} step={null} question={locked.question} why={`${what} ${now}`}>
      <Box aria-role="timer" flexShrink={0}>
        <Text>{paint.attention(`${glyphs.warning} ${locked.left(minutesOf(opensInMs - elapsedMs))}`)}</Text>
      </Box>
      <Box marginTop={1} flexShrink={0}>
        <Text>{`${paint.key(glyphs.pointer)} ${locked.others}`}</Text>
      </Box>
    </Page>
  )
}
