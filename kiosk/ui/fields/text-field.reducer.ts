import type { FieldShape } from './field-shape.ts'

export interface TextFieldState {
  readonly shape: FieldShape
  readonly text: string
  /** Index into text. */
  readonly cursor: number
  /** What the field held when it was shown: a scan typed into it puts that back. */
  readonly first: string
}

export type TextFieldAction =
  | { readonly type: 'typed'; readonly text: string }
  | { readonly type: 'erased' }
  | { readonly type: 'erasedAhead' }
  | { readonly type: 'moved'; readonly to: 'left' | 'right' | 'first' | 'last' }
  | { readonly type: 'restored' }
  | { readonly type: 'cleared' }

/** A field that holds the flow's answer, the cursor at its end. */
export function startTextField(shape: FieldShape, answer: string): TextFieldState {
  const text = shape.fromAnswer(answer)
  return { shape, text, cursor: text.length, first: text }
}

/** What one key does to a line of text. Pure; the text is always NFC. */
export function textFieldReducer(state: TextFieldState, action: TextFieldAction): TextFieldState {
  const { shape, text, cursor } = state
  switch (action.type) {
    case 'typed':
      return { ...state, ...shape.insert(text, cursor, action.text) }
    case 'erased': {
      const from = before(text, cursor)
      return from === cursor ? state : { ...state, text: text.slice(0, from) + text.slice(cursor), cursor: from }
    }
    case 'erasedAhead':
      return { ...state, text: text.slice(0, cursor) + text.slice(after(text, cursor)) }
    case 'moved':
      return shape.movable ? { ...state, cursor: moved(text, cursor, action.to) } : state
    case 'restored':
      return { ...state, text: state.first, cursor: state.first.length }
    case 'cleared':
      return { ...state, text: '', cursor: 0, first: '' }
  }
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
