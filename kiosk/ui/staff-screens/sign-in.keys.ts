import type { KeyInput } from '../keyboard/key-input.ts'
import { commandOf } from '../keys.ts'
import type { LiveStore } from '../live-store.ts'
import { useScreenKeys } from '../screen-keys.ts'
import { attemptOf, type SignInAction, type SignInState } from './sign-in.reducer.ts'

/** What a sign-in tells of. */
export interface SignInEnds {
  /** Called once for each try; the fields are empty when it is. */
  readonly onEntered: (code: string, pin: string) => void
  readonly onToken: () => void
}

type Store = LiveStore<SignInState, SignInAction>

/** Binds keys to code and PIN. */
export function useSignInKeys(store: Store, ends: SignInEnds): void {
  useScreenKeys((key) => takeSignInKey(key, store, ends))
}

/** The same without React. Gives true when the key was the sign-in's. */
export function takeSignInKey(key: KeyInput, store: Store, { onEntered, onToken }: SignInEnds): boolean {
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
      const attempt = attemptOf(store.read())
      store.dispatch({ type: attempt ? 'handedOver' : 'wentOn' })
      if (attempt) onEntered(attempt.code, attempt.pin)
      return true
    }
    case 'nextField':
    case 'previousField':
    case 'up':
    case 'down':
      store.dispatch({ type: 'moved' })
      return true
    case 'erase':
      store.dispatch({ type: 'erased' })
      return true
    case 'renew':
      store.dispatch({ type: 'handedOver' })
      onToken()
      return true
    default:
      return false
  }
}
