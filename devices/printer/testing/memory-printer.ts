import pino, { type Logger } from 'pino'
import { Fault } from '../../../flows/base/fault.ts'
import type { FaultCode } from '../../../flows/base/fault-codes.ts'
import type { DeviceStanding } from '../../../flows/ports/device.port.ts'
import { createManualScheduler } from '../../port/manual-scheduler.ts'
import { createMemoryPair, type MemoryPeer } from '../../port/memory-port.ts'
import { createPrinterDriver, type PrinterDriverOptions } from '../driver.ts'
import { ESC, STATUS_QUESTIONS } from '../frame.ts'
import { createMechanism, type MechanismOptions, type PrintedPaper } from '../mechanism.ts'

export interface MemoryPrinterOptions extends Partial<Omit<PrinterDriverOptions, 'openPort' | 'scheduler'>> {
  /** Codes the first openings fail with. */
  readonly refusals?: FaultCode[]
  readonly mechanism?: Partial<MechanismOptions>
  readonly log?: Logger
}

/** A driver and the inside of a printer, joined by a line in memory, under a clock the test moves. */
export function createMemoryPrinter(options: MemoryPrinterOptions = {}) {
  const { refusals = [], mechanism: changes = {}, paper = 80, ...driverOptions } = options
  const scheduler = createManualScheduler()
  const papers: PrintedPaper[] = []
  const standings: DeviceStanding[] = []
  /** What the printer was sent. */
  const sent: Uint8Array[] = []
  /** Whether it takes bytes, and whether it says anything. */
  const printer = { hung: false, mute: false }
  /** When the first ink of the last slip came, in the time of the scheduler: drawing it takes real time, which is not the test's. */
  const ink = { atMs: 0 }
  let line: MemoryPeer | null = null
  const mechanism = createMechanism({
    widthDots: paper === 80 ? 576 : 384,
    cutter: paper === 80,
    automaticStatus: true,
    questions: STATUS_QUESTIONS,
    working: () => !printer.hung,
    reply: (bytes) => {
      if (!printer.mute) void line?.write(bytes).catch(() => {})
    },
    paperOut: (one) => papers.push(one),
    ...changes,
  })
  const driver = createPrinterDriver({
    log: pino({ enabled: false }),
    ...driverOptions,
    paper,
    scheduler,
    async openPort() {
      const code = refusals.shift()
      if (code) throw new Fault(code, { port: 'memory' })
      const { near, far } = createMemoryPair()
      line = far
      far.subscribe((event) => {
        if (event.kind !== 'data') return
        sent.push(event.bytes)
        if (Buffer.from(event.bytes).includes(Buffer.from([ESC, 0x40]))) ink.atMs = scheduler.elapsedMs
        if (printer.hung) return
        mechanism.receive(event.bytes)
        mechanism.work(Number.POSITIVE_INFINITY)
      })
      return near
    },
  })
  driver.watch((standing) => standings.push(standing))
  return {
    driver,
    mechanism,
    scheduler,
    papers,
    standings,
    sent,
    ink,
    printer,
    device: () => line!,
    /** Starts, and gives the first round its time. */
    async start() {
      const started = driver.start()
      await scheduler.advance(0)
      await scheduler.advance(1_000)
      await started
    },
  }
}
