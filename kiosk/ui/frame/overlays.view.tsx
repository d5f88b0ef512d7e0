import { Box, Text } from 'ink'
import type { VisitView } from '../../../flows/visit/visit-view.ts'
import { padTo, wrapTo } from '../draw/cells.ts'
import { KEYS } from '../keys.ts'
import type { Ui } from '../ui.ts'
import type { HintName } from './bottom-line.ts'
import { helpSentences } from './help-text.ts'
import { HEAD_ROWS } from './layout.ts'

const CAP_CELLS = 12

/** What each key with a hint does, in general words; the help lists them as the table of keys has them. */
const HELP_HINTS: Readonly<Partial<Record<(typeof KEYS)[number]['command'], HintName>>> = {
  next: 'next',
  back: 'back',
  help: 'help',
  end: 'end',
  language: 'language',
  look: 'look',
  erase: 'erase',
}

/** Help for one screen, over it. */
export function HelpOverlay({ ui, view }: { readonly ui: Ui; readonly view: VisitView }) {
  const { texts, look, area } = ui
  const { help } = texts
  const keys = KEYS.flatMap(({ command, cap }) => {
    const hint = HELP_HINTS[command]
    return hint ? [{ cap, text: texts.hints[hint] }] : []
  })
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
        {keys.map(({ cap, text }) => (
          <Text key={cap}>{`${look.paint.key(padTo(cap, CAP_CELLS))}${text}`}</Text>
        ))}
        <Text>{`${look.paint.key(padTo('1 - 9', CAP_CELLS))}${texts.hints.choose}`}</Text>
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
