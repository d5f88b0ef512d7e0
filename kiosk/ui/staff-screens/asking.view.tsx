import { Box, Text } from 'ink'
import type { Language } from '../../../flows/base/terms.ts'
import { wrapTo } from '../draw/cells.ts'
import { COUNTER_TEXTS } from '../text/counter-texts.ts'
import type { Ui } from '../ui.ts'

/** Asks whether a hand-over may wipe what stands; hides it already. */
export function Asking({ ui, language }: { readonly ui: Ui; readonly language: Language }) {
  const { asking } = COUNTER_TEXTS[language]
  const { look, area } = ui
  return (
    <Box flexDirection="column" width={area.textColumns} marginTop={area.contentRow - 2}>
      <Text>{look.paint.attention(look.paint.question(`${look.glyphs.warning} ${asking.title}`))}</Text>
      <Text>{wrapTo(asking.text, area.textColumns).join('\n')}</Text>
      <Text> </Text>
      <Text>{`${look.paint.key(look.glyphs.pointer)} ${look.paint.answer(asking.now)}`}</Text>
    </Box>
  )
}
