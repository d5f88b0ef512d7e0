import { Box, Text } from 'ink'
import { useCallback } from 'react'
import { drawPixels } from '../draw/half-blocks.ts'
import type { AfterSubmit } from '../fields/text-field.keys.ts'
import { TextField } from '../fields/text-field.view.tsx'
import { Page } from '../frame/page.view.tsx'
import { Problem } from '../frame/problem.view.tsx'
import { stepOf } from '../frame/steps.ts'
import type { ScreenProps } from '../ui.ts'

/** Empty line, answer, two lines of problem, less the line the page gives up. */
const ANSWER_ROWS = 3

/** Letters drawn as pixels, and a line to type them. */
export function CaptchaScreen({ view, ui }: ScreenProps) {
  const { texts, area, look, send } = ui
  const lines = drawPixels(view.captcha?.challenge?.pixels ?? [], look.display.glyphs, {
    columns: area.textColumns,
    lines: area.contentRows - ANSWER_ROWS,
  })
  const onSubmit = useCallback(
    (text: string): AfterSubmit => {
      send({ type: 'user.captchaAnswered', text })
      return 'keep'
    },
    [send],
  )
  const onRenew = useCallback(() => send({ type: 'user.refreshed' }), [send])
  const problem = view.captcha?.problem ?? null
  return (
    <Page
      ui={ui}
      step={stepOf(view)}
      question={texts.captcha.question}
      why={texts.captcha.why}
      extras={[['renew', 'newPicture']]}
      tight
    >
      <Box flexDirection="column" flexShrink={0} aria-label={texts.captcha.picture}>
        <Text>{lines.join('\n')}</Text>
      </Box>
      <Box flexDirection="column" flexShrink={0} marginTop={1}>
        <TextField
          ui={ui}
          kind="captcha"
          label={texts.captcha.label}
          answer=""
          row={area.contentRow + lines.length}
          isGood={nothingIsSure}
          hasProblem={problem !== null}
          onSubmit={onSubmit}
          onRenew={onRenew}
        />
        <Problem ui={ui} code={problem} />
      </Box>
    </Page>
  )
}

/** Only the flow knows whether the letters are right. */
function nothingIsSure(): boolean {
  return false
}
