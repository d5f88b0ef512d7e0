import { Box, Text } from 'ink'
import { warningsOf } from '../../../flows/form/fields.ts'
import type { CardDifference } from '../../../flows/rules/card-differences.ts'
import { CardDifferenceView, DIFFERENCE_ROWS } from '../device-screens/card-difference.view.tsx'
import { cutTo } from '../draw/cells.ts'
import { demoExtras, Page } from '../frame/page.view.tsx'
import { stepOf } from '../frame/steps.ts'
import { Menu } from '../menu/menu.view.tsx'
import type { ScreenProps, Ui } from '../ui.ts'
import { answerLine, changesOfCard, fixedRows, warningRows } from './review-lines.ts'

/** Everything told, before anything is sent: what a proof told stands fixed, a digit changes the other lines. */
export function ReviewScreen({ view, ui }: ScreenProps) {
  const { texts, area, send } = ui
  const { form } = view
  const fields = form?.fields ?? []
  const fixed = (form?.fixed ?? []).map((line) => ({ ...fixedRows(ui, line), name: line.name }))
  const fixedCount = fixed.reduce((sum, { rows }) => sum + rows.length, 0)
  const warnings = form && fields.includes('idNumber') ? warningsOf(form.draft, form.card, form.today) : []
  const warned = warnings.flatMap((warning) => warningRows(ui, texts.review.warnings[warning]))
  const differences = form ? changesOfCard(form) : []
  // Where the answers differ from the card, "as on your card" is no advice.
  const advice = warned.length > 0 && differences.length === 0 ? [`  ${texts.review.warningNow}`] : []
  const told = [...warned, ...advice]
  const room = area.contentRows - fixedCount - fields.length - 1 - told.length
  return (
    <Page
      ui={ui}
      step={stepOf(view)}
      question={texts.review.question}
      why={fixed.length > 0 ? texts.review.whyFixed : texts.review.why}
      extras={demoExtras(ui)}
    >
      {fixed.length === 0 ? null : (
        <Box flexDirection="column" flexShrink={0} aria-role="list">
          {fixed.map(({ name, rows, spoken }) => (
            <Box key={name} aria-role="listitem" aria-label={spoken}>
              <Text wrap="truncate">{rows.join('\n')}</Text>
            </Box>
          ))}
        </Box>
      )}
      <Box flexDirection="column" flexShrink={0}>
        <Menu
          ui={ui}
          options={form ? fields.map((field) => answerLine(ui, form, field)) : []}
          row={area.contentRow + fixedCount}
          enterChooses={false}
          onChoose={(line) => {
            const field = fields[line]
            if (field) send({ type: 'user.edited', field })
          }}
        />
      </Box>
      {told.length === 0 ? null : (
        <Box marginTop={1} flexShrink={0}>
          <Text>{ui.look.paint.attention(told.join('\n'))}</Text>
        </Box>
      )}
      <Changes ui={ui} differences={differences} room={room} isNext={told.length > 0} />
    </Page>
  )
}

interface ChangesProps {
  readonly ui: Ui
  readonly differences: readonly CardDifference[]
  /** Rows there are. */
  readonly room: number
  /** True below the warnings, which have an empty row before them already. */
  readonly isNext: boolean
}

/** Letter by letter in what the card and the answers differ, as far as there is room; the rest by name. */
function Changes({ ui, differences, room, isNext }: ChangesProps) {
  const { read } = ui.texts.devices.card
  const { paint, glyphs } = ui.look
  const allFit = differences.length * DIFFERENCE_ROWS <= room
  const shown = differences.slice(0, Math.max(0, Math.floor((allFit ? room : room - 1) / DIFFERENCE_ROWS)))
  const rest = differences.slice(shown.length)
  if (differences.length === 0 || room < 1) return null
  const names = read.moreDiffer(rest.map(({ field }) => read.fields[field]).join(', '))
  return (
    <Box flexDirection="column" flexShrink={0} marginTop={isNext ? 0 : 1} aria-role="list">
      {shown.map((difference) => (
        <CardDifferenceView key={difference.field} ui={ui} difference={difference} />
      ))}
      {rest.length === 0 ? null : (
        <Text wrap="truncate">
          {paint.attention(`${glyphs.warning} ${cutTo(names, ui.area.textColumns - 2, glyphs.more)}`)}
        </Text>
      )}
    </Box>
  )
}
