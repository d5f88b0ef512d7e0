import { performance } from 'node:perf_hooks'
import type { VirtualCard } from '../../../devices/port/pcsc/card-readers.ts'

/**
 * What a contactless chip takes besides its own work: 8 ms for each command (frame delays, the reader's driver), and 25 bytes a millisecond
 * (424 kbit/s with the blocks of ISO 14443-4 around them).
 */
const COMMAND_MS = 8
const BYTES_PER_MS = 25

/** A card that keeps the pace of a real one, and can play back its last conversation without thinking. */
export interface ReplayedCard extends VirtualCard {
  /** The commands of the conversation since power on, in their order. */
  readonly commands: readonly Uint8Array[]
  /** From now on the recorded answers are given, whatever is asked, at the same pace; or the card itself speaks again. */
  replay(on: boolean): void
}

export function createReplayedCard(card: VirtualCard): ReplayedCard {
  let recorded: { readonly command: Uint8Array; readonly answer: Uint8Array | null }[] = []
  let replaying = false
  let at = 0
  return {
    atr: card.atr,
    get commands() {
      return recorded.map(({ command }) => command)
    },
    replay(on) {
      replaying = on
      at = 0
    },
    reset() {
      at = 0
      card.reset()
    },
    async answer(command) {
      const startedMs = performance.now()
      if (!replaying && at === 0) recorded = []
      const answer = replaying ? (recorded[at]?.answer ?? null) : await card.answer(command)
      if (!replaying) recorded.push({ command: Uint8Array.from(command), answer })
      at += 1
      const paceMs = COMMAND_MS + (command.length + (answer?.length ?? 0)) / BYTES_PER_MS
      const leftMs = startedMs + paceMs - performance.now()
      if (leftMs > 0) await new Promise<void>((resolve) => setTimeout(resolve, leftMs))
      return answer
    },
  }
}
