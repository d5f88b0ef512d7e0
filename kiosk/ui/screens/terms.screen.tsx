import { Box, Text } from 'ink'
import { TERMS_VERSION } from '../../../flows/base/registration.ts'
import { hang } from '../draw/cells.ts'
import { Page } from '../frame/page.view.tsx'
import { stepOf } from '../frame/steps.ts'
import type { ScreenProps } from '../ui.ts'
import { termsItems } from './terms-items.ts'

/** What the citizen agrees to, and which version of it. */
export function TermsScreen({ view, ui }: ScreenProps) {
  const { terms } = ui.texts
  const { glyphs, paint } = ui.look
  return (
    <Page ui={ui} step={stepOf(view)} question={terms.question} why={terms.why}>
      <Box flexDirection="column" flexShrink={0} aria-role="list">
        {termsItems(ui.texts, view).map((item) => (
          <Box key={item} aria-role="listitem" aria-label={item}>
            <Text>{hang(glyphs.dot, item, ui.area.textColumns)}</Text>
          </Box>
        ))}
      </Box>
      <Text>{paint.quiet(terms.version(TERMS_VERSION))}</Text>
    </Page>
  )
}
