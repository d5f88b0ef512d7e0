import { Box, Text } from 'ink'
import { Page } from '../frame/page.view.tsx'
import { frameOf } from '../frame/screen-frames.ts'
import type { Texts } from '../text/texts.ts'
import type { ScreenProps } from '../ui.ts'

/** What is being waited for, and a way out where there is one. Nothing moves: a picture that turns says nothing. */
export function WaitScreen({ view, ui }: ScreenProps) {
  const words = ui.texts.waits[isWait(view.screen) ? view.screen : 'opening']
  return (
    <Page ui={ui} step={frameOf(view).step} question={words.what} why={words.way}>
      <Box aria-role="progressbar" aria-state={{ busy: true }} aria-label={words.what}>
        <Text> </Text>
      </Box>
    </Page>
  )
}

type Wait = keyof Texts['waits']

const WAITS: Readonly<Record<Wait, true>> = {
  opening: true,
  'captcha-wait': true,
  'otp-sending': true,
  'otp-checking': true,
  'pre-checking': true,
  'password-saving': true,
  sealing: true,
  delivering: true,
  wiping: true,
}

function isWait(screen: string): screen is Wait {
  return screen in WAITS
}
