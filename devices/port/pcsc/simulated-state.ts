import type { VirtualCard } from './card-readers.ts'

/** How the simulated reader stands; the line to a card reads it at every command. */
export interface SimulatedState {
  card: VirtualCard | null
  plugged: boolean
  daemon: boolean
  busy: boolean
  mute: boolean
  slowMs: number
  garbageBytes: number | null
  /** Commands until the card is pulled; null: it is not. */
  pullAfter: number | null
}
