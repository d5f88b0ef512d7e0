import type { KeyInput } from '../keyboard/key-input.ts'
import { commandOf } from '../keys.ts'
import type { LiveStore } from '../live-store.ts'
import type { ListAction, ListState } from './call-backs.reducer.ts'

export interface CallBackList {
  /** Rows in all, and on one page. */
  readonly count: number
  readonly rows: number
  readonly onChoose: (at: number) => void
}

/** Up and down move by a row, left and right by a page, Enter takes the row. Gives true when the key was the list's. */
export function takeListKey(key: KeyInput, store: LiveStore<ListState, ListAction>, list: CallBackList): boolean {
  const { count, rows, onChoose } = list
  const move = (by: number) => store.dispatch({ type: 'moved', by, count })
  switch (commandOf(key)) {
    case 'up':
      move(-1)
      return true
    case 'down':
      move(1)
      return true
    case 'left':
      move(-rows)
      return true
    case 'right':
      move(rows)
      return true
    case 'next':
      if (count === 0) return false
      onChoose(store.read().at)
      return true
    default:
      return false
  }
}
