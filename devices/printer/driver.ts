import type { Logger } from 'pino'
import { type Fault, toFault } from '../../flows/base/fault.ts'
import type { FaultCode } from '../../flows/base/fault-codes.ts'
import type { DeviceStanding } from '../../flows/ports/device.port.ts'
import type { PrinterPort, PrintOutcome, Slip } from '../../flows/ports/printer.port.ts'
import type { BytePort, BytePortFactory } from '../port/byte-port.ts'
import { createPortKeeper } from '../port/port-keeper.ts'
import { type Scheduler, systemScheduler } from '../port/scheduler.ts'
import { ANSWER_LIMIT_MS, beginJob, type JobState, stepJob } from './exchange.ts'
import { enableAutomaticStatus, type StatusQuestion } from './frame.ts'
import type { ExchangeInput } from './move.ts'
import { createPrinterParser, type PrinterMessage } from './parser.ts'
import { beginPoll, type PollEnd, stepPoll } from './poll.ts'
import { jobOf } from './print-job.ts'
import { NOTHING_WRONG, type PrinterStatus, statusOfAutomatic, troubleOf } from './printer-status.ts'
import type { PaperMm, Raster } from './raster.ts'
import { type Conversation, createConversation } from './run-exchange.ts'
import { createSlipPainter } from './slip-raster.ts'

/** With the two waits of a silent round it is told within 900 ms that a printer hangs. */
export const POLL_PAUSE_MS = 250
/** More than four questions that all wait to the end. */
const POLL_LIMIT_MS = 8 * ANSWER_LIMIT_MS
/** One noisy round may be a spark on the line. */
const NOISY_ROUNDS = 2
/** A whole slip at 9 600 baud, which the settings take when none is named: 64 KB in 66 s on 80 mm. Then print() settles, whatever the printer does. */
export const PRINT_LIMIT_MS = 120_000
/** A group of bytes that stops in its middle for so long will not go on. */
const IDLE_MS = 50

export interface PrinterDriverOptions {
  readonly openPort: BytePortFactory
  readonly log: Logger
  readonly paper: PaperMm
  readonly scheduler?: Scheduler
  /** False for a line or a printer that only takes bytes: standing is then the line's, and no print is ever known to be done. Default true. */
  readonly answers?: boolean
  /** Default true on 80 mm, false on 58 mm. */
  readonly cutter?: boolean
  /** How the printer says that it is done: GS r 1, which nearly all know, or GS ( H, which says it when the last dot is on paper. Default `sensor`. */
  readonly doneBy?: 'sensor' | 'process-id'
  readonly printLimitMs?: number
  /** Waits between tries to open; the last one goes on. Default RETRY_DELAYS_MS. */
  readonly retryDelaysMs?: readonly number[]
}

export interface PrinterDriver extends PrinterPort {
  /** The roll is nearly at its end. Watchers are told when it changes. */
  readonly paperLow: boolean
  /** Settles when the first try to open has ended and an open line has answered or not: `standing` is then true. Never raises. */
  start(): Promise<void>
  /** Always settles, at the latest after a second; nothing stays open and `standing` is `off`. It may be started again. */
  stop(): Promise<void>
}

