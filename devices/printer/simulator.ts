import { Fault } from '../../flows/base/fault.ts'
import type { BytePort } from '../port/byte-port.ts'
import { type Scheduler, systemScheduler } from '../port/scheduler.ts'
import { openTcpPort } from '../port/tcp-port.ts'
import { STATUS_QUESTIONS, type StatusQuestion } from './frame.ts'
import { createMechanism, type PrintedPaper } from './mechanism.ts'
import { NOTHING_WRONG } from './printer-status.ts'
import { type PaperMm, WIDTH_DOTS } from './raster.ts'
import { createPseudoLine, createTcpLine } from './simulator-line.ts'

export const PRINTER_FAULTS = [
  'paper-low',
  'paper-out',
  /** The roll ends in the middle of the next slip. */
  'paper-out-mid-job',
  'cover-open',
  'offline',
  /** The knife is stuck. */
  'error',
  /** Takes bytes, says and does nothing. */
  'hang',
  /** Hangs in the middle of the next slip. */
  'half-job-then-dead',
  /** The plug is pulled in the middle of the next slip. */
  'unplug-mid-job',
  /** Prints, but a tenth of a second a command. */
  'slow',
  /** Prints, and says nothing: a line with one direction. */
  'never-answers',
  /** The wrong speed: whatever it is sent, it answers with bytes that mean nothing. */
  'garbage',
  /** A few bytes that mean nothing. */
  'noise',
  'unplug',
  'replug',
  /** Everything but the plug is well again; what waits in the buffer is printed, as by a real printer. */
  'mended',
] as const
export type PrinterFault = (typeof PRINTER_FAULTS)[number]

export interface PrinterSimulatorConfig {
  /** Must stand in the configuration: a simulated printer never appears by itself. */
  readonly simulate: true
  readonly paper: PaperMm
  /** Default `tcp`. */
  readonly line?: 'tcp' | 'serial'
  /** For `serial`: a name that stays. */
  readonly linkPath?: string
  /** For `tcp`: default any free one. */
  readonly port?: number
  /** Default true on 80 mm, false on 58 mm. */
  readonly cutter?: boolean
  /** Default true. */
  readonly automaticStatus?: boolean
  /** What it answers DLE EOT to. Default all four. */
  readonly questions?: readonly StatusQuestion[]
}

export interface PrinterSimulator {
  /** A fresh line to it, as the driver takes it. Raises PORT_ABSENT while it is unplugged. */
  openPort(): Promise<BytePort>
  /** Where it is, for a driver in another process. Null while it is unplugged. */
  readonly place: { readonly path: string } | { readonly host: string; readonly port: number } | null
  /** All that came out so far. */
  readonly papers: readonly PrintedPaper[]
  /** Tells of each paper as it comes out. The function given back ends it. */
  subscribe(listener: (paper: PrintedPaper) => void): () => void
  /** Bytes that were no command: a real printer prints them as letters. */
  readonly strayBytes: number
  fault(name: PrinterFault): Promise<void>
  /** Unplugs and frees everything. */
  stop(): Promise<void>
}

const MID_JOB_ROWS = 100
const SLOW_COMMAND_MS = 100
const GARBAGE = Uint8Array.from({ length: 16 }, (_, at) => 0x80 | ((at * 73 + 29) & 0x7f))
const NOISE = Uint8Array.of(0x00, 0xff, 0xfe)

/**
 * A receipt printer without hardware, speaking real ESC/POS bytes over TCP or a pseudo-terminal, for training mode and tests. Plugged in when it is
 * made. Raises SIMULATOR_NOT_CONFIGURED unless the configuration names it, PORT_UNUSABLE.
 */
export async function createPrinterSimulator(
  config: PrinterSimulatorConfig | undefined,
  scheduler: Scheduler = systemScheduler,
): Promise<PrinterSimulator> {
  if (config?.simulate !== true) throw new Fault('SIMULATOR_NOT_CONFIGURED', { device: 'printer' })
  const papers: PrintedPaper[] = []
  const listeners = new Set<(paper: PrintedPaper) => void>()
  let mode: 'well' | 'hung' | 'slow' | 'mute' | 'garbage' = 'well'
  let cancelWork = () => {}

  const mechanism = createMechanism({
    widthDots: WIDTH_DOTS[config.paper],
    cutter: config.cutter ?? config.paper === 80,
    automaticStatus: config.automaticStatus ?? true,
    questions: config.questions ?? STATUS_QUESTIONS,
    working: () => mode !== 'hung',
    reply(bytes) {
      if (mode === 'well' || mode === 'slow') line.send(bytes)
    },
    paperOut(paper) {
      papers.push(paper)
      for (const listener of [...listeners]) listener(paper)
    },
  })
  const work = () => {
    if (mode === 'hung') return
    if (mode !== 'slow') return mechanism.work(Number.POSITIVE_INFINITY)
    cancelWork()
    cancelWork = scheduler.after(SLOW_COMMAND_MS, () => {
      mechanism.work(1)
      work()
    })
  }
  const hear = (bytes: Uint8Array) => {
    if (mode === 'hung') return
    if (mode === 'garbage') return line.send(GARBAGE)
    mechanism.receive(bytes)
    work()
  }
  const line =
    config.line === 'serial' ? createPseudoLine(config.linkPath, hear) : createTcpLine(config.port ?? 0, hear)
  const enter = (next: typeof mode) => {
    mode = next
    cancelWork()
  }
  const midJob = (run: () => void) => mechanism.afterRows(MID_JOB_ROWS, run)
  const faults: Readonly<Record<PrinterFault, () => void | Promise<void>>> = {
    'paper-low': () => mechanism.set({ paperLow: true }),
    'paper-out': () => mechanism.set({ paperOut: true }),
    'paper-out-mid-job': () => midJob(() => mechanism.set({ paperOut: true })),
    'cover-open': () => mechanism.set({ coverOpen: true }),
    offline: () => mechanism.set({ offline: true }),
    error: () => mechanism.set({ error: true }),
    hang: () => enter('hung'),
    'half-job-then-dead': () => midJob(() => enter('hung')),
    'unplug-mid-job': () => midJob(() => void line.unplug()),
    slow: () => enter('slow'),
    'never-answers': () => enter('mute'),
    garbage: () => enter('garbage'),
    noise: () => line.send(NOISE),
    unplug: () => line.unplug(),
    async replug() {
      await line.unplug()
      await line.plug()
    },
    mended() {
      enter('well')
      mechanism.set(NOTHING_WRONG)
      work()
    },
  }
  await line.plug()
  return {
    async openPort() {
      const { place } = line
      if (!place) throw new Fault('PORT_ABSENT', { port: 'printer simulator' })
      if ('host' in place) return openTcpPort(place)
      const { openSerialPort } = await import('../port/serial-port.ts')
      return openSerialPort(place)
    },
    get place() {
      return line.place
    },
    papers,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    get strayBytes() {
      return mechanism.strayBytes
    },
    async fault(name) {
      await faults[name]()
    },
    async stop() {
      enter('hung')
      await line.unplug()
    },
  }
}
