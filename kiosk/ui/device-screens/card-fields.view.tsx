import { Box, Text } from 'ink'
import type { CardDifference, CardField, CardSource } from '../../../flows/rules/card-differences.ts'
import { cutTo, padTo } from '../draw/cells.ts'
import type { Ui } from '../ui.ts'
import { CardDifferenceView, DIFFERENCE_ROWS } from './card-difference.view.tsx'
import { cardFieldText } from './card-field-text.ts'

const NAME_CELLS = 16
/** What a person looks for first. */
const MAIN_FIELDS: readonly CardField[] = ['idNumber', 'fullName', 'birthDate', 'expiresOn']
/** Whose words are shown where all say the same: the chip's are signed. */
const SOURCES: readonly CardSource[] = ['typed', 'chip', 'chip-mrz', 'qr', 'mrz']

/** The fields of a card in so many rows: those that differ first, letter by letter, the worse before the lighter; then the main ones as they stand. */
export function CardFields({
  ui,
  fields,
  rows,
}: {
  readonly ui: Ui
  readonly fields: readonly CardDifference[]
  readonly rows: number
}) {
  const { read } = ui.texts.devices.card
  const { paint, glyphs } = ui.look
  const differing = [
    ...fields.filter(({ grade }) => grade === 'different'),
    ...fields.filter(({ grade }) => grade === 'marks-differ'),
  ]
  const allFit = differing.length * DIFFERENCE_ROWS <= rows
  const shown = differing.slice(0, Math.floor((allFit ? rows : rows - 1) / DIFFERENCE_ROWS))
  const rest = differing.slice(shown.length)
  const agreeing = MAIN_FIELDS.flatMap((name) => fields.find(({ field }) => field === name) ?? [])
    .filter((each) => !differing.includes(each))
    .slice(0, Math.max(0, rows - shown.length * DIFFERENCE_ROWS - (rest.length > 0 ? 1 : 0)))
  return (
    <Box flexDirection="column" flexShrink={0} aria-role="list">
      {shown.map((difference) => (
        <CardDifferenceView key={difference.field} ui={ui} difference={difference} />
      ))}
      {rest.length === 0 ? null : (
        <Text wrap="truncate">
          {paint.attention(
            `${glyphs.warning} ${cutTo(read.moreDiffer(rest.map(({ field }) => read.fields[field]).join(', ')), ui.area.textColumns - 2, glyphs.more)}`,
          )}
        </Text>
      )}
      {agreeing.map(({ field, values, grade }) => {
        const source = SOURCES.find((each) => values[each] !== undefined)
        const text = cardFieldText(ui, field, (source && values[source]) ?? '')
        const sign = grade === 'same' ? paint.good(glyphs.check) : glyphs.dot
        return (
          <Text key={field} wrap="truncate" aria-label={`${read.fields[field]}: ${text}`}>
            {`${sign} ${padTo(read.fields[field], NAME_CELLS)}${paint.answer(cutTo(text, ui.area.textColumns - NAME_CELLS - 2, glyphs.more))}`}
          </Text>
        )
      })}
    </Box>
  )
}