/** The driver of a receipt printer that speaks ESC/POS. Nothing it does raises: a printer that fails is a standing, and a print that fails an outcome. */
export function createPrinterDriver(options: PrinterDriverOptions): PrinterDriver {
  const { openPort, log, paper, scheduler = systemScheduler, answers = true, retryDelaysMs } = options
  const { cutter = paper === 80, doneBy = 'sensor', printLimitMs = PRINT_LIMIT_MS } = options
  const parser = createPrinterParser()
  const painter = createSlipPainter(paper)
  const listeners = new Set<(standing: DeviceStanding) => void>()
  let standing: DeviceStanding = OFF
  let paperLow = false
  let port: BytePort | null = null
  let unsupported: readonly StatusQuestion[] = []
  let noisyRounds = 0
  let jobs = 0
  let talking: Conversation<unknown> | null = null
  let turn: Promise<unknown> = Promise.resolve()
  let cancelPoll = () => {}
  let cancelIdle = () => {}
  let polled = Promise.withResolvers<void>()

  const tellAll = () => {
    for (const listener of [...listeners]) {
      try {
        listener(standing)
      } catch (thrown) {
        log.error({ code: toFault(thrown).code }, 'a listener of the printer broke')
      }
    }
  }
  const enter = (next: DeviceStanding, low = false) => {
    const same = next.state === standing.state && next.code === standing.code && next.name === standing.name
    if (same && low === paperLow) return
    standing = next
    paperLow = low
    log.info({ state: next.state, code: next.code, paperLow }, 'printer')
    tellAll()
  }
  const tellStatus = (status: PrinterStatus) => {
    const code = troubleOf(status)
    enter({ state: code ? 'faulted' : 'ready', code, name: port?.name ?? null }, status.paperLow)
  }
  const hear = (messages: readonly PrinterMessage[]) => {
    for (const message of messages) {
      if (message.kind === 'automatic' && port) tellStatus(statusOfAutomatic(message.bytes))
      if (message.kind === 'dropped') log.debug({ sizeBytes: message.sizeBytes }, 'bytes dropped')
      talking?.tell({ kind: 'heard', message })
    }
  }
  const silence = () => enter({ state: 'faulted', code: 'PRINTER_NOT_ANSWERING', name: port?.name ?? null }, paperLow)

  /** One conversation at a time; the next begins when this one has ended. */
  const inTurn = <R>(work: (line: BytePort | null) => Promise<R>): Promise<R> => {
    const mine = turn.then(() => work(port))
    turn = mine.catch(() => {})
    return mine
  }
  const converse = async <R>(next: Conversation<R>): Promise<R> => {
    talking = next
    const result = await next.run()
    talking = null
    return result
  }
  const endTalk = (input: ExchangeInput) => talking?.tell(input)

  const poll = () =>
    inTurn(async (line) => {
      if (!line || line !== port) return
      const limits = { port: line, scheduler, limitMs: POLL_LIMIT_MS }
      const end = await converse(createConversation({ begin: () => beginPoll(unsupported), step: stepPoll, ...limits }))
      if (line !== port) return
      takePoll(end)
      polled.resolve()
      // What comes late falls into the pause, where nothing is waited for.
      cancelPoll = scheduler.after(POLL_PAUSE_MS, () => void poll())
    })
  const takePoll = (end: PollEnd) => {
    noisyRounds = end.kind === 'noise' ? noisyRounds + 1 : 0
    if (end.kind === 'told') {
      unsupported = end.unsupported
      tellStatus(end.status)
    } else if (end.kind === 'silent' || noisyRounds >= NOISY_ROUNDS) silence()
  }
  const printOn = async (line: BytePort, raster: Raster, signal: AbortSignal | undefined): Promise<PrintOutcome> => {
    jobs += 1
    const job = jobOf(raster, { answers, cutter, doneBy, serial: jobs, unsupported })
    const step = (state: JobState, input: ExchangeInput) => stepJob(job, state, input)
    const limits = { port: line, scheduler, limitMs: printLimitMs, signal }
    const outcome = await converse(createConversation({ begin: () => beginJob(job), step, ...limits }))
    log.info({ outcome: outcome.kind, code: 'code' in outcome ? outcome.code : null, rows: raster.heightDots }, 'print')
    if (outcome.kind === 'uncertain' && outcome.code === 'PRINTER_NOT_ANSWERING' && answers && line === port) silence()
    return outcome
  }
  const printSlip = async (slip: Slip, signal: AbortSignal | undefined): Promise<PrintOutcome> => {
    if (signal?.aborted) return notPrinted('CANCELLED')
    if (!port) return notPrinted(standing.code ?? 'PRINTER_ABSENT')
    const raster = await painter.paint(slip)
    const { promise, resolve } = Promise.withResolvers<PrintOutcome>()
    const giveUpWaiting = () => resolve(notPrinted('CANCELLED'))
    signal?.addEventListener('abort', giveUpWaiting)
    void inTurn(async (line) => {
      signal?.removeEventListener('abort', giveUpWaiting)
      if (signal?.aborted) return giveUpWaiting()
      resolve(line ? await printOn(line, raster, signal) : notPrinted(standing.code ?? 'PRINTER_ABSENT'))
    })
    return promise
  }

  const forgetLine = () => {
    port = null
    cancelPoll()
    cancelIdle()
    hear(parser.unplugged())
    endTalk({ kind: 'lost', code: 'PRINTER_LOST' })
    unsupported = []
    noisyRounds = 0
  }
  const keeper = createPortKeeper({
    openPort,
    scheduler,
    log,
    ...(retryDelaysMs && { retryDelaysMs }),
    onOpened(opened) {
      port = opened
      if (!answers) {
        polled.resolve()
        return tellStatus(NOTHING_WRONG)
      }
      opened.write(enableAutomaticStatus()).catch(() => {})
      void poll()
    },
    onData(bytes) {
      cancelIdle()
      hear(parser.push(bytes))
      if (parser.waiting) cancelIdle = scheduler.after(IDLE_MS, () => hear(parser.idle()))
    },
    onAbsent(fault) {
      enter(absence(fault, standing))
      polled.resolve()
    },
    onLost() {
      const name = port?.name ?? null
      forgetLine()
      enter({ state: 'missing', code: 'PRINTER_LOST', name })
      polled.resolve()
    },
  })

  return {
    get standing() {
      return standing
    },
    get paperLow() {
      return paperLow
    },
    watch(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    print: (slip, signal) =>
      printSlip(slip, signal).catch((thrown: unknown) => {
        // Only painting raises, and nothing was sent yet.
        const { code, cause } = toFault(thrown)
        log.warn({ code, cause: cause instanceof Error ? cause.name : null }, 'slip not painted')
        return notPrinted(code)
      }),
    async start() {
      if (standing.state !== 'off') return
      polled = Promise.withResolvers<void>()
      await keeper.start()
      await polled.promise
    },
    async stop() {
      const stopping = keeper.stop()
      forgetLine()
      enter(OFF)
      polled.resolve()
      await stopping
    },
  }
}

const OFF: DeviceStanding = { state: 'off', code: null, name: null }

function notPrinted(code: FaultCode): PrintOutcome {
  return { kind: 'not-printed', code }
}

/** A port that is simply not there is the printer's absence, or its loss once it was there; any other reason is for the technician and keeps its own code. */
function absence(fault: Fault, before: DeviceStanding): DeviceStanding {
  const name = typeof fault.details.port === 'string' ? fault.details.port : null
  if (fault.code !== 'PORT_ABSENT') return { state: 'faulted', code: fault.code, name }
  return { state: 'missing', code: before.code === 'PRINTER_LOST' ? 'PRINTER_LOST' : 'PRINTER_ABSENT', name }
}
