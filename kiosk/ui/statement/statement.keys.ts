import type { KeyInput } from '../keyboard/key-input.ts'
import { commandOf } from '../keys.ts'
import type { LiveStore } from '../live-store.ts'
import { useScreenKeys } from '../screen-keys.ts'
import type { StatementAction, StatementState } from './statement.reducer.ts'

export interface StatementKeys {
  /** The lowest row that may stand on top. */
  readonly last: number
  /** Whether the text may be opened and closed with a key. */
  readonly canToggle: boolean
}

/** Binds keys to a statement: arrows move it; where that may be, F3 opens and closes it, and Esc closes it as it leaves any page. */
export function useStatementKeys(store: LiveStore<StatementState, StatementAction>, keys: StatementKeys): void {
  useScreenKeys((key) => takeStatementKey(key, store, keys))
}

/** The same without React. Gives true when the key was the statement's. */
export function takeStatementKey(
  key: KeyInput,
  store: LiveStore<StatementState, StatementAction>,
  { last, canToggle }: StatementKeys,
): boolean {
  const command = commandOf(key)
  const closes = command === 'back' && store.read().isOpen
  if (canToggle && (command === 'renew' || closes)) {
    store.dispatch({ type: 'toggled' })
    return true
  }
  if (!store.read().isOpen || (command !== 'up' && command !== 'down')) return false
  store.dispatch({ type: 'moved', by: command === 'up' ? -1 : 1, last })
  return true
}
