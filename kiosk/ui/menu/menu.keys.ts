import type { KeyInput } from '../keyboard/key-input.ts'
import { commandOf } from '../keys.ts'
import type { LiveStore } from '../live-store.ts'
import { useScreenKeys } from '../screen-keys.ts'
import { lineOfDigit, type MenuAction, type MenuState } from './menu.reducer.ts'

/** Binds keys to a menu. */
export function useMenuKeys(
  store: LiveStore<MenuState, MenuAction>,
  count: number,
  onChoose: (line: number) => void,
): void {
  useScreenKeys((key) => takeMenuKey(key, store, count, onChoose))
}

/** The same without React. Text is nobody's here: a digit that is a choice comes as one, a scanner's digits never do. */
export function takeMenuKey(
  key: KeyInput,
  store: LiveStore<MenuState, MenuAction>,
  count: number,
  onChoose: (line: number) => void,
): boolean {
  if (key.kind === 'choice') {
    const line = lineOfDigit(key.digit, count)
    if (line !== null) onChoose(line)
    return true
  }
  const command = commandOf(key)
  if (command === 'up' || command === 'down') {
    store.dispatch({ type: 'moved', command, count })
    return true
  }
  const { at } = store.read()
  if (command !== 'next' || at === null) return false
  onChoose(at)
  return true
}
