import { Box, Text } from 'ink'
import { EMPTY_DRAFT, MOBILE_FIELDS, warningsOf } from '../../../flows/mobile/fields.ts'
import { hang, padTo } from '../draw/cells.ts'
import { demoExtras, Page } from '../frame/page.view.tsx'
import { Menu } from '../menu/menu.view.tsx'
import type { ScreenProps } from '../ui.ts'
import { isFromCard } from './from-card.ts'

const NAME_CELLS = 16

/** Everything typed, before anything is sent; a digit changes a line. */
export function ReviewScreen({ view, ui }: ScreenProps) {
  const { texts, look, area, send } = ui
  const { mobile } = view
  const draft = mobile?.draft ?? EMPTY_DRAFT
  const warnings = mobile ? warningsOf(draft, mobile.card, mobile.today) : []
  const options = MOBILE_FIELDS.map((field) => {
    const name = texts.fields[field].name
    const answer = draft[field] === '' ? texts.field.empty : draft[field]
    const mark = isFromCard(mobile, field) ? texts.field.fromCard : ''
    return {
      id: field,
      line: `${padTo(name, NAME_CELLS)}${draft[field] === '' ? look.paint.quiet(answer) : look.paint.answer(answer)} ${look.paint.quiet(mark)}`,
      spoken: `${name}: ${answer} ${mark}`.trim(),
    }
  })
  return (
    <Page ui={ui} step={3} question={texts.review.question} why={texts.review.why} extras={demoExtras(ui)}>
      <Menu
        ui={ui}
        options={options}
        row={area.contentRow}
        enterChooses={false}
        onChoose={(line) => {
          const field = MOBILE_FIELDS[line]
          if (field) send({ type: 'user.edited', field })
        }}
      />
      {warnings.length === 0 ? null : (
        <Box flexDirection="column" marginTop={1} aria-role="list">
          {warnings.map((warning) => (
            <Text key={warning}>
              {look.paint.attention(hang(look.glyphs.warning, texts.review.warnings[warning], area.textColumns))}
            </Text>
          ))}
          <Text>{`  ${texts.review.warningNow}`}</Text>
        </Box>
      )}
    </Page>
  )
}
