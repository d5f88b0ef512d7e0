import type { Logger } from 'pino'
import { Fault } from '../../../flows/base/fault.ts'
import type { FaultCode } from '../../../flows/base/fault-codes.ts'
import type { Scheduler } from '../scheduler.ts'
import { settleWithin } from '../settle-within.ts'
import { headerText, statusOf } from './apdu.ts'
import { exchangeWhole } from './card-exchange.ts'
import type { CardLine, VirtualCard } from './card-readers.ts'
import type { SimulatedState } from './simulated-state.ts'

export interface SimulatedLine extends CardLine {
  /** The plug, the card or the daemon is gone: a command under way and all later ones raise this. */
  drop(code: FaultCode): void
}

export interface SimulatedLineOptions {
  readonly readerName: string
  readonly card: VirtualCard
  readonly state: SimulatedState
  readonly scheduler: Scheduler
  readonly log: Logger
  readonly transmitLimitMs: number
  pull(): void
  onClosed(): void
}

/** The line to a card in the simulated reader. */
export function createSimulatedLine(options: SimulatedLineOptions): SimulatedLine {
  const { readerName, card, state, scheduler, log, transmitLimitMs, pull, onClosed } = options
  const ended = new AbortController()
  let dropped: Fault | null = null
  let turn: Promise<unknown> = Promise.resolve()

  const drop = (code: FaultCode) => {
    dropped ??= new Fault(code, { reader: readerName })
    ended.abort()
    onClosed()
    return dropped
  }
  const answerOf = async (command: Uint8Array): Promise<Uint8Array> => {
    if (state.pullAfter === 0) pull()
    if (state.pullAfter !== null) state.pullAfter = state.pullAfter === 0 ? null : state.pullAfter - 1
    if (state.mute) return new Promise(() => {})
    const answer = await card.answer(command)
    if (state.slowMs > 0) await new Promise<void>((resolve) => void scheduler.after(state.slowMs, resolve))
    if (state.garbageBytes !== null) return new Uint8Array(state.garbageBytes).fill(0xa5)
    return answer ?? new Promise(() => {})
  }
  const exchange = async (command: Uint8Array, signal: AbortSignal): Promise<Uint8Array> => {
    if (dropped) throw dropped
    const given = await settleWithin(answerOf(command), transmitLimitMs, scheduler, signal)
    if (dropped) throw dropped
    if (!given.settled) throw drop(signal.aborted ? 'CANCELLED' : 'CARD_MUTE')
    const status = statusOf(given.value)
    if (status === null) throw drop('CARD_MUTE')
    log.debug({ reader: readerName, command: headerText(command), status: status.toString(16) }, 'apdu')
    return given.value
  }
  return {
    readerName,
    atr: card.atr,
    drop,
    transmit(command, signal) {
      const until = signal ? AbortSignal.any([ended.signal, signal]) : ended.signal
      const mine = turn.then(() => {
        if (!dropped && until.aborted) throw new Fault('CANCELLED', { reader: readerName })
        return exchangeWhole((one) => exchange(one, until), command)
      })
      turn = mine.catch(() => {})
      return mine
    },
    async close() {
      if (!dropped) card.reset()
      drop('CANCELLED')
    },
  }
}
