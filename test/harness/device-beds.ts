import { randomUUID } from 'node:crypto'
import pino from 'pino'
import { createCardDriver } from '../../devices/card/driver.ts'
import { createCitizenCardSimulator } from '../../devices/card/simulator.ts'
import { createModems } from '../../devices/modem/modems.ts'
import { createModemSimulator } from '../../devices/modem/simulator.ts'
import { createSimulatedReaders } from '../../devices/port/pcsc/simulated-readers.ts'
import { openSerialPort } from '../../devices/port/serial-port.ts'
import { createPrinterDriver } from '../../devices/printer/driver.ts'
import { createPrinterSimulator } from '../../devices/printer/simulator.ts'
import { createScannerDriver } from '../../devices/scanner/driver.ts'
import { SAMPLE_CARD_2024 } from '../../devices/scanner/sample-cards.ts'
import { createScannerSimulator } from '../../devices/scanner/simulator.ts'
import { createSimDriver } from '../../devices/sim/driver.ts'
import { createSimSimulator } from '../../devices/sim/simulator.ts'
import { createTokenDriver } from '../../devices/token/driver.ts'
import { SAMPLE_PIN } from '../../devices/token/simulated/sample-tokens.ts'
import { createTokenSimulator } from '../../devices/token/simulator.ts'
import { createSecrets } from '../../flows/base/secret.ts'

/** What happens to devices at a counter. */
export const MISHAPS = ['unplugged', 'hung', 'garbage', 'slow', 'daemon restart'] as const
export type Mishap = (typeof MISHAPS)[number]

/** A real driver over its simulator, with what a flow sees of it and every mishap it knows. */
export interface DeviceBed {
  /** Whether the port says that the device can be used now. */
  isReady(): boolean
  /** Does what the device is for, once; rejects when that fails. */
  use(): Promise<void>
  /** Makes it happen, and gives the way back. A mishap the device cannot have is not there. */
  readonly strike: Readonly<Partial<Record<Mishap, () => Promise<() => Promise<void>>>>>
  stop(): Promise<void>
}

const log = pino({ enabled: false })
const nothing = async () => {}

/** Every kind of device, not plugged in yet when `plugged` is false. */
export const DEVICE_BEDS: Readonly<Record<string, () => Promise<DeviceBed>>> = {
  scanner: scannerBed,
  token: tokenBed,
  'citizen card': cardBed,
  'SIM in a reader': simBed,
  modem: modemBed,
  printer: printerBed,
}

async function scannerBed(): Promise<DeviceBed> {
  const simulator = await createScannerSimulator({ simulate: true })
  const driver = createScannerDriver({ openPort: async () => openSerialPort({ path: simulator.path }), log })
  await driver.start()
  const heard = (send: () => Promise<void>, wanted: string) =>
    new Promise<void>((resolve, reject) => {
      const timer = setTimeout(() => finish(() => reject(new Error('nothing was scanned'))), 1_500)
      const unsubscribe = driver.subscribe((event) => {
        if (event.kind === 'scanned' && event.text === wanted) finish(resolve)
        if (event.kind === 'state' && event.state !== 'ready')
          finish(() => reject(new Error(event.code ?? event.state)))
      })
      const finish = (end: () => void) => {
        clearTimeout(timer)
        unsubscribe()
        end()
      }
      send().catch((error: unknown) => finish(() => reject(error as Error)))
    })
  let count = 0
  return {
    isReady: () => driver.state === 'ready',
    use() {
      // The same text twice within a second and a half would be one scan.
      count += 1
      const text = `${SAMPLE_CARD_2024}${count}`
      return heard(() => simulator.scan(text), text)
    },
    strike: {
      unplugged: async () => {
        await simulator.fault('unplug')
        return () => simulator.fault('replug')
      },
      garbage: async () => {
        const refused = new Promise<void>((resolve) => {
          const unsubscribe = driver.subscribe(({ kind }) => {
            if (kind !== 'refused') return
            unsubscribe()
            resolve()
          })
        })
        await simulator.fault('garbage')
        await refused
        return nothing
      },
      slow: async () => {
        await simulator.fault('slow')
        return nothing
      },
    },
    async stop() {
      await driver.stop()
      await simulator.stop()
    },
  }
}

