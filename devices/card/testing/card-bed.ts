import pino, { type Logger } from 'pino'
import type { ChipKey } from '../../../flows/ports/card.port.ts'
import { createManualScheduler } from '../../port/manual-scheduler.ts'
import type { CardReaders } from '../../port/pcsc/card-readers.ts'
import { createSimulatedReaders } from '../../port/pcsc/simulated-readers.ts'
import { type Scheduler, systemScheduler } from '../../port/scheduler.ts'
import { createCardDriver } from '../driver.ts'
import {
  type CitizenCardSimulator,
  type CitizenCardSimulatorOptions,
  createCitizenCardSimulator,
} from '../simulator.ts'

export const SILENT = pino({ enabled: false })
export const SIMULATE = { simulate: true } as const

/** Everything a reading loads when it is first needed, so that a test on a manual clock waits for nothing but the card. */
export async function loadReadingCode(): Promise<void> {
  await Promise.all([import('../read-chip.ts'), import('@noble/curves/misc.js'), import('@noble/curves/nist.js')])
}

/** The simulated reader, counting lines that are open. */
export async function startedReaders(scheduler: Scheduler = systemScheduler) {
  const readers = createSimulatedReaders(SIMULATE, { log: SILENT, scheduler })
  await readers.start()
  const counts = { connections: 0, open: 0 }
  const counted: CardReaders = {
    ...readers,
    get readers() {
      return readers.readers
    },
    get code() {
      return readers.code
    },
    async connect(name, signal) {
      const line = await readers.connect(name, signal)
      counts.connections += 1
      counts.open += 1
      return {
        ...line,
        async close() {
          counts.open -= 1
          await line.close()
        },
      }
    },
  }
  return { readers, counted, counts }
}

/** A driver started on the simulated reader with a simulated card in it; time is the test's. */
export async function started(options: CitizenCardSimulatorOptions = {}, log: Logger = SILENT) {
  const scheduler = createManualScheduler()
  const { readers, counted, counts } = await startedReaders(scheduler)
  const simulator = await createCitizenCardSimulator(SIMULATE, {
    scheduler,
    onPulled: () => readers.remove(),
    ...options,
  })
  const driver = createCardDriver({ readers: counted, log, scheduler, anchors: async () => [simulator.card.csca] })
  await driver.start()
  readers.insert(simulator)
  return { scheduler, readers, counted, counts, simulator, driver }
}

export const bothKeys = ({ card }: CitizenCardSimulator): readonly ChipKey[] => [
  { kind: 'can', can: card.can },
  { kind: 'mrz', ...card.mrz },
]
export const canKey = ({ card }: CitizenCardSimulator): readonly ChipKey[] => [{ kind: 'can', can: card.can }]
export const mrzKey = ({ card }: CitizenCardSimulator): readonly ChipKey[] => [{ kind: 'mrz', ...card.mrz }]
