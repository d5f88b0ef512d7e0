import { Box, Text } from 'ink'
import { spread } from '../draw/cells.ts'
import type { Ui } from '../ui.ts'

export interface StatementProps {
  readonly ui: Ui
  readonly lines: readonly string[]
  /** The row on top. */
  readonly from: number
  /** Rows there are, the heading among them. */
  readonly rows: number
}

/** Rows of the text itself below its heading. */
export function statementRows(rows: number): number {
  return Math.max(1, rows - 1)
}

/** What the key is to sign, as far as there is room; which rows these are, and how to see the others. A screen reader says all of it. */
export function Statement({ ui, lines, from, rows }: StatementProps) {
  const words = ui.texts.remote.statement
  const { paint } = ui.look
  const shown = lines.slice(from, from + statementRows(rows))
  const isWhole = shown.length === lines.length
  const position = isWhole ? '' : words.position(String(from + 1), String(from + shown.length), String(lines.length))
  return (
    <Box flexDirection="column" flexShrink={0} aria-label={`${words.title}: ${lines.join(' ')}`}>
      <Text wrap="truncate">{spread(paint.question(words.title), paint.key(position), ui.area.textColumns)}</Text>
      <Text wrap="truncate">{shown.map((line) => `  ${line}`).join('\n')}</Text>
    </Box>
  )
}
