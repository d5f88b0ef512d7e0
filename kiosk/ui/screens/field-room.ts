import type { FieldName } from '../../../flows/base/events.ts'
import { cellsOf } from '../draw/cells.ts'
import { type ChoiceField, FIELD_SHAPES } from '../fields/field-shape.ts'
import type { HintName } from '../frame/bottom-line.ts'
import { demoExtras } from '../frame/page.view.tsx'
import { type Command, capOf } from '../keys.ts'
import type { Ui } from '../ui.ts'

/** Rows of a field's page beside the drawing: the answer; how Vietnamese is typed, with the spelling of plain signs; a hint; a problem with its margin. */
const ANSWER_ROWS = 1
const TYPING_ROWS = 2
const SPELLING_ROWS = 1
const HINT_ROWS = 1
const PROBLEM_ROWS = 3
/** Blanks between two hints of keys. */
const BETWEEN_CELLS = 4

/** Rows in which a field may draw its answer large. */
export function largeRowsOf(ui: Ui, field: Exclude<FieldName, ChoiceField>, hasProblem: boolean): number {
  const { display } = ui.look
  const isSpelled = display.glyphs === 'ascii' || display.letters === 'plain'
  const typing = FIELD_SHAPES[field].composes ? TYPING_ROWS + (isSpelled ? SPELLING_ROWS : 0) : 0
  const hint = field === 'phone' || field === 'taxCode' ? HINT_ROWS : 0
  return ui.area.contentRows - ANSWER_ROWS - typing - hint - (hasProblem ? PROBLEM_ROWS : 0)
}

/** Keys of a field's page: the demo's, how marks are typed, and capitals where there is room left; the help tells of those too. */
export function fieldExtras(ui: Ui, composes: boolean): readonly (readonly [Command, HintName])[] {
  if (!composes) return demoExtras(ui)
  const must = [...demoExtras(ui), ['typing', 'typing'] as const]
  const all = [...must, ['reveal', 'capitals'] as const]
  const cells = all.reduce(
    (sum, [command, hint]) => sum + cellsOf(`${capOf(command)} ${ui.texts.hints[hint]}`) + BETWEEN_CELLS,
    -BETWEEN_CELLS,
  )
  return cells <= ui.area.textColumns ? all : must
}