async function tokenBed(): Promise<DeviceBed> {
  const simulator = await createTokenSimulator({ simulate: true })
  const secrets = createSecrets(randomUUID)
  const driver = createTokenDriver({
    find: async () => ({ modules: [], troubles: [] }),
    simulatedFolder: simulator.folder,
    secrets,
    log,
  })
  await driver.start()
  const certificate = () => driver.tokens.flatMap(({ certificates }) => certificates).find((one) => !one.isAuthority)
  return {
    isReady: () => certificate() !== undefined && driver.troubles.length === 0,
    async use() {
      const outcome = await driver.sign({
        signatureId: randomUUID(),
        certificateId: certificate()?.certificateId ?? '',
        data: new TextEncoder().encode('thử'),
        pin: secrets.keep(SAMPLE_PIN),
      })
      if (outcome.kind !== 'signed') throw new Error(outcome.kind)
    },
    strike: {
      unplugged: async () => {
        simulator.fault('unplug')
        return async () => simulator.fault('replug')
      },
      hung: async () => {
        simulator.fault('hang-look')
        return async () => simulator.clear('hang-look')
      },
      garbage: async () => {
        simulator.fault('garbage')
        return async () => simulator.clear('garbage')
      },
      slow: async () => {
        simulator.fault('slow')
        return async () => simulator.clear('slow')
      },
      'daemon restart': async () => {
        simulator.fault('crash-look')
        return nothing
      },
    },
    async stop() {
      await driver.stop()
      await simulator.stop()
    },
  }
}

async function cardBed(): Promise<DeviceBed> {
  const readers = createSimulatedReaders({ simulate: true }, { log, transmitLimitMs: 500 })
  const card = await createCitizenCardSimulator({ simulate: true })
  readers.insert(card)
  const driver = createCardDriver({ readers, log, anchors: async () => [card.card.csca] })
  await readers.start()
  await driver.start()
  return {
    isReady: () => driver.presence === 'present',
    async use() {
      const { passive } = await driver.readChip({ keys: [{ kind: 'can', can: card.card.can }] })
      if (passive.chain !== 'trusted') throw new Error(passive.chain)
    },
    strike: readerStrikes(readers, card),
    async stop() {
      await driver.stop()
      await readers.stop()
    },
  }
}

async function simBed(): Promise<DeviceBed> {
  const readers = createSimulatedReaders({ simulate: true }, { log, transmitLimitMs: 500 })
  const card = createSimSimulator()
  readers.insert(card)
  const driver = createSimDriver({ readers, log })
  await readers.start()
  return {
    isReady: () => readers.readers.some(({ presence }) => presence === 'present'),
    use: async () => void (await driver.identifySim()),
    strike: readerStrikes(readers, card),
    stop: () => readers.stop(),
  }
}

function readerStrikes(
  readers: ReturnType<typeof createSimulatedReaders>,
  card: Parameters<typeof readers.insert>[0],
): DeviceBed['strike'] {
  // A card that was mute or noisy is lifted and laid again, as a person does.
  const layAgain = async () => {
    readers.fault('well')
    readers.remove()
    readers.insert(card)
  }
  return {
    unplugged: async () => {
      readers.fault('unplug-reader')
      return async () => readers.fault('replug-reader')
    },
    hung: async () => {
      readers.fault('mute-card')
      return layAgain
    },
    garbage: async () => {
      readers.fault('garbage', { garbageBytes: 7 })
      return layAgain
    },
    slow: async () => {
      readers.fault('slow', { slowMs: 20 })
      return layAgain
    },
    'daemon restart': async () => {
      readers.fault('daemon-stop')
      return async () => readers.fault('daemon-start')
    },
  }
}

async function modemBed(): Promise<DeviceBed> {
  const simulator = await createModemSimulator({ simulate: true })
  const modems = createModems({
    settings: { paths: [simulator.path] },
    listPorts: async () => [],
    // The simulator's device node is another one after every replug, as a real modem's may be.
    openPort: () => openSerialPort({ path: simulator.path, baudRate: 115_200 }),
    log,
    secrets: createSecrets(randomUUID),
  })
  await modems.start()
  const heal = async () => simulator.heal()
  return {
    isReady: () => modems.standing.state === 'ready',
    use: async () => void (await modems.identifySim()),
    strike: {
      unplugged: async () => {
        await simulator.fault('unplug')
        return () => simulator.fault('replug')
      },
      hung: async () => {
        await simulator.fault('hang')
        return heal
      },
      garbage: async () => {
        await simulator.fault('garbage')
        return heal
      },
      slow: async () => {
        await simulator.fault('slow')
        return heal
      },
    },
    async stop() {
      await modems.stop()
      await simulator.stop()
    },
  }
}

async function printerBed(): Promise<DeviceBed> {
  const simulator = await createPrinterSimulator({ simulate: true, paper: 58 })
  const driver = createPrinterDriver({ openPort: simulator.openPort, log, paper: 58 })
  await driver.start()
  const mend = () => simulator.fault('mended')
  return {
    isReady: () => driver.standing.state === 'ready',
    async use() {
      const outcome = await driver.print({ marks: [], lines: [{ kind: 'text', text: 'Thử' }] })
      if (outcome.kind !== 'printed') throw new Error(outcome.code)
    },
    strike: {
      unplugged: async () => {
        await simulator.fault('unplug')
        return () => simulator.fault('replug')
      },
      hung: async () => {
        await simulator.fault('hang')
        return mend
      },
      garbage: async () => {
        await simulator.fault('garbage')
        return mend
      },
      slow: async () => {
        await simulator.fault('slow')
        return mend
      },
    },
    async stop() {
      await driver.stop()
      await simulator.stop()
    },
  }
}
