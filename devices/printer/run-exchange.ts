import { Fault } from '../../flows/base/fault.ts'
import type { BytePort } from '../port/byte-port.ts'
import type { Scheduler } from '../port/scheduler.ts'
import type { ExchangeInput, Move } from './move.ts'

/** A pure machine and where it runs. */
export interface Exchange<S, R> {
  readonly begin: () => Move<S, R>
  readonly step: (state: S, input: ExchangeInput) => Move<S, R>
  readonly port: BytePort
  readonly scheduler: Scheduler
  /** After this long the machine hears `out-of-time`, whatever it waits for. */
  readonly limitMs: number
  readonly signal?: AbortSignal | undefined
}

export interface Conversation<R> {
  /** Begins, once: writes what the machine says, waits as long as it says, and gives what it ends with. Never raises. */
  run(): Promise<R>
  /** Tells the machine of something the driver heard. Harmless before it began and once it has ended. */
  tell(input: ExchangeInput): void
}

/** Made and begun apart, so that the driver knows where answers go before the first question is out. */
export function createConversation<S, R>(exchange: Exchange<S, R>): Conversation<R> {
  const { port, scheduler, signal } = exchange
  const { promise, resolve } = Promise.withResolvers<R>()
  let state: S | null = null
  let cancelWait = () => {}
  let ended = false

  const tell = (input: ExchangeInput) => {
    if (!ended && state !== null) make(exchange.step(state, input))
  }
  const aborted = () => tell({ kind: 'cancelled' })
  let cancelLimit = () => {}
  const make = (move: Move<S, R>) => {
    if (move.kind === 'ended') {
      ended = true
      cancelWait()
      cancelLimit()
      signal?.removeEventListener('abort', aborted)
      if (move.write) port.write(move.write).catch(() => {})
      return resolve(move.result)
    }
    // Before writing: a line in memory may answer before write() returns.
    state = move.state
    if (move.waitMs !== null) {
      cancelWait()
      cancelWait = scheduler.after(move.waitMs, () => tell({ kind: 'timed-out' }))
    }
    if (move.write) send(move.write.bytes, move.write.piece)
  }
  const send = (bytes: Uint8Array, piece: number | null) => {
    port.write(bytes).then(
      () => {
        if (piece !== null) tell({ kind: 'written', piece })
      },
      (thrown: unknown) => tell({ kind: 'lost', code: codeOfLoss(thrown) }),
    )
  }

  return {
    run() {
      cancelLimit = scheduler.after(exchange.limitMs, () => tell({ kind: 'out-of-time' }))
      signal?.addEventListener('abort', aborted)
      make(exchange.begin())
      if (signal?.aborted) aborted()
      return promise
    },
    tell,
  }
}

/** A line that closed under a write is the printer's loss; a line with another reason keeps it. */
function codeOfLoss(thrown: unknown) {
  const code = thrown instanceof Fault ? thrown.code : 'PORT_LOST'
  return code === 'PORT_LOST' || code === 'PORT_CLOSED' ? 'PRINTER_LOST' : code
}
