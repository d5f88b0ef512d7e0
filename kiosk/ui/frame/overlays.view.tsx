import { Box, Text } from 'ink'
import type { VisitView } from '../../../flows/visit/visit-view.ts'
import { padTo, wrapTo } from '../draw/cells.ts'
import type { Ui } from '../ui.ts'
import { helpKeys } from './help-keys.ts'
import { helpSentences } from './help-text.ts'
import { HEAD_ROWS } from './layout.ts'

const CAP_CELLS = 12

/** Help for one screen, over it. */
export function HelpOverlay({ ui, view }: { readonly ui: Ui; readonly view: VisitView }) {
  const { texts, look, area } = ui
  const { help } = texts
  return (
    <Box flexDirection="column" width={area.textColumns} marginTop={area.contentRow - HEAD_ROWS}>
      <Text>{look.paint.question(help.title)}</Text>
      <Text> </Text>
      {helpSentences(texts, view).map((sentence) => (
        <Text key={sentence}>{wrapTo(sentence, area.textColumns).join('\n')}</Text>
      ))}
      <Text>{help.staff}</Text>
      <Text> </Text>
      <Box flexDirection="column" aria-role="list">
        {helpKeys(texts, view).map(({ cap, text }) => (
          <Text key={cap}>{`${look.paint.key(padTo(cap, CAP_CELLS))}${text}`}</Text>
        ))}
      </Box>
      <Text> </Text>
      <Text>{`${look.paint.key(look.glyphs.pointer)} ${help.close}`}</Text>
    </Box>
  )
}

/** Asks whether somebody is still there; hides what the last person typed. */
export function WarnedOverlay({ ui }: { readonly ui: Ui }) {
  const { texts, look, area } = ui
  return (
    <Box flexDirection="column" width={area.textColumns} marginTop={area.contentRow - 2}>
      <Text>{look.paint.attention(look.paint.question(`${look.glyphs.warning} ${texts.warned.title}`))}</Text>
      <Text>{texts.warned.text}</Text>
      <Text> </Text>
      <Text>{`${look.paint.key(look.glyphs.pointer)} ${look.paint.answer(texts.warned.now)}`}</Text>
    </Box>
  )
}
