import type { Logger } from 'pino'
import { Fault } from '../../../flows/base/fault.ts'
import type { FaultCode } from '../../../flows/base/fault-codes.ts'
import { type Scheduler, systemScheduler } from '../scheduler.ts'
import type { CardReaders, ReaderView, VirtualCard } from './card-readers.ts'
import { TRANSMIT_LIMIT_MS } from './pcsc-readers.ts'
import { createReaderList } from './reader-list.ts'
import { createSimulatedLine, type SimulatedLine } from './simulated-line.ts'
import type { SimulatedState } from './simulated-state.ts'

export const READER_FAULTS = [
  /** The reader's plug is pulled; the card stays in it. */
  'unplug-reader',
  'replug-reader',
  /** The card takes commands and answers none. */
  'mute-card',
  /** The card is pulled before the answer of one command, `after` commands from now (0: the next). */
  'pull-card-in-exchange',
  /** Every answer takes `slowMs`. */
  'slow',
  /** Every answer is noise of `garbageBytes` bytes (0: nothing at all), whatever the card said. */
  'garbage',
  'daemon-stop',
  'daemon-start',
  /** Another program holds the card. */
  'busy',
  /** Ends mute-card, slow, garbage and busy. */
  'well',
] as const
export type ReaderFault = (typeof READER_FAULTS)[number]

export interface ReaderFaultOptions {
  readonly after?: number
  readonly slowMs?: number
  readonly garbageBytes?: number
}

export interface SimulatedReadersConfig {
  /** Must stand in the configuration: a simulated reader never appears by itself. */
  readonly simulate: true
  readonly name?: string
}

/** One reader in memory, for training on machines without PC/SC and for tests of card drivers. Keeps the promises of CardReaders. */
export interface SimulatedReaders extends CardReaders {
  readonly readerName: string
  /** Puts a card in; one that was in is taken out first. */
  insert(card: VirtualCard): void
  remove(): void
  /** Does one thing wrong from now on; see READER_FAULTS. */
  fault(name: ReaderFault, options?: ReaderFaultOptions): void
}

/** Raises SIMULATOR_NOT_CONFIGURED unless the configuration names it. */
export function createSimulatedReaders(
  config: SimulatedReadersConfig | undefined,
  options: { readonly log: Logger; readonly scheduler?: Scheduler; readonly transmitLimitMs?: number },
): SimulatedReaders {
  if (config?.simulate !== true) throw new Fault('SIMULATOR_NOT_CONFIGURED', { device: 'card reader' })
  const readerName = config.name ?? 'Simulated Reader 00 00'
  const { log, scheduler = systemScheduler, transmitLimitMs = TRANSMIT_LIMIT_MS } = options
  const list = createReaderList(log)
  const state: SimulatedState = {
    card: null,
    plugged: true,
    daemon: true,
    busy: false,
    mute: false,
    slowMs: 0,
    garbageBytes: null,
    pullAfter: null,
  }
  let running = false
  let line: SimulatedLine | null = null

  const lose = (code: FaultCode) => {
    line?.drop(code)
    line = null
  }
  const show = () => {
    if (!running) return
    if (!state.daemon) return list.set([], 'PCSC_UNAVAILABLE')
    list.set(state.plugged ? [viewOf(readerName, state.card)] : [], null)
  }
  const remove = () => {
    state.card = null
    lose('CARD_REMOVED')
    show()
  }

  return {
    readerName,
    get readers() {
      return list.readers
    },
    get code() {
      return list.code
    },
    subscribe: list.subscribe,
    async connect(name, signal) {
      const fail = (code: FaultCode) => new Fault(code, { reader: name })
      if (signal?.aborted) throw fail('CANCELLED')
      if (!running || !state.daemon) throw fail('PCSC_UNAVAILABLE')
      if (!state.plugged || name !== readerName) throw fail('READER_ABSENT')
      if (!state.card) throw fail('CARD_ABSENT')
      if (state.busy || line) throw fail('CARD_BUSY')
      state.card.reset()
      const opened = createSimulatedLine({
        readerName,
        card: state.card,
        state,
        scheduler,
        log,
        transmitLimitMs,
        pull: remove,
        onClosed() {
          if (line === opened) line = null
        },
      })
      line = opened
      return opened
    },
    insert(card) {
      if (state.card) remove()
      card.reset()
      state.card = card
      show()
    },
    remove,
    fault(name, { after = 0, slowMs = 0, garbageBytes = 8 } = {}) {
      switch (name) {
        case 'unplug-reader':
          state.plugged = false
          lose('READER_LOST')
          return show()
        case 'replug-reader':
          state.plugged = true
          return show()
        case 'daemon-stop':
          state.daemon = false
          lose('PCSC_UNAVAILABLE')
          return show()
        case 'daemon-start':
          state.daemon = true
          return show()
        case 'mute-card':
          state.mute = true
          return
        case 'pull-card-in-exchange':
          state.pullAfter = after
          return
        case 'slow':
          state.slowMs = slowMs
          return
        case 'garbage':
          state.garbageBytes = garbageBytes
          return
        case 'busy':
          state.busy = true
          return
        case 'well':
          Object.assign(state, { busy: false, mute: false, slowMs: 0, garbageBytes: null })
      }
    },
    async start() {
      running = true
      show()
    },
    async stop() {
      running = false
      lose('CANCELLED')
      list.set([], null)
    },
  }
}

function viewOf(name: string, card: VirtualCard | null): ReaderView {
  return card ? { name, presence: 'present', atr: card.atr } : { name, presence: 'empty', atr: null }
}
