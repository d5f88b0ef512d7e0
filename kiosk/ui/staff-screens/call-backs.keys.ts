import type { KeyInput } from '../keyboard/key-input.ts'
import { commandOf } from '../keys.ts'
import type { LiveStore } from '../live-store.ts'
import type { PageAction, PageState } from './call-backs.reducer.ts'

/** Up and left turn back, down and right turn on. Gives true when the key was the list's. */
export function takePageKey(key: KeyInput, store: LiveStore<PageState, PageAction>, pages: number): boolean {
  const command = commandOf(key)
  if (command === 'up' || command === 'left') store.dispatch({ type: 'turned', by: -1, pages })
  else if (command === 'down' || command === 'right') store.dispatch({ type: 'turned', by: 1, pages })
  else return false
  return true
}
