import { Box, Text } from 'ink'
import { Page } from '../frame/page.view.tsx'
import { stepOf } from '../frame/steps.ts'
import type { ScreenProps } from '../ui.ts'
import { waitWords } from './wait-words.ts'

/** What is being waited for, and a way out where there is one. Nothing moves: a picture that turns says nothing. */
export function WaitScreen({ view, ui }: ScreenProps) {
  const words = waitWords(ui.texts, view)
  return (
    <Page ui={ui} step={stepOf(view)} question={words.what} why={words.way}>
      <Box aria-role="progressbar" aria-state={{ busy: true }} aria-label={words.what}>
        <Text> </Text>
      </Box>
    </Page>
  )
}
