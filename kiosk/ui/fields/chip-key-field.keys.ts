import type { ChipKey } from '../../../flows/ports/card.port.ts'
import type { KeyInput } from '../keyboard/key-input.ts'
import { type Command, commandOf } from '../keys.ts'
import type { LiveStore } from '../live-store.ts'
import { useScreenKeys } from '../screen-keys.ts'
import { type ChipKeyFieldAction, type ChipKeyFieldState, readChipKey } from './chip-key-field.reducer.ts'

export interface ChipKeyHandover {
  /** YYYY-MM-DD. */
  readonly today: string
  /** True when the flow has a key already: Enter in an empty entry then goes on with it. */
  readonly hasKey: boolean
  readonly onEntered: (key: ChipKey) => void
  /** Goes on without the chip; null or absent where nobody may. */
  readonly onSkipped?: (() => void) | null
}

/** Goes on without the chip, on every screen that reads one. */
export const SKIP_CHIP_COMMAND = 'reveal' satisfies Command

/** Binds keys to the entry of what opens a chip. */
export function useChipKeyFieldKeys(
  store: LiveStore<ChipKeyFieldState, ChipKeyFieldAction>,
  handover: ChipKeyHandover,
): void {
  useScreenKeys((key) => takeChipKey(key, store, handover))
}

/** The same without React. Gives true when the key was the entry's. */
export function takeChipKey(
  key: KeyInput,
  store: LiveStore<ChipKeyFieldState, ChipKeyFieldAction>,
  { today, hasKey, onEntered, onSkipped = null }: ChipKeyHandover,
): boolean {
  if (key.kind === 'text' || key.kind === 'paste') {
    store.dispatch({ type: 'typed', text: key.text })
    return true
  }
  if (key.kind === 'scan-began') {
    store.dispatch({ type: 'cleared' })
    return true
  }
  switch (commandOf(key)) {
    case 'next': {
      const reading = readChipKey(store.read().text, today)
      if (reading.kind === 'empty' && hasKey) return false
      if (reading.kind === 'key') onEntered(reading.key)
      else if (reading.kind !== 'unfinished') store.dispatch({ type: 'refused', problem: reading })
      return true
    }
    case SKIP_CHIP_COMMAND:
      onSkipped?.()
      return onSkipped !== null
    case 'erase':
      store.dispatch({ type: 'erased' })
      return true
    default:
      return false
  }
}
