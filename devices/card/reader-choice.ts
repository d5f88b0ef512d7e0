import type { CardPresence } from '../../flows/ports/card.port.ts'
import type { ReaderView } from '../port/pcsc/card-readers.ts'
import { isContactless } from './answer-limits.ts'

export interface ReaderChoice {
  readonly presence: CardPresence
  /** Readers with a card that may be a citizen card, in the order to try them. */
  readonly withCard: readonly string[]
  /** What a technician calls the device; null when there is no reader. */
  readonly name: string | null
}

/**
 * Which readers to look at: those whose name contains `readerName` when it is given, otherwise all of them. `foreign` names the readers whose card was
 * found to be no citizen card (a USB token is a reader with a card that is always there); they count as empty. Contactless cards first: a citizen card is one.
 */
export function chooseReaders(
  readers: readonly ReaderView[],
  foreign: ReadonlySet<string>,
  readerName?: string,
): ReaderChoice {
  const ours = readers.filter(({ name }) => readerName === undefined || name.includes(readerName))
  const withCard = ours.filter(({ name, presence }) => presence !== 'empty' && !foreign.has(name))
  const ordered = [...withCard].sort((a, b) => contactlessFirst(b) - contactlessFirst(a)).map(({ name }) => name)
  return {
    presence: ours.length === 0 ? 'no-reader' : ordered.length > 0 ? 'present' : 'empty',
    withCard: ordered,
    name: ordered[0] ?? ours.find(({ name }) => !foreign.has(name))?.name ?? ours[0]?.name ?? null,
  }
}

function contactlessFirst({ atr }: ReaderView): number {
  return atr && isContactless(atr) ? 1 : 0
}
