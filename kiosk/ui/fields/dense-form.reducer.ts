import type { FieldName } from '../../../flows/base/events.ts'
import { FIELD_SPECS } from '../../../flows/form/field-specs.ts'
import type { Draft } from '../../../flows/form/fields.ts'
import type { FormContext } from '../../../flows/form/form.flow.ts'
import type { TypingChoice } from '../../../flows/rules/typing/choices.ts'
import type { Composing } from './composing.ts'
import { type ChoiceField, FIELD_SHAPES } from './field-shape.ts'
import { startTextField, type TextFieldAction, type TextFieldState, textFieldReducer } from './text-field.reducer.ts'

/** What the form's flow knows, as far as the fields on the glass go by it. */
export type FormKnown = Pick<FormContext, 'fields' | 'draft' | 'field' | 'card' | 'mrz'>

/** All fields of a form as they are being typed. */
export interface DenseFormState {
  readonly fields: readonly FieldName[]
  /** The field that has the cursor, an index into fields. */
  readonly at: number
  readonly lines: Readonly<Partial<Record<FieldName, TextFieldState>>>
  readonly choices: Readonly<Partial<Record<FieldName, string>>>
  /** What the flow was given of each field last. */
  readonly given: Draft
  /** The scans that are in the fields. */
  readonly card: FormKnown['card']
  readonly mrz: FormKnown['mrz']
  readonly composing: Composing
}

export type DenseFormAction =
  | { readonly type: 'lineChanged'; readonly change: TextFieldAction }
  | { readonly type: 'chose'; readonly line: number }
  | { readonly type: 'choiceMoved'; readonly step: 1 | -1 }
  | { readonly type: 'choiceErased' }
  | { readonly type: 'moved'; readonly step: 1 | -1 }
  | { readonly type: 'wentTo'; readonly field: FieldName }
  | { readonly type: 'gave'; readonly field: FieldName }
  | { readonly type: 'scanned'; readonly form: FormKnown }

/** The form as its flow knows it, the cursor in the field the flow names. */
export function startDenseForm(form: FormKnown, composing: Composing): DenseFormState {
  const { fields, field, draft, card, mrz } = form
  const empty = {
    fields,
    at: Math.max(0, fields.indexOf(field)),
    lines: {},
    choices: {},
    given: draft,
    card,
    mrz,
    composing,
  }
  return fields.reduce(takeAnswer, empty)
}

/** What one key does to the form. Pure. */
export function denseFormReducer(state: DenseFormState, action: DenseFormAction): DenseFormState {
  switch (action.type) {
    case 'lineChanged':
      return changeLine(state, action.change)
    case 'chose':
      return choose(state, (choices) => choices[action.line])
    case 'choiceMoved':
      return choose(state, (choices, at) =>
        choices.at(at < 0 && action.step < 0 ? -1 : (at + action.step) % choices.length),
      )
    case 'choiceErased':
      return choose(state, () => '')
    case 'moved':
      return { ...state, at: (state.at + action.step + state.fields.length) % state.fields.length }
    case 'wentTo':
      return state.fields.includes(action.field) ? { ...state, at: state.fields.indexOf(action.field) } : state
    case 'gave':
      return { ...state, given: { ...state.given, [action.field]: answerIn(state, action.field).normalize('NFC') } }
    case 'scanned':
      return withScan(state, action.form)
  }
}

/** The field that has the cursor. */
export function focusOf({ fields, at }: DenseFormState): FieldName {
  return fields[at] ?? 'email'
}

/** What stands in a field, as the flow takes it. */
export function answerIn({ lines, choices }: DenseFormState, field: FieldName): string {
  const line = lines[field]
  return line ? line.shape.toAnswer(line.text) : (choices[field] ?? '')
}

/** All that stands in the fields. */
export function draftIn(state: DenseFormState): Draft {
  const answers = state.fields.map((field) => [field, answerIn(state, field).normalize('NFC')])
  return { ...state.given, ...Object.fromEntries(answers) }
}

/** Fields whose answer the flow has not heard yet. */
export function ungiven(state: DenseFormState): readonly FieldName[] {
  return state.fields.filter((field) => answerIn(state, field).normalize('NFC') !== state.given[field])
}

/**
 * The form with a scan in it that the flow has taken meanwhile: what the card told stands in its fields, the cursor in the first that is open. Other fields keep what is
 * being typed. The same state where nothing new was scanned.
 */
export function withScan(state: DenseFormState, form: FormKnown): DenseFormState {
  if (form.card === state.card && form.mrz === state.mrz) return state
  const told = state.fields.filter((field) => form.draft[field] !== state.given[field] || OF_CARDS.includes(field))
  const at = Math.max(0, state.fields.indexOf(form.field))
  const start = { ...state, at, given: { ...state.given }, card: form.card, mrz: form.mrz }
  for (const field of told) start.given[field] = form.draft[field]
  return told.reduce<DenseFormState>(takeAnswer, start)
}

/** True for a field whose answer is one of a few words. */
export function isChoice(field: FieldName): field is ChoiceField {
  return FIELD_SPECS[field].kind === 'choice'
}

const OF_CARDS: readonly FieldName[] = ['idNumber', 'fullName', 'birthDate']

function takeAnswer(state: DenseFormState, field: FieldName): DenseFormState {
  const answer = state.given[field]
  if (isChoice(field)) return { ...state, choices: { ...state.choices, [field]: answer } }
  const line = startTextField(FIELD_SHAPES[field], answer, state.composing)
  return { ...state, lines: { ...state.lines, [field]: line } }
}

function changeLine(state: DenseFormState, change: TextFieldAction): DenseFormState {
  const field = focusOf(state)
  const line = state.lines[field]
  if (!line) return state
  const changed = { ...state, lines: { ...state.lines, [field]: textFieldReducer(line, change) } }
  return change.type === 'typingChosen' ? chooseTyping(changed, change.choice) : changed
}

/** How Vietnamese is typed holds for every field that composes. */
function chooseTyping(state: DenseFormState, choice: TypingChoice): DenseFormState {
  const entries = Object.entries(state.lines).map(([field, line]) => [
    field,
    textFieldReducer(line, { type: 'typingChosen', choice }),
  ])
  return { ...state, lines: Object.fromEntries(entries), composing: { ...state.composing, choice } }
}

function choose(
  state: DenseFormState,
  pick: (choices: readonly string[], at: number) => string | undefined,
): DenseFormState {
  const field = focusOf(state)
  if (!isChoice(field)) return state
  const choices = FIELD_SPECS[field].choices ?? []
  const chosen = pick(choices, choices.indexOf(state.choices[field] ?? ''))
  return chosen === undefined ? state : { ...state, choices: { ...state.choices, [field]: chosen } }
}
