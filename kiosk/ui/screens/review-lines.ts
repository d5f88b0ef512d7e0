import type { FieldName } from '../../../flows/base/events.ts'
import { checkField } from '../../../flows/form/fields.ts'
import type { FixedLine, FormContext } from '../../../flows/form/form.flow.ts'
import { type CardDifference, cardDifferences } from '../../../flows/rules/card-differences.ts'
import { cellsOf, cutTo, hang, padTo, wrapTo } from '../draw/cells.ts'
import type { MenuOption } from '../menu/menu.view.tsx'
import type { Ui } from '../ui.ts'
import { answerText } from './field-words.ts'
import { isFromCard } from './from-card.ts'

/** The longest name, and a blank. */
const NAME_CELLS = 22
/** Below the four signs of a menu's line, so that all answers stand under each other. */
const INDENT = '    '
/** Rows that a long name of an organisation may take. */
const FIXED_ROWS_MAX = 3

/** One answer as a line that a digit changes, marked while it is what the card says. */
export function answerLine(ui: Ui, form: FormContext, field: FieldName): MenuOption {
  const { texts, look } = ui
  const { name } = texts.fields[field]
  const isEmpty = form.draft[field] === ''
  const answer = isEmpty ? texts.field.empty : answerText(ui, field, form.draft[field])
  const mark = isFromCard(form, field) ? texts.field.fromCard : ''
  const room = ui.area.textColumns - INDENT.length - NAME_CELLS - cellsOf(mark) - 1
  const shown = cutTo(answer, room, look.glyphs.more)
  return {
    id: field,
    line: `${padTo(name, NAME_CELLS)}${isEmpty ? look.paint.quiet(shown) : look.paint.answer(shown)} ${look.paint.quiet(mark)}`,
    spoken: `${name}: ${answer} ${mark}`.trim(),
  }
}

/** What a proof told, as rows that nobody changes here: `name  text`, long texts wrapped under themselves. */
export function fixedRows(ui: Ui, line: FixedLine): { readonly rows: readonly string[]; readonly spoken: string } {
  const { texts, look } = ui
  const name = texts.fixedLines[line.name]
  const text = fixedText(ui, line)
  const isDoubt = line.name === 'revocation' && line.text !== 'good'
  const cells = ui.area.textColumns - INDENT.length - NAME_CELLS
  const [first = '', ...rest] = wrapTo(text, cells).slice(0, FIXED_ROWS_MAX)
  const paint = isDoubt ? look.paint.attention : look.paint.answer
  return {
    rows: [
      `${INDENT}${padTo(name, NAME_CELLS)}${paint(first)}`,
      ...rest.map((row) => `${INDENT}${' '.repeat(NAME_CELLS)}${paint(row)}`),
    ],
    spoken: `${name}: ${text}`,
  }
}

/** Fields in which the card and what the person made of it differ; a line not asked differs from nothing. */
export function changesOfCard({ fields, draft, card, mrz, today }: FormContext): readonly CardDifference[] {
  if (!card && !mrz) return []
  const said = (field: 'idNumber' | 'fullName' | 'birthDate') => {
    const checked = checkField(field, draft[field], today)
    return fields.includes(field) && checked.ok ? (checked.value ?? '') : ''
  }
  return cardDifferences({
    typed: { idNumber: said('idNumber'), fullName: said('fullName'), birthDate: said('birthDate') },
    qr: card ?? undefined,
    mrz: mrz ?? undefined,
  }).filter(({ values, grade }) => values.typed !== undefined && (grade === 'different' || grade === 'marks-differ'))
}

/** A warning as the rows it takes. */
export function warningRows(ui: Ui, warning: string): readonly string[] {
  return hang(ui.look.glyphs.warning, warning, ui.area.textColumns).split('\n')
}

function fixedText(ui: Ui, { name, text }: FixedLine): string {
  if (name === 'revocation') return text === 'good' ? ui.texts.revocation.good : ui.texts.revocation.unchecked
  // Dashes of print are in no console font.
  return text.replace(/[\p{Cc}\p{Cf}]+/gu, ' ').replace(/[\u2010-\u2015]/g, '-')
}
