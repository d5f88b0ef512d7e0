import { Box, Text } from 'ink'
import type { CardDifference } from '../../../flows/rules/card-differences.ts'
import type { LetterDifference } from '../../../flows/rules/letter-differences.ts'
import { padTo } from '../draw/cells.ts'
import type { Ui } from '../ui.ts'
import { columnsShown, letterRowsOf } from './letter-rows.ts'

/** Rows that one field takes: what differs, two sources, and the marks under the letters. */
export const DIFFERENCE_ROWS = 4
const SOURCE_CELLS = 13

/** One field whose sources disagree, letter under letter; a sign under each letter that differs, since colour alone says nothing. */
export function CardDifferenceView({ ui, difference }: { readonly ui: Ui; readonly difference: CardDifference }) {
  const { read } = ui.texts.devices.card
  const { paint, glyphs } = ui.look
  const isSerious = difference.grade === 'different'
  const tone = isSerious ? paint.bad : paint.attention
  const field = read.fields[difference.field]
  const title = isSerious ? read.differs(field) : read.marksDiffer(field)
  const rows = letterRowsOf(ui, difference)
  if (rows === null) return null
  const columns = columnsShown(rows.columns, ui.area.textColumns - SOURCE_CELLS)
  const line = (side: 'left' | 'right') =>
    `${padTo(`  ${read.sources[rows[side].source]}`, SOURCE_CELLS)}${columns.map((column) => letterOf(column, side, tone)).join('')}`
  const marks = columns.map(({ grade }) => (grade === 'same' ? ' ' : '^')).join('')
  const spoken = `${title}. ${read.sources[rows.left.source]}: ${rows.left.text}. ${read.sources[rows.right.source]}: ${rows.right.text}`
  return (
    <Box flexDirection="column" flexShrink={0} aria-role="listitem" aria-label={spoken}>
      <Text wrap="truncate">{tone(`${isSerious ? glyphs.cross : glyphs.warning} ${title}`)}</Text>
      <Text wrap="truncate">{line('left')}</Text>
      <Text wrap="truncate">{line('right')}</Text>
      <Text wrap="truncate">{`${' '.repeat(SOURCE_CELLS)}${tone(marks)}`}</Text>
    </Box>
  )
}

function letterOf(column: LetterDifference, side: 'left' | 'right', tone: (text: string) => string): string {
  const letter = column[side] ?? ' '
  return column.grade === 'same' ? letter : tone(letter)
}
