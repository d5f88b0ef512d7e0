import { Box, Text } from 'ink'
import { useCallback } from 'react'
import { Page } from '../frame/page.view.tsx'
import { commandOf } from '../keys.ts'
import { useScreenKeys } from '../screen-keys.ts'
import { COUNTER_TEXTS } from '../text/counter-texts.ts'
import { wordsForOfficer } from '../text/texts.ts'
import type { ScreenProps } from '../ui.ts'

/** Nobody can sign in: there is no account yet, or the sign-in itself broke. What to run, and a key to look again. */
export function StaffNoneScreen({ view, ui }: ScreenProps) {
  const { none } = COUNTER_TEXTS[view.visit.language]
  const { send } = ui
  useScreenKeys(
    useCallback(
      (key) => {
        if (commandOf(key) !== 'next') return false
        send({ type: 'user.retried' })
        return true
      },
      [send],
    ),
  )
  const hasNone = view.staffSession !== null
  const { what, now } = wordsForOfficer(ui.texts, hasNone ? 'STAFF_NONE' : 'INTERNAL')
  const { paint, glyphs } = ui.look
  return (
    <Page ui={ui} step={null} question={none.question} why={`${what} ${now}`}>
      {hasNone ? <Text wrap="truncate">{`  ${paint.answer(none.command)}`}</Text> : null}
      <Box marginTop={1} flexShrink={0}>
        <Text>{`${paint.key(glyphs.pointer)} ${none.retry}`}</Text>
      </Box>
    </Page>
  )
}
