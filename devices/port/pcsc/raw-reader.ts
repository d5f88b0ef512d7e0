import type { ReaderView } from './card-readers.ts'
import type { RawReader } from './pcsc-messages.ts'

const STATE_PRESENT = 0x0020
const STATE_MUTE = 0x0200

/** Flags of dwEventState (PC/SC part 5, SCARD_READERSTATE) as a view. */
export function viewOf({ name, state, atr }: RawReader): ReaderView {
  if (!(state & STATE_PRESENT)) return { name, presence: 'empty', atr: null }
  if (state & STATE_MUTE) return { name, presence: 'mute', atr: null }
  return { name, presence: 'present', atr: atr && atr.length > 0 ? Uint8Array.from(atr) : null }
}

/**
 * The readers as they must be told after `before`: a card that was out and in again between two looks is first told as out.
 * pcsc-lite counts insertions and removals in the upper half of the state.
 */
export function stepsBetween(before: readonly RawReader[], after: readonly RawReader[]): readonly ReaderView[][] {
  const changed = new Set(after.filter((one) => wasExchanged(findSame(before, one), one)).map(({ name }) => name))
  const views = after.map(viewOf)
  if (changed.size === 0) return [views]
  const without = views.map((view) =>
    changed.has(view.name) ? { ...view, presence: 'empty' as const, atr: null } : view,
  )
  return [without, views]
}

function findSame(readers: readonly RawReader[], { name }: RawReader): RawReader | undefined {
  return readers.find((reader) => reader.name === name)
}

function wasExchanged(before: RawReader | undefined, after: RawReader): boolean {
  return (
    !!before &&
    !!(before.state & STATE_PRESENT) &&
    !!(after.state & STATE_PRESENT) &&
    before.state >>> 16 !== after.state >>> 16
  )
}
