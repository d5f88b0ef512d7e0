import type { Logger } from 'pino'
import { loadAnchors } from '../devices/card/anchors/load-anchors.ts'
import { type CardDriver, createCardDriver } from '../devices/card/driver.ts'
import { createCitizenCardSimulator } from '../devices/card/simulator.ts'
import type { CardReaders, ReaderView } from '../devices/port/pcsc/card-readers.ts'
import { createPcscReaders } from '../devices/port/pcsc/pcsc-readers.ts'
import { createSimulatedReaders } from '../devices/port/pcsc/simulated-readers.ts'
import { createSimDriver } from '../devices/sim/driver.ts'
import { createSimSimulator } from '../devices/sim/simulator.ts'
import type { SimPort } from '../flows/ports/sim.port.ts'
import type { ReadersSetting } from './device-settings.ts'

/** Card readers, and the two kinds of cards that are read in them. */
export interface WiredReaders {
  readonly readers: Pick<CardReaders, 'readers' | 'code' | 'subscribe'>
  readonly card: CardDriver
  readonly sim: SimPort
  readonly anchorCount: number
  start(): Promise<void>
  stop(): Promise<void>
}

/** The readers that the settings name, not started yet. `anchorsDir` holds the installed CSCA certificates; it may be missing. */
export async function wireReaders(
  setting: Exclude<ReadersSetting, { kind: 'off' }>,
  parts: { readonly log: Logger; readonly anchorsDir: string },
): Promise<WiredReaders> {
  const log = parts.log.child({ device: 'card' })
  const anchors = () => loadAnchors({ folder: parts.anchorsDir, log })
  const anchorCount = (await anchors()).length
  if (setting.kind === 'auto') {
    const readers = createPcscReaders({ log })
    return wired([readers], createCardDriver({ readers, log, anchors }), createSimDriver({ readers, log }), anchorCount)
  }
  const contactless = createSimulatedReaders({ simulate: true, name: 'Đầu đọc luyện tập (căn cước)' }, { log })
  const contact = createSimulatedReaders({ simulate: true, name: 'Đầu đọc luyện tập (SIM)' }, { log })
  const card = await createCitizenCardSimulator({ simulate: true })
  contactless.insert(card)
  contact.insert(createSimSimulator())
  return wired(
    [contactless, contact],
    createCardDriver({ readers: contactless, log, anchors: async () => [card.card.csca] }),
    createSimDriver({ readers: contact, log }),
    1,
  )
}

function wired(all: readonly CardReaders[], card: CardDriver, sim: SimPort, anchorCount: number): WiredReaders {
  const list = () => all.flatMap((one) => one.readers)
  return {
    readers: {
      get readers() {
        return list()
      },
      get code() {
        return all[0]?.code ?? null
      },
      subscribe(listener: (readers: readonly ReaderView[]) => void) {
        const endings = all.map((one) => one.subscribe(() => listener(list())))
        return () => {
          for (const end of endings) end()
        }
      },
    },
    card,
    sim,
    anchorCount,
    async start() {
      await Promise.all(all.map((one) => one.start()))
      await card.start()
    },
    async stop() {
      await card.stop()
      await Promise.all(all.map((one) => one.stop()))
    },
  }
}
