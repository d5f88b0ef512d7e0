import type { TypingChoice } from '../../../flows/rules/typing/choices.ts'
import type { KeyInput } from '../keyboard/key-input.ts'
import { commandOf } from '../keys.ts'
import type { LiveStore } from '../live-store.ts'
import { useScreenKeys } from '../screen-keys.ts'
import { nextChoice } from './composing.ts'
import type { TextFieldAction, TextFieldState } from './text-field.reducer.ts'

/** What becomes of an answer that was handed over: it stands until the flow moves on, or it is a secret and goes at once. */
export type AfterSubmit = 'keep' | 'wipe'

/** What a field tells of. */
export interface TextFieldEnds {
  readonly onSubmit: (answer: string) => AfterSubmit
  readonly onRenew?: (() => void) | undefined
  /** Another way of typing Vietnamese was chosen. */
  readonly onTyping?: ((choice: TypingChoice) => void) | undefined
}

/** Binds keys to a text field. Enter hands over the answer; Esc, and Enter in an empty optional field, are decided by the flow. */
export function useTextFieldKeys(store: LiveStore<TextFieldState, TextFieldAction>, ends: TextFieldEnds): void {
  useScreenKeys((key) => takeFieldKey(key, store, ends))
}

/** The same without React. Gives true when the key was the field's. */
export function takeFieldKey(
  key: KeyInput,
  store: LiveStore<TextFieldState, TextFieldAction>,
  { onSubmit, onRenew, onTyping }: TextFieldEnds,
): boolean {
  if (key.kind === 'text' || key.kind === 'paste') {
    store.dispatch({ type: key.kind === 'text' ? 'typed' : 'pasted', text: key.text })
    return true
  }
  if (key.kind === 'scan-began') {
    store.dispatch({ type: 'restored' })
    return true
  }
  switch (commandOf(key)) {
    case 'next': {
      const { shape, text } = store.read()
      if (onSubmit(shape.toAnswer(text)) === 'wipe') store.dispatch({ type: 'cleared' })
      return true
    }
    case 'erase':
      store.dispatch({ type: 'erased' })
      return true
    case 'eraseAhead':
      store.dispatch({ type: 'erasedAhead' })
      return true
    case 'left':
    case 'right':
    case 'first':
    case 'last':
      store.dispatch({ type: 'moved', to: commandOf(key) as 'left' | 'right' | 'first' | 'last' })
      return true
    case 'typing': {
      const { composing } = store.read()
      if (!composing) return false
      const choice = nextChoice(composing)
      store.dispatch({ type: 'typingChosen', choice })
      onTyping?.(choice)
      return true
    }
    case 'asPressed':
      store.dispatch({ type: 'keysGivenBack' })
      return true
    case 'reveal':
      // The key that shows a password has nothing to show here.
      store.dispatch({ type: 'capitalsTurned' })
      return true
    case 'renew':
      onRenew?.()
      return onRenew !== undefined
    default:
      return false
  }
}
