import type { Logger } from 'pino'
import { type Clock, systemClock } from '../../../flows/base/clock.ts'
import { Fault } from '../../../flows/base/fault.ts'
import type { FaultCode } from '../../../flows/base/fault-codes.ts'
import { type Scheduler, systemScheduler } from '../scheduler.ts'
import { settleWithin } from '../settle-within.ts'
import type { CardLine, CardReaders } from './card-readers.ts'
import { createPcscLine } from './pcsc-line.ts'
import { type PcscProcess, startPcscProcess } from './pcsc-process.ts'
import { codeOfRefusal } from './pcsc-refusal.ts'
import { type PcscWatch, startPcscWatch } from './pcsc-watch.ts'
import { createReaderList, type ReaderList } from './reader-list.ts'

/** The longest a contactless card may think without a sign of life is 4.95 s (ISO 14443-4 §7.2, frame waiting time); contact cards are quicker. */
export const TRANSMIT_LIMIT_MS = 5_000
/** Other programs look at a new card for a moment too; one that holds it longer means to. */
const BUSY_LIMIT_MS = 1_000
const BUSY_RETRY_MS = 100
/** How long the list of readers may take to show why an exchange failed. */
const DIAGNOSIS_LIMIT_MS = 700
const STOP_LIMIT_MS = 1_000

export interface PcscReadersOptions {
  readonly log: Logger
  readonly scheduler?: Scheduler
  readonly clock?: Clock
  /** Name of the package with the binding. Default `smartcard`. */
  readonly binding?: string
  /** Milliseconds one command may take before the card counts as mute. Default TRANSMIT_LIMIT_MS. */
  readonly transmitLimitMs?: number
  /** The child's program, for tests. */
  readonly startProcess?: () => PcscProcess
}

/** The readers of this machine by PC/SC, through a child process that holds the binding (README.md says why). Keeps the promises of CardReaders. */
export function createPcscReaders(options: PcscReadersOptions): CardReaders {
  const { log, scheduler = systemScheduler, clock = systemClock, binding = 'smartcard' } = options
  const { transmitLimitMs = TRANSMIT_LIMIT_MS, startProcess = () => startPcscProcess(binding) } = options
  const list = createReaderList(log)
  let watch: PcscWatch | null = null

  const diagnose = async (readerName: string): Promise<FaultCode> => {
    const found = changeOf(list, readerName)
    const known = await settleWithin(found.code, DIAGNOSIS_LIMIT_MS, scheduler)
    found.end()
    return known.settled ? known.value : 'CARD_MUTE'
  }
  const tryConnecting = async (process: PcscProcess, readerName: string, signal?: AbortSignal) => {
    const connecting = process.request({ kind: 'connect', readerName })
    const given = await settleWithin(connecting, transmitLimitMs, scheduler, signal)
    if (!given.settled && signal?.aborted) {
      void connecting.then((late) => {
        if (late.kind === 'done') void process.request({ kind: 'close', line: late.value.line })
      })
      throw new Fault('CANCELLED', { reader: readerName })
    }
    if (!given.settled) process.kill()
    return given.settled ? { ...given.value, process } : ({ kind: 'mute' } as const)
  }
  const connect = async (readerName: string, signal?: AbortSignal): Promise<CardLine> => {
    const fail = (code: FaultCode) => new Fault(code, { reader: readerName })
    for (let waitedMs = 0; ; waitedMs += BUSY_RETRY_MS) {
      if (signal?.aborted) throw fail('CANCELLED')
      const running = watch
      if (!running || list.code !== null) throw fail(list.code ?? 'PCSC_UNAVAILABLE')
      const reader = list.readers.find(({ name }) => name === readerName)
      if (!reader) throw fail('READER_ABSENT')
      if (reader.presence === 'empty') throw fail('CARD_ABSENT')
      if (reader.presence === 'mute') throw fail('CARD_MUTE')
      const { process } = running
      const outcome = process ? await tryConnecting(process, readerName, signal) : ({ kind: 'gone' } as const)
      switch (outcome.kind) {
        case 'done': {
          const raw = { ...outcome.value, atr: new Uint8Array(outcome.value.atr) }
          log.debug({ reader: readerName, protocol: raw.protocol }, 'card connected')
          return createPcscLine({
            process: outcome.process,
            raw,
            readerName,
            transmitLimitMs,
            scheduler,
            log,
            diagnose: () => diagnose(readerName),
          })
        }
        case 'mute':
          throw fail('CARD_MUTE')
        case 'gone':
          // Ended with a mute card a moment ago, the child is back soon.
          if (waitedMs >= BUSY_LIMIT_MS) throw fail('PCSC_UNAVAILABLE')
          break
        case 'refused': {
          const code = connectCode(codeOfRefusal(outcome.words) ?? (await diagnose(readerName)))
          if (code !== 'CARD_BUSY' || waitedMs >= BUSY_LIMIT_MS) throw fail(code)
        }
      }
      await settleWithin(new Promise(() => {}), BUSY_RETRY_MS, scheduler, signal)
    }
  }

  return {
    get readers() {
      return list.readers
    },
    get code() {
      return list.code
    },
    subscribe: list.subscribe,
    connect,
    async start() {
      watch ??= startPcscWatch({ startProcess, tell: list.set, scheduler, clock, log })
      await watch.first
    },
    async stop() {
      const ending = watch
      watch = null
      if (ending) await settleWithin(ending.end(), STOP_LIMIT_MS, scheduler)
      list.set([], null)
    },
  }
}

/** What was lost while connecting was never there for the one who asked. */
function connectCode(code: FaultCode): FaultCode {
  if (code === 'CARD_REMOVED') return 'CARD_ABSENT'
  return code === 'READER_LOST' ? 'READER_ABSENT' : code
}

/** The first change of the list that explains why the card in a reader does not answer. */
function changeOf(list: ReaderList, readerName: string): { readonly code: Promise<FaultCode>; end(): void } {
  let end = () => {}
  const code = new Promise<FaultCode>((resolve) => {
    const look = () => {
      const reader = list.readers.find(({ name }) => name === readerName)
      if (list.code !== null) resolve(list.code)
      else if (!reader) resolve('READER_LOST')
      // A card just pulled is mute for a moment before it is seen to be gone.
      else if (reader.presence === 'empty') resolve('CARD_REMOVED')
    }
    end = list.subscribe(look)
    look()
  })
  return { code, end }
}
