import { Box, Text } from 'ink'
import { spellOut } from '../../../flows/rules/typing/spell-out.ts'
import type { Ui } from '../ui.ts'
import type { Composing } from './composing.ts'

export interface TypingStateProps {
  readonly ui: Ui
  readonly composing: Composing
  readonly text: string
}

/**
 * How Vietnamese is typed in the field above, and with which keys: `[Telex] s sắc  f huyền …`. Where the font may lack the letters, also the
 * answer spelled in plain ones, so that it can be checked.
 */
export function TypingState({ ui, composing, text }: TypingStateProps) {
  const { paint, display } = ui.look
  const words = ui.texts.typing
  const state = composing.yields ? 'other' : composing.choice
  const [first = '', ...more] = words.how[state]
  const head = `[${words.states[state]}]`
  const isSpelled = (display.glyphs === 'ascii' || display.letters === 'plain') && /[^\0-\x7f]/.test(text)
  const plain = isSpelled ? spellOut(text, composing.choice === 'vni' ? 'vni' : 'telex') : ''
  const room = ui.area.textColumns - INDENT.length - 2
  return (
    <Box flexDirection="column">
      {plain === '' ? null : <Text wrap="truncate">{`${INDENT}= ${plain.slice(-room)}`}</Text>}
      <Box flexDirection="column" aria-label={`${words.label}: ${words.states[state]}`}>
        <Text wrap="truncate">{`${INDENT}${head} ${paint.quiet(first)}`}</Text>
        {more.map((line) => (
          <Text key={line} wrap="truncate">{`${INDENT}${' '.repeat(head.length + 1)}${paint.quiet(line)}`}</Text>
        ))}
      </Box>
    </Box>
  )
}

/** Below the answer, whose pointer takes this much. */
const INDENT = '  '
