import type { KeyInput } from '../keyboard/key-input.ts'
import { commandOf } from '../keys.ts'
import type { LiveStore } from '../live-store.ts'
import { useScreenKeys } from '../screen-keys.ts'
import type { PinFieldAction, PinFieldState } from './pin-field.reducer.ts'

/** Binds keys to the PIN entry. `onEntered` is called once; the field is empty when it is. */
export function usePinFieldKeys(
  store: LiveStore<PinFieldState, PinFieldAction>,
  onEntered: (pin: string) => void,
): void {
  useScreenKeys((key) => takePinKey(key, store, onEntered))
}

/** The same without React. Gives true when the key was the field's. */
export function takePinKey(
  key: KeyInput,
  store: LiveStore<PinFieldState, PinFieldAction>,
  onEntered: (pin: string) => void,
): boolean {
  if (key.kind === 'text' || key.kind === 'paste') {
    store.dispatch({ type: 'typed', text: key.text })
    return true
  }
  if (key.kind === 'scan-began') {
    store.dispatch({ type: 'scanBegan' })
    return true
  }
  switch (commandOf(key)) {
    case 'next': {
      const { text, isSpoiled } = store.read()
      // A PIN that lost a letter on its way would spend a try for nothing.
      if (isSpoiled || text === '') {
        store.dispatch({ type: 'refused' })
        return true
      }
      store.dispatch({ type: 'handedOver' })
      onEntered(text)
      return true
    }
    case 'erase':
      store.dispatch({ type: 'erased' })
      return true
    default:
      return false
  }
}
