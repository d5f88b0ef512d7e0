import { toCardCapitals } from '../../../flows/rules/name.ts'
import { isInCapitals, turnCapitals } from '../../../flows/rules/name-case.ts'
import type { TypingChoice } from '../../../flows/rules/typing/choices.ts'
import { type Composing, composeErased, composeTyped, keysGivenBack } from './composing.ts'
import type { FieldShape } from './field-shape.ts'

export interface TextFieldState {
  readonly shape: FieldShape
  readonly text: string
  /** Index into text. */
  readonly cursor: number
  /** What the field held when it was shown: a scan typed into it puts that back. */
  readonly first: string
  /** How Vietnamese is composed here, or null where it is not. */
  readonly composing: Composing | null
  /** The text before it was turned to capitals, as long as those stand. */
  readonly beforeCapitals?: { readonly text: string; readonly capitals: string }
}

export type TextFieldAction =
  | { readonly type: 'typed'; readonly text: string }
  | { readonly type: 'pasted'; readonly text: string }
  | { readonly type: 'typingChosen'; readonly choice: TypingChoice }
  | { readonly type: 'keysGivenBack' }
  | { readonly type: 'capitalsTurned' }
  | { readonly type: 'erased' }
  | { readonly type: 'erasedAhead' }
  | { readonly type: 'moved'; readonly to: 'left' | 'right' | 'first' | 'last' }
  | { readonly type: 'restored' }
  | { readonly type: 'cleared' }

/** A field that holds the flow's answer, the cursor at its end. `composing` counts where the shape composes. */
export function startTextField(shape: FieldShape, answer: string, composing: Composing | null = null): TextFieldState {
  const text = shape.fromAnswer(answer)
  return { shape, text, cursor: text.length, first: text, composing: shape.composes ? composing : null }
}

/** What one key does to a line of text. Pure; the text is always NFC. */
export function textFieldReducer(state: TextFieldState, action: TextFieldAction): TextFieldState {
  const { shape, text, cursor, composing } = state
  const plain = { ...state, composing: wordEnded(composing) }
  switch (action.type) {
    case 'typed':
      return composing
        ? { ...state, ...composeTyped({ text, cursor, composing }, action.text, shape) }
        : { ...state, ...shape.insert(text, cursor, action.text) }
    case 'pasted':
      return { ...plain, ...shape.insert(text, cursor, action.text) }
    case 'typingChosen':
      return composing
        ? { ...state, composing: { ...composing, choice: action.choice, yields: false, word: null } }
        : state
    case 'keysGivenBack':
      return composing ? { ...state, ...keysGivenBack({ text, cursor, composing }) } : state
    case 'capitalsTurned':
      return shape.composes ? turnedCapitals(plain) : state
    case 'erased': {
      const composed = composing && composeErased({ text, cursor, composing })
      if (composed) return { ...state, ...composed }
      const from = before(text, cursor)
      return from === cursor ? state : { ...plain, text: text.slice(0, from) + text.slice(cursor), cursor: from }
    }
    case 'erasedAhead':
      return { ...plain, text: text.slice(0, cursor) + text.slice(after(text, cursor)) }
    case 'moved':
      return shape.movable ? { ...plain, cursor: moved(text, cursor, action.to) } : state
    case 'restored':
      return { ...plain, text: state.first, cursor: state.first.length }
    case 'cleared':
      return { ...plain, text: '', cursor: 0, first: '' }
  }
}

/** Capitals as on the card, and back: to what was typed where that is known, else to a capital at the start of each word. */
function turnedCapitals(state: TextFieldState): TextFieldState {
  const { text, cursor, beforeCapitals } = state
  const before = beforeCapitals?.capitals === text ? beforeCapitals.text : null
  const turned = before ?? turnCapitals(text)
  // A letter may become two (ß): the cursor stays behind the letters it was behind.
  const at = before === null && isInCapitals(turned) ? toCardCapitals(text.slice(0, cursor)).length : cursor
  const next = { ...state, text: turned, cursor: Math.min(at, turned.length) }
  return isInCapitals(turned) ? { ...next, beforeCapitals: { text, capitals: turned } } : next
}

/** What is not typed key by key, or somewhere else in the line, ends the word. */
function wordEnded(composing: Composing | null): Composing | null {
  return composing && { ...composing, word: null }
}

function moved(text: string, cursor: number, to: 'left' | 'right' | 'first' | 'last'): number {
  if (to === 'left') return before(text, cursor)
  if (to === 'right') return after(text, cursor)
  return to === 'first' ? 0 : text.length
}

/** Start of the character (with its marks) left of the cursor. */
function before(text: string, cursor: number): number {
  return cursor - (/\P{M}\p{M}*$/u.exec(text.slice(0, cursor))?.[0].length ?? cursor)
}

/** End of the character (with its marks) right of the cursor. */
function after(text: string, cursor: number): number {
  return cursor + (/^\P{M}\p{M}*/u.exec(text.slice(cursor))?.[0].length ?? 0)
}
