import type { KeyInput } from '../keyboard/key-input.ts'
import { commandOf } from '../keys.ts'
import type { LiveStore } from '../live-store.ts'
import { useScreenKeys } from '../screen-keys.ts'
import type { PasswordFieldAction, PasswordFieldState } from './password-field.reducer.ts'

export interface PasswordHandover {
  /** True when the password breaks no rule. */
  readonly isGood: (password: string) => boolean
  /** Called once with a good password typed twice alike; the field is empty when it returns. */
  readonly onEntered: (password: string) => void
}

/** Binds keys to the two password entries. */
export function usePasswordFieldKeys(
  store: LiveStore<PasswordFieldState, PasswordFieldAction>,
  handover: PasswordHandover,
): void {
  useScreenKeys((key) => takePasswordKey(key, store, handover))
}

/** The same without React. Gives true when the key was the field's. */
export function takePasswordKey(
  key: KeyInput,
  store: LiveStore<PasswordFieldState, PasswordFieldAction>,
  handover: PasswordHandover,
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
    case 'next':
      enter(store, handover)
      return true
    case 'erase':
      store.dispatch({ type: 'erased' })
      return true
    case 'reveal':
      store.dispatch({ type: 'revealed' })
      return true
    case 'back':
      if (store.read().step === 'first') return false
      store.dispatch({ type: 'steppedBack' })
      return true
    default:
      return false
  }
}

function enter(store: LiveStore<PasswordFieldState, PasswordFieldAction>, handover: PasswordHandover): void {
  const { step, first, again } = store.read()
  if (step === 'first') {
    store.dispatch({ type: 'firstEntered', isGood: handover.isGood(first) })
  } else if (first === again) {
    store.dispatch({ type: 'handedOver' })
    handover.onEntered(first)
  } else {
    store.dispatch({ type: 'differed' })
  }
}
