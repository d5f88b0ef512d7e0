import type { Logger } from 'pino'
import { Fault, toFault } from '../../flows/base/fault.ts'
import type { BytePort } from '../port/byte-port.ts'
import type { ListedPort } from '../port/list-ports.ts'
import type { Scheduler } from '../port/scheduler.ts'
import { shakeHands } from './handshake.ts'
import { mayBeModem } from './usb-vendors.ts'

/** A modem plugged in is seen within this and answers within the rest of two seconds. */
export const LIST_EVERY_MS = 700
/** A modem that was just plugged in may not answer for seconds; a port that never does is asked ever more seldom. */
export const ASK_AGAIN_MS: readonly number[] = [500, 500, 1_000, 1_000, 2_000, 5_000, 30_000]

export interface DiscoveryOptions {
  readonly listPorts: () => Promise<readonly ListedPort[]>
  readonly openPort: (path: string) => Promise<BytePort>
  readonly scheduler: Scheduler
  readonly log: Logger
  /** Ports that the configuration names belong to their own drivers. */
  readonly taken: ReadonlySet<string>
  /** A modem not seen before. */
  onFound(imei: string): void
}

/** Finds modems by USB ids and a handshake, and finds them again under another name. */
export interface Discovery {
  /** Opens the port where this modem is now: at once, or as soon as it is found. Raises PORT_ABSENT when it was not found for a while, and port faults. */
  openModem(imei: string): Promise<BytePort>
  /** Settles when the ports that were there at first have been asked. */
  start(): Promise<void>
  stop(): void
}

/** Waiting longer would count as an opening that hangs (OPEN_LIMIT_MS); the keeper asks again at once. */
const FIND_PATIENCE_MS = 3_000

interface KnownPort {
  imei: string | null
  asked: number
  asking: boolean
  cancelRetry: () => void
}

export function createDiscovery(options: DiscoveryOptions): Discovery {
  const { listPorts, openPort, scheduler, log, taken, onFound } = options
  const ports = new Map<string, KnownPort>()
  const found = new Set<string>()
  const waiting = new Set<() => void>()
  let running = false
  let cancelList = () => {}

  const forget = (path: string) => {
    ports.get(path)?.cancelRetry()
    ports.delete(path)
  }
  const look = async (): Promise<void> => {
    const listed = await listPorts().catch(() => [])
    if (!running) return
    const paths = new Set(listed.filter(mayBeModem).map((port) => port.path))
    for (const path of ports.keys()) if (!paths.has(path)) forget(path)
    const fresh = [...paths].filter((path) => !ports.has(path) && !taken.has(path))
    cancelList = scheduler.after(LIST_EVERY_MS, () => void look())
    await Promise.all(fresh.map((path) => ask(path)))
  }
  const ask = async (path: string): Promise<void> => {
    const port = ports.get(path) ?? { imei: null, asked: 0, asking: false, cancelRetry() {} }
    ports.set(path, port)
    if (port.asking) return
    port.asking = true
    const imei = await nameOf(path)
    port.asking = false
    if (!running || ports.get(path) !== port) return
    if (imei === null) {
      const delayMs = ASK_AGAIN_MS[Math.min(port.asked, ASK_AGAIN_MS.length - 1)]!
      port.asked += 1
      port.cancelRetry = scheduler.after(delayMs, () => void ask(path))
      return
    }
    // One modem shows several ports: the first that answered is used, the others are left alone until it goes.
    port.imei = imei
    if (!found.has(imei)) {
      found.add(imei)
      log.info({ port: path }, 'modem found')
      onFound(imei)
    }
    for (const wake of [...waiting]) wake()
  }
  const nameOf = async (path: string): Promise<string | null> => {
    try {
      const port = await openPort(path)
      try {
        return await shakeHands(port, scheduler, log)
      } finally {
        await port.close()
      }
    } catch (thrown) {
      log.debug({ port: path, code: toFault(thrown).code }, 'port not asked')
      return null
    }
  }
  const pathOf = (imei: string) => [...ports].find(([, port]) => port.imei === imei)?.[0]
  const pathSoon = (imei: string) =>
    new Promise<string | undefined>((resolve) => {
      const finish = (path?: string) => {
        cancel()
        waiting.delete(wake)
        resolve(path)
      }
      const wake = () => {
        const path = pathOf(imei)
        if (path !== undefined || !running) finish(path)
      }
      const cancel = scheduler.after(FIND_PATIENCE_MS, () => finish())
      waiting.add(wake)
      wake()
    })
  return {
    async openModem(imei) {
      const path = await pathSoon(imei)
      if (path === undefined) throw new Fault('PORT_ABSENT', { port: 'modem' })
      try {
        return await openPort(path)
      } catch (thrown) {
        // Another device may stand under this name now.
        forget(path)
        throw thrown
      }
    },
    async start() {
      running = true
      await look()
    },
    stop() {
      running = false
      cancelList()
      for (const path of [...ports.keys()]) forget(path)
      for (const wake of [...waiting]) wake()
    },
  }
}
