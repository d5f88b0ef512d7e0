import { Box, Text } from 'ink'
import { TERMS_VERSION } from '../../../flows/mobile/packet-draft.ts'
import { hang } from '../draw/cells.ts'
import { Page } from '../frame/page.view.tsx'
import type { ScreenProps } from '../ui.ts'

/** What the citizen agrees to: purpose, data, keeping, rights (domain.md §7.4), and which version of it. */
export function TermsScreen({ ui }: ScreenProps) {
  const { terms } = ui.texts
  const { glyphs, paint } = ui.look
  return (
    <Page ui={ui} step={6} question={terms.question} why={terms.why}>
      <Box flexDirection="column" flexShrink={0} aria-role="list">
        {terms.items.map((item) => (
          <Box key={item} aria-role="listitem" aria-label={item}>
            <Text>{hang(glyphs.dot, item, ui.area.textColumns)}</Text>
          </Box>
        ))}
      </Box>
      <Text>{paint.quiet(terms.version(TERMS_VERSION))}</Text>
    </Page>
  )
}
