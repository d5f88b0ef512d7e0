import { Box, Text, useCursor } from 'ink'
import { memo } from 'react'
import { cellsOf } from '../draw/cells.ts'
import { TEXT_LEFT } from '../frame/layout.ts'
import { useLiveStore } from '../live-store.ts'
import type { Ui } from '../ui.ts'
import { startComposing } from './composing.ts'
import { FIELD_SHAPES, type FieldKind } from './field-shape.ts'
import { LargeAnswer } from './large-answer.view.tsx'
import { type AfterSubmit, useTextFieldKeys } from './text-field.keys.ts'
import { startTextField, textFieldReducer } from './text-field.reducer.ts'
import { TypingState } from './typing-state.view.tsx'

export interface TextFieldProps {
  readonly ui: Ui
  readonly kind: FieldKind
  /** What a screen reader calls the field. */
  readonly label: string
  readonly answer: string
  /** Screen row of the answer line, for the cursor. */
  readonly row: number
  /** True when what stands there would be taken; shown by a check mark. */
  readonly isGood: (answer: string) => boolean
  /** Short text beside the count: where the answer came from. */
  readonly mark?: string | undefined
  readonly hasProblem: boolean
  /** Rows below the answer in which it may be drawn large; none without it. */
  readonly largeRows?: number
  /** A line that depends on what is typed, below the answer. */
  readonly hint?: ((answer: string) => string) | undefined
  readonly onSubmit: (answer: string) => AfterSubmit
  readonly onRenew?: (() => void) | undefined
}

/** One line to type an answer into: `▸ 0 4 6 2 …          ✓ 12/12`. */
export const TextField = memo(function TextField(props: TextFieldProps) {
  const { ui, kind, row } = props
  const shape = FIELD_SHAPES[kind]
  const { typing } = ui
  const [state, store] = useLiveStore(textFieldReducer, () =>
    startTextField(shape, props.answer, startComposing(typing.choice, typing.tones)),
  )
  useTextFieldKeys(store, { onSubmit: props.onSubmit, onRenew: props.onRenew, onTyping: typing.choose })
  const { setCursorPosition } = useCursor()

  const { paint, glyphs } = ui.look
  const answer = shape.toAnswer(state.text)
  const isGood = state.text !== '' && props.isGood(answer)
  const count = shape.count(state.text)
  const counted = count ? ` ${count.have}/${count.of}` : ''
  const sign = isGood ? glyphs.check : props.hasProblem ? glyphs.cross : glyphs.open
  const touched = props.mark !== undefined && state.text === state.first
  const end = `${touched ? `${props.mark} ` : ''}${sign}${counted}`

  const { shown, placeholder, cursorCell } = shape.show(state.text)
  const room = ui.area.textColumns - cellsOf(end) - 4
  const window = windowOn(shown, cursorCell(state.cursor), room)
  setCursorPosition(ui.uncovered ? { x: TEXT_LEFT + 2 + window.cursor, y: row } : undefined)

  const painted = (isGood ? paint.good : props.hasProblem ? paint.bad : paint.quiet)(end)
  const blanks = ' '.repeat(Math.max(1, ui.area.textColumns - 2 - cellsOf(window.text + placeholder) - cellsOf(end)))
  const line = `${paint.key(glyphs.pointer)} ${paint.answer(window.text)}${paint.quiet(placeholder)}${blanks}${painted}`
  const hint = props.hint?.(answer) ?? ''
  return (
    <Box flexDirection="column">
      <Box
        aria-role="textbox"
        aria-state={{ required: kind !== 'email' }}
        aria-label={`${props.label}: ${shown} ${end}`}
      >
        <Text wrap="truncate">{line}</Text>
      </Box>
      {hint === '' ? null : <Text wrap="truncate">{`  ${paint.quiet(hint)}`}</Text>}
      {state.composing ? <TypingState ui={ui} composing={state.composing} text={state.text} /> : null}
      <LargeAnswer ui={ui} kind={kind} text={state.text} rows={props.largeRows ?? 0} />
    </Box>
  )
})

/** The part of a long line that has the cursor in it. */
function windowOn(shown: string, cursor: number, room: number): { text: string; cursor: number } {
  const start = Math.max(0, cursor - room + 1)
  return { text: shown.slice(start, start + room), cursor: cursor - start }
}
