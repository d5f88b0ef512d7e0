import { Box, Text } from 'ink'
import { Page } from '../frame/page.view.tsx'
import { Problem } from '../frame/problem.view.tsx'
import { stepOf } from '../frame/steps.ts'
import type { ScreenProps } from '../ui.ts'

/** The request did not get out: why, and that nothing is lost. */
export function RemoteCutOffScreen({ view, ui }: ScreenProps) {
  const { cutOff } = ui.texts.remote
  return (
    <Page ui={ui} step={stepOf(view)} question={cutOff.question} why={cutOff.why}>
      <Problem ui={ui} code={view.remote?.trouble ?? 'LINE_DOWN'} />
      <Box marginTop={1}>
        <Text>{cutOff.kept}</Text>
      </Box>
    </Page>
  )
}
