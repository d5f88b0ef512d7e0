import type { KeyInput } from '../keyboard/key-input.ts'
import { commandOf } from '../keys.ts'
import type { LiveStore } from '../live-store.ts'
import { useScreenKeys } from '../screen-keys.ts'
import type { TextFieldAction, TextFieldState } from './text-field.reducer.ts'

/** Binds keys to a text field. Enter hands over the answer; Esc, and Enter in an empty optional field, are decided by the flow. */
export function useTextFieldKeys(
  store: LiveStore<TextFieldState, TextFieldAction>,
  onSubmit: (answer: string) => void,
  onRenew?: () => void,
): void {
  useScreenKeys((key) => takeFieldKey(key, store, onSubmit, onRenew))
}

/** The same without React. Gives true when the key was the field's. */
export function takeFieldKey(
  key: KeyInput,
  store: LiveStore<TextFieldState, TextFieldAction>,
  onSubmit: (answer: string) => void,
  onRenew?: () => void,
): boolean {
  if (key.kind === 'text' || key.kind === 'paste') {
    store.dispatch({ type: 'typed', text: key.text })
    return true
  }
  if (key.kind === 'scan-began') {
    store.dispatch({ type: 'restored' })
    return true
  }
  switch (commandOf(key)) {
    case 'next': {
      const { shape, text } = store.read()
      onSubmit(shape.toAnswer(text))
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
    case 'renew':
      onRenew?.()
      return onRenew !== undefined
    default:
      return false
  }
}
