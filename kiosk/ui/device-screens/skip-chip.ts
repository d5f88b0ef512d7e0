import { SKIP_CHIP_COMMAND } from '../fields/chip-key-field.keys.ts'
import type { HintName } from '../frame/bottom-line.ts'
import { commandOf } from '../keys.ts'
import { useScreenKeys } from '../screen-keys.ts'
import type { Ui } from '../ui.ts'

/** The hint of the key that goes on without the chip: the packet then says that none was read (in-person.flow.ts). */
export const SKIP_CHIP: readonly [typeof SKIP_CHIP_COMMAND, HintName] = [SKIP_CHIP_COMMAND, 'withoutChip']

/** Binds that key on a screen that takes no other; does nothing where nobody may go on without the chip. */
export function useSkipChip({ send }: Pick<Ui, 'send'>, canSkip: boolean): void {
  useScreenKeys((key) => {
    if (!canSkip || commandOf(key) !== SKIP_CHIP_COMMAND) return false
    send({ type: 'user.deferred' })
    return true
  })
}
