import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import pino from 'pino'
import { createCardDriver } from '../../../devices/card/driver.ts'
import { createCitizenCardSimulator } from '../../../devices/card/simulator.ts'
import type { CardReaders, VirtualCard } from '../../../devices/port/pcsc/card-readers.ts'
import { createPcscReaders } from '../../../devices/port/pcsc/pcsc-readers.ts'
import { createSimulatedReaders } from '../../../devices/port/pcsc/simulated-readers.ts'
import { createVpcdLink } from '../../../devices/port/pcsc/vpcd-link.ts'
import { pcscdIn, pcscdMissing, VIRTUAL_READERS } from '../../harness/pcscd.ts'
import type { Measurement } from '../figure.ts'
import { createReplayedCard } from '../floors/replayed-card.ts'
import { interleave } from '../interleave.ts'
import type { Programs } from '../programs.ts'
import { median } from '../statistics.ts'

const SILENT = pino({ enabled: false })
const SIMULATE = { simulate: true } as const

/** A reader with its card in it, and what it takes to be rid of both. */
interface Bed {
  readonly readers: CardReaders
  readonly readerName: string
  readonly line: string
  insert(card: VirtualCard): Promise<void>
  close(): Promise<void>
}

/** A citizen card's chip read and checked, against the same commands sent bare through the same line to a card that answers at the same pace. */
export async function chipFigures(_: Programs, quick: boolean): Promise<Measurement[]> {
  const bed = pcscdMissing() === null ? await virtualReader() : await simulatedReader()
  try {
    return [
      await readFigure(bed, 'chip.read-short', false, quick),
      await readFigure(bed, 'chip.read-long', true, quick),
    ]
  } finally {
    await bed.close()
  }
}

async function readFigure(bed: Bed, figure: string, extendedLength: boolean, quick: boolean): Promise<Measurement> {
  const simulator = await createCitizenCardSimulator(SIMULATE, { extendedLength })
  const card = createReplayedCard(simulator)
  const { readers, readerName } = bed
  const driver = createCardDriver({ readers, readerName, log: SILENT, anchors: async () => [simulator.card.csca] })
  await driver.start()
  await bed.insert(card)
  const keys = [{ kind: 'can', can: simulator.card.can }] as const
  const product = () => milliseconds(async () => void (await driver.readChip({ keys })))
  const bare = async () => {
    card.replay(true)
    const took = await milliseconds(async () => {
      const line = await readers.connect(readerName)
      for (const command of card.commands) await line.transmit(command)
      await line.close()
    })
    card.replay(false)
    return took
  }
  try {
    const runs = await interleave({ product, bare }, quick ? 1 : 15, 1)
    return {
      figure,
      value: median(runs.product),
      unit: 'ms',
      floor: median(runs.bare),
      floorName: `the same ${card.commands.length} APDUs bare through ${bed.line}, card at 8 ms a command and 25 bytes a ms`,
      goal: { of: 'ratio', most: 1.15 },
    }
  } finally {
    await driver.stop()
  }
}

async function virtualReader(): Promise<Bed> {
  const folder = await mkdtemp(join(tmpdir(), 'motcua-bench-chip-'))
  const daemon = pcscdIn(folder)
  await daemon.start()
  const readers = createPcscReaders({ log: SILENT })
  const link = createVpcdLink(SIMULATE, { log: SILENT })
  const readerName = VIRTUAL_READERS[0]
  await readers.start()
  return {
    readers,
    readerName,
    line: 'pcscd and vpcd',
    async insert(card) {
      await link.remove()
      await seen(readers, readerName, 'empty')
      await link.insert(card)
      await seen(readers, readerName, 'present')
    },
    async close() {
      await link.stop()
      await readers.stop()
      await daemon.stop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

async function simulatedReader(): Promise<Bed> {
  const readers = createSimulatedReaders(SIMULATE, { log: SILENT })
  await readers.start()
  const insert = async (card: VirtualCard) => readers.insert(card)
  return { readers, readerName: readers.readerName, line: 'a simulated reader', insert, close: () => readers.stop() }
}

function seen(readers: CardReaders, readerName: string, presence: 'empty' | 'present'): Promise<void> {
  return new Promise((resolve) => {
    const look = () => {
      if (readers.readers.find(({ name }) => name === readerName)?.presence !== presence) return
      leave()
      resolve()
    }
    const leave = readers.subscribe(look)
    look()
  })
}

async function milliseconds(run: () => Promise<void>): Promise<number> {
  const startedMs = performance.now()
  await run()
  return performance.now() - startedMs
}
