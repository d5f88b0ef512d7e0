import type { Logger } from 'pino'
import { Fault } from '../../../flows/base/fault.ts'
import type { FaultCode } from '../../../flows/base/fault-codes.ts'
import type { Scheduler } from '../scheduler.ts'
import { settleWithin } from '../settle-within.ts'
import { headerText, statusOf } from './apdu.ts'
import { exchangeWhole, withoutLe } from './card-exchange.ts'
import type { CardLine } from './card-readers.ts'
import type { RawLine } from './pcsc-messages.ts'
import type { PcscProcess } from './pcsc-process.ts'
import { codeOfRefusal } from './pcsc-refusal.ts'

const PROTOCOL_T0 = 1
/** Closing resets the card, which a slow one takes a second for; nobody waits longer. */
const CLOSE_LIMIT_MS = 1_000

export interface PcscLineOptions {
  readonly process: PcscProcess
  readonly raw: RawLine
  readonly readerName: string
  readonly transmitLimitMs: number
  readonly scheduler: Scheduler
  readonly log: Logger
  /** Why an exchange failed when the words do not tell: it waits a moment for the list of readers to say. */
  diagnose(): Promise<FaultCode>
}

/** The line to a card held by the child. After the first fault it is dropped: every later command raises the same one. */
export function createPcscLine(options: PcscLineOptions): CardLine {
  const { process, raw, readerName, transmitLimitMs, scheduler, log, diagnose } = options
  const closed = new AbortController()
  let dropped: Fault | null = null
  let turn: Promise<unknown> = Promise.resolve()
  let closing: Promise<void> | null = null

  const drop = (code: FaultCode) => {
    dropped ??= new Fault(code, { reader: readerName })
    return dropped
  }
  const exchange = async (command: Uint8Array, signal: AbortSignal): Promise<Uint8Array> => {
    if (dropped) throw dropped
    const sent = raw.protocol === PROTOCOL_T0 ? withoutLe(command) : command
    const answering = process.request({ kind: 'transmit', line: raw.line, command: sent })
    const given = await settleWithin(answering, transmitLimitMs, scheduler, signal)
    if (!given.settled && signal.aborted) {
      // The card still works on the command: nothing sensible can follow it. One that never ends is ended with the child.
      void settleWithin(answering, transmitLimitMs, scheduler).then((late) => !late.settled && process.kill())
      throw drop('CANCELLED')
    }
    if (!given.settled) {
      log.warn({ reader: readerName, command: headerText(command), limitMs: transmitLimitMs }, 'card mute')
      drop('CARD_MUTE')
      process.kill()
      throw dropped
    }
    const outcome = given.value
    switch (outcome.kind) {
      case 'done': {
        const answer = new Uint8Array(outcome.value)
        const status = statusOf(answer)
        log.debug(
          {
            reader: readerName,
            command: headerText(command),
            sentBytes: sent.length,
            receivedBytes: answer.length,
            status: status?.toString(16),
          },
          'apdu',
        )
        // Some readers' drivers give an empty answer, and no error, when the card is pulled.
        if (status === null) throw drop(await diagnose())
        return answer
      }
      case 'gone':
        throw drop('PCSC_UNAVAILABLE')
      case 'refused': {
        const code = codeOfRefusal(outcome.words) ?? (await diagnose())
        log.warn({ reader: readerName, command: headerText(command), words: outcome.words, code }, 'apdu refused')
        throw drop(code)
      }
    }
  }
  return {
    readerName,
    atr: raw.atr,
    transmit(command, signal) {
      const ended = signal ? AbortSignal.any([closed.signal, signal]) : closed.signal
      const mine = turn.then(() => {
        if (dropped) throw dropped
        if (ended.aborted) throw new Fault('CANCELLED', { reader: readerName })
        return exchangeWhole((one) => exchange(one, ended), command)
      })
      turn = mine.catch(() => {})
      return mine
    },
    close() {
      closing ??= (async () => {
        closed.abort()
        drop('CANCELLED')
        await settleWithin(process.request({ kind: 'close', line: raw.line }), CLOSE_LIMIT_MS, scheduler)
      })()
      return closing
    },
  }
}
