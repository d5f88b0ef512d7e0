import type { KeyInput } from '../keyboard/key-input.ts'
import { commandOf } from '../keys.ts'
import type { LiveStore } from '../live-store.ts'
import { takeMenuKey } from '../menu/menu.keys.ts'
import type { MenuAction, MenuState } from '../menu/menu.reducer.ts'
import { useScreenKeys } from '../screen-keys.ts'

/** What an officer decides before the comparison. */
export interface AttestEnds {
  readonly onAttested: () => void
  readonly onDeclined: () => void
  /** Null where there is no chip to read. */
  readonly onReadAgain: (() => void) | null
}

/** The lines of the choice, in order. */
export const ATTEST_LINES = ['attest', 'decline'] as const

type Store = LiveStore<MenuState, MenuAction>

/** Binds keys to the choice and to reading the chip again. */
export function useAttestKeys(store: Store, ends: AttestEnds): void {
  useScreenKeys((key) => takeAttestKey(key, store, ends))
}

/** The same without React. Gives true when the key was the choice's. */
export function takeAttestKey(key: KeyInput, store: Store, ends: AttestEnds): boolean {
  if (commandOf(key) === 'renew') {
    ends.onReadAgain?.()
    return ends.onReadAgain !== null
  }
  return takeMenuKey(key, store, ATTEST_LINES.length, (line) =>
    ATTEST_LINES[line] === 'attest' ? ends.onAttested() : ends.onDeclined(),
  )
}
