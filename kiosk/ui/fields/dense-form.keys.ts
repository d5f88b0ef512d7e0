import type { FieldName } from '../../../flows/base/events.ts'
import { FIELD_SPECS } from '../../../flows/form/field-specs.ts'
import type { Draft } from '../../../flows/form/fields.ts'
import type { TypingChoice } from '../../../flows/rules/typing/choices.ts'
import type { KeyInput } from '../keyboard/key-input.ts'
import { type Command, commandOf } from '../keys.ts'
import type { LiveStore } from '../live-store.ts'
import { useScreenKeys } from '../screen-keys.ts'
import {
  answerIn,
  type DenseFormAction,
  type DenseFormState,
  draftIn,
  type FormKnown,
  focusOf,
  isChoice,
  ungiven,
  withScan,
} from './dense-form.reducer.ts'
import { takeFieldKey } from './text-field.keys.ts'

/** What a form tells of. */
export interface DenseFormEnds {
  readonly onAnswered: (field: FieldName, text: string) => void
  readonly onSubmit: () => void
  /** The first field without a good answer, null when all are good. */
  readonly firstOpen: (draft: Draft) => FieldName | null
  readonly onTyping: (choice: TypingChoice) => void
}

type Store = LiveStore<DenseFormState, DenseFormAction>

/** Binds keys to a form. A field's answer goes to the flow when it is left, all of them with Enter; Esc is the flow's. */
export function useDenseFormKeys(store: Store, form: FormKnown, ends: DenseFormEnds): void {
  useScreenKeys((key) => takeFormKey(key, store, form, ends))
}

/** The same without React. Gives true when the key was the form's. */
export function takeFormKey(key: KeyInput, store: Store, form: FormKnown, ends: DenseFormEnds): boolean {
  if (withScan(store.read(), form) !== store.read()) store.dispatch({ type: 'scanned', form })
  const command = commandOf(key)
  if (command === 'next') {
    submit(store, ends)
    return true
  }
  const step = STEPS[command ?? 'none']
  if (step) {
    giveFocus(store, ends)
    store.dispatch({ type: 'moved', step })
    return true
  }
  return isChoice(focusOf(store.read())) ? takeChoiceKey(key, store, ends) : takeLineKey(key, store, ends)
}

const STEPS: Readonly<Partial<Record<Command | 'none', 1 | -1>>> = {
  nextField: 1,
  down: 1,
  previousField: -1,
  up: -1,
}

/** Everything goes to the flow, then the wish to go on; where something is still open the cursor goes there. */
function submit(store: Store, ends: DenseFormEnds): void {
  for (const field of ungiven(store.read())) give(store, ends, field)
  const open = ends.firstOpen(draftIn(store.read()))
  ends.onSubmit()
  if (open) store.dispatch({ type: 'wentTo', field: open })
}

function giveFocus(store: Store, ends: DenseFormEnds): void {
  const field = focusOf(store.read())
  if (ungiven(store.read()).includes(field)) give(store, ends, field)
}

function give(store: Store, ends: DenseFormEnds, field: FieldName): void {
  ends.onAnswered(field, answerIn(store.read(), field))
  store.dispatch({ type: 'gave', field })
}

/** A digit chooses and goes on, or the number typed next would choose again; left and right go from one to the next; other text is nobody's. */
function takeChoiceKey(key: KeyInput, store: Store, ends: DenseFormEnds): boolean {
  if (key.kind === 'choice') {
    store.dispatch({ type: 'chose', line: key.digit - 1 })
    giveFocus(store, ends)
    const { at, fields } = store.read()
    if (offers(focusOf(store.read()), key.digit) && at + 1 < fields.length) store.dispatch({ type: 'moved', step: 1 })
    return true
  }
  if (key.kind !== 'key') return true
  switch (commandOf(key)) {
    case 'left':
      store.dispatch({ type: 'choiceMoved', step: -1 })
      return true
    case 'right':
      store.dispatch({ type: 'choiceMoved', step: 1 })
      return true
    case 'erase':
      store.dispatch({ type: 'choiceErased' })
      return true
    default:
      return false
  }
}

/** Whether a digit is one of the answers of a field. */
function offers(field: FieldName, digit: number): boolean {
  return (FIELD_SPECS[field].choices ?? [])[digit - 1] !== undefined
}

function takeLineKey(key: KeyInput, store: Store, ends: DenseFormEnds): boolean {
  const line = store.read().lines[focusOf(store.read())]
  if (!line) return false
  return takeFieldKey(
    key,
    {
      read: () => store.read().lines[focusOf(store.read())] ?? line,
      dispatch: (change) => store.dispatch({ type: 'lineChanged', change }),
      subscribe: store.subscribe,
    },
    { onSubmit: () => 'keep', onTyping: ends.onTyping },
  )
}
