import { isContactless } from '../devices/card/answer-limits.ts'
import type { CardReaders } from '../devices/port/pcsc/card-readers.ts'
import type { SeenToken, TokenPort } from '../flows/ports/token.port.ts'

type Readers = Pick<CardReaders, 'readers' | 'subscribe'>

/** Whether a card lies in a contact reader of this machine, where a SIM would be. */
export interface SimSlot {
  readonly holdsCard: boolean
  /** Called when a reader or what is in one has changed. The function given back ends it. */
  subscribe(listener: () => void): () => void
}

/** The slot of a SIM among readers that are opened later; null is a station that uses none, or has none. */
export function simSlotLater(opening: Promise<Readers | null>): SimSlot {
  let readers: Readers | null = null
  const coming = opening.then(
    (opened) => {
      readers = opened
      return opened
    },
    () => null,
  )
  return {
    get holdsCard() {
      return (
        readers?.readers.some(({ presence, atr }) => presence === 'present' && !(atr && isContactless(atr))) ?? false
      )
    },
    subscribe(listener) {
      let end: (() => void) | null = null
      let isOver = false
      void coming.then((opened) => {
        if (isOver || !opened) return
        end = opened.subscribe(listener)
        listener()
      })
      return () => {
        isOver = true
        end?.()
      }
    },
  }
}

/**
 * The tokens, told apart as far as PKCS#11 and PC/SC allow: while no card lies in a contact reader none of them can be a SIM. With a card there nobody can tell which of them it is.
 */
export function tokensBesideSim(token: TokenPort, slot: SimSlot): TokenPort {
  const marked = (tokens: readonly SeenToken[]) =>
    slot.holdsCard ? tokens : tokens.map((one): SeenToken => ({ ...one, isNoSim: true }))
  return {
    get standing() {
      return token.standing
    },
    watch: (listener) => token.watch(listener),
    get tokens() {
      return marked(token.tokens)
    },
    get troubles() {
      return token.troubles
    },
    subscribe(listener) {
      const tell = () => listener(marked(token.tokens))
      const ends = [token.subscribe(tell), slot.subscribe(tell)]
      return () => {
        for (const end of ends) end()
      }
    },
    sign: (request, signal) => token.sign(request, signal),
  }
}
