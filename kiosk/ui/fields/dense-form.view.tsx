import { Box, Text, useCursor } from 'ink'
import type { FieldName } from '../../../flows/base/events.ts'
import { FIELD_SPECS } from '../../../flows/form/field-specs.ts'
import { firstOpenField } from '../../../flows/form/fields.ts'
import type { FormContext } from '../../../flows/form/form.flow.ts'
import { cellsOf, cutTo, hang, padTo, spread } from '../draw/cells.ts'
import { TEXT_LEFT } from '../frame/layout.ts'
import { useLiveStore } from '../live-store.ts'
import { answerText } from '../screens/field-words.ts'
import type { CounterTexts } from '../text/counter-texts.ts'
import { wordsForOfficer } from '../text/texts.ts'
import type { Ui } from '../ui.ts'
import { startComposing } from './composing.ts'
import { useDenseFormKeys } from './dense-form.keys.ts'
import {
  answerIn,
  type DenseFormState,
  denseFormReducer,
  focusOf,
  startDenseForm,
  withScan,
} from './dense-form.reducer.ts'
import { type FieldMark, flawOf, hintOf, markOf } from './dense-form-marks.ts'
import { TypingState } from './typing-state.view.tsx'

export interface DenseFormProps {
  readonly ui: Ui
  readonly words: CounterTexts
  readonly form: FormContext
  /** Screen row of the first field, for the cursor. */
  readonly row: number
}

const LABEL_CELLS = 15
/** Before the label. */
const POINTER_CELLS = 2

/** All fields of a form, a line each: label, answer, where it is from, whether it is good. Below them what is to be said of the one with the cursor. */
export function DenseForm({ ui, words, form, row }: DenseFormProps) {
  const { send, typing } = ui
  const [kept, store] = useLiveStore(denseFormReducer, () =>
    startDenseForm(form, startComposing(typing.choice, typing.tones)),
  )
  const state = withScan(kept, form)
  useDenseFormKeys(store, form, {
    onAnswered: (field, text) => send({ type: 'user.answered', field, text }),
    onSubmit: () => send({ type: 'user.confirmed' }),
    firstOpen: (draft) => firstOpenField(form.fields, draft, form.today),
    onTyping: typing.choose,
  })
  const { setCursorPosition } = useCursor()
  const lines = state.fields.map((field, at) => lineOf(ui, words, form, state, field, at === state.at))
  const cursor = lines[state.at]?.cursor ?? 0
  setCursorPosition(
    ui.uncovered ? { x: TEXT_LEFT + POINTER_CELLS + LABEL_CELLS + cursor, y: row + state.at } : undefined,
  )
  return (
    <Box flexDirection="column" flexShrink={0}>
      {lines.map(({ field, line, spoken }, at) => (
        <Box
          key={field}
          aria-role="textbox"
          aria-state={{ required: FIELD_SPECS[field].required, selected: at === state.at }}
          aria-label={spoken}
        >
          <Text wrap="truncate">{line}</Text>
        </Box>
      ))}
      <BelowForm ui={ui} words={words} form={form} state={state} />
    </Box>
  )
}

interface Line {
  readonly field: FieldName
  readonly line: string
  readonly spoken: string
  /** Cells from the answer's first to the cursor. */
  readonly cursor: number
}

function lineOf(
  ui: Ui,
  words: CounterTexts,
  form: FormContext,
  state: DenseFormState,
  field: FieldName,
  hasCursor: boolean,
): Line {
  const { paint, glyphs } = ui.look
  const label = words.labels[field]
  const mark = markOf(ui, words, form, state, field)
  const room = ui.area.textColumns - POINTER_CELLS - LABEL_CELLS - cellsOf(mark.text) - 1
  const { shown, placeholder, cursor } = shownOf(ui, state, field)
  const from = hasCursor ? Math.max(0, cursor - room + 1) : 0
  const text = hasCursor ? shown.slice(from, from + room) : cutTo(shown, room, glyphs.more)
  const rest = hasCursor ? placeholder.slice(0, Math.max(0, room - cellsOf(text))) : ''
  const pointer = hasCursor ? paint.key(glyphs.pointer) : ' '
  const answer = `${pointer} ${padTo(label, LABEL_CELLS)}${paint.answer(text)}${paint.quiet(rest)}`
  return {
    field,
    line: spread(answer, PAINTS[mark.tone](ui)(mark.text), ui.area.textColumns),
    spoken: `${label}: ${shown} ${mark.text}`.replace(/\s+/g, ' ').trim(),
    cursor: cursor - from,
  }
}

const PAINTS: Readonly<Record<FieldMark['tone'], (ui: Ui) => (text: string) => string>> = {
  good: (ui) => ui.look.paint.good,
  bad: (ui) => ui.look.paint.bad,
  quiet: (ui) => ui.look.paint.quiet,
}

function shownOf(ui: Ui, state: DenseFormState, field: FieldName) {
  const line = state.lines[field]
  if (!line) return { shown: answerText(ui, field, answerIn(state, field)), placeholder: '', cursor: 0 }
  const { shown, placeholder, cursorCell } = line.shape.show(line.text)
  return { shown, placeholder, cursor: cursorCell(line.cursor) }
}

/** What is not right with the field that has the cursor, else what helps to fill it in. */
function BelowForm({ ui, words, form, state }: Omit<DenseFormProps, 'row'> & { readonly state: DenseFormState }) {
  const field = focusOf(state)
  const flaw = flawOf(form, state, field)
  const { paint, glyphs } = ui.look
  const line = state.lines[field]
  const hint = flaw ? '' : hintOf(ui, words, field, answerIn(state, field))
  const told = flaw ? wordsForOfficer(ui.texts, flaw) : null
  return (
    <Box flexDirection="column" flexShrink={0} marginTop={1}>
      {told ? (
        <Text>
          {paint.bad(hang(glyphs.cross, `${words.labels[field]}: ${told.what} ${told.now}`, ui.area.textColumns))}
        </Text>
      ) : null}
      {hint === '' ? null : <Text>{paint.quiet(indented(ui, hint))}</Text>}
      {line?.composing ? <TypingState ui={ui} composing={line.composing} text={line.text} /> : null}
    </Box>
  )
}

function indented(ui: Ui, hint: string): string {
  return hint
    .split('\n')
    .map((line) => hang(' ', line, ui.area.textColumns))
    .join('\n')
}
