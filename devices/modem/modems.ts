import type { Logger } from 'pino'
import { Fault, toFault } from '../../flows/base/fault.ts'
import type { SecretHandle, Secrets } from '../../flows/base/secret.ts'
import type { DeviceStanding } from '../../flows/ports/device.port.ts'
import type { ModemPort, ModemView } from '../../flows/ports/modem.port.ts'
import type { BytePort } from '../port/byte-port.ts'
import type { ListedPort } from '../port/list-ports.ts'
import { type Scheduler, systemScheduler } from '../port/scheduler.ts'
import { abortable } from './abortable.ts'
import { createDiscovery } from './discovery.ts'
import { createModemDriver, type ModemDriver, modemIdOf } from './driver.ts'
import { createSentTexts } from './sent-texts.ts'
import { bestStanding } from './standing.ts'

export interface ModemSettings {
  /** Ports that the configuration names, in order of preference. They are used whatever their USB ids are. */
  readonly paths?: readonly string[]
  /** Whether to look for USB modems. Default: when no port is named, since a modem shows several ports and would be found by another one. */
  readonly discover?: boolean
  /** The modem (modemId) whose SIM is the station's own and sends codes. Without it: the first that can. */
  readonly sender?: string
  /** The modem that citizens' SIMs are put into, for the ownership check. Without it: the first that can. */
  readonly visitor?: string
}

export interface ModemsOptions {
  readonly settings: ModemSettings
  readonly listPorts: () => Promise<readonly ListedPort[]>
  readonly openPort: (path: string) => Promise<BytePort>
  readonly log: Logger
  readonly secrets: Secrets
  readonly scheduler?: Scheduler
  /** A fresh handle for the PIN of the station's own SIM, or null; asked only when a SIM wants one, and sent once to each SIM. Default: never. */
  readonly simPin?: () => SecretHandle | null
  readonly retryDelaysMs?: readonly number[]
  readonly sendRetryDelaysMs?: readonly number[]
  readonly replySilenceMs?: number
}

/** All modems of a station as one port. */
export interface Modems extends ModemPort {
  /** Settles when the named ports have been tried and the ports that were there have been asked. Never raises. */
  start(): Promise<void>
  /** Always settles; nothing stays open. */
  stop(): Promise<void>
}

export function createModems(options: ModemsOptions): Modems {
  const { settings, listPorts, openPort, log, secrets, scheduler = systemScheduler } = options
  const { retryDelaysMs, sendRetryDelaysMs, replySilenceMs } = options
  const tuning = {
    ...(retryDelaysMs && { retryDelaysMs }),
    ...(sendRetryDelaysMs && { sendRetryDelaysMs }),
    ...(replySilenceMs !== undefined && { replySilenceMs }),
  }
  const pin = { secrets, simPin: options.simPin ?? (() => null), refused: new Set<string>() }
  const sent = createSentTexts()
  const drivers: { readonly driver: ModemDriver; readonly imei: string | null }[] = []
  const standingListeners = new Set<(standing: DeviceStanding) => void>()
  const listeners = new Set<(modems: readonly ModemView[]) => void>()
  let running = false
  let told = ''

  const views = () => drivers.flatMap(({ driver }) => driver.view ?? [])
  const standing = (): DeviceStanding =>
    running ? bestStanding(drivers.map(({ driver }) => driver.standing)) : { state: 'off', code: null, name: null }
  const tell = () => {
    const now = JSON.stringify([standing(), views()])
    if (now === told) return
    told = now
    for (const listener of [...standingListeners]) safely(() => listener(standing()))
    for (const listener of [...listeners]) safely(() => listener(views()))
  }
  const safely = (call: () => void) => {
    try {
      call()
    } catch (thrown) {
      log.error({ code: toFault(thrown).code }, 'a listener of the modems broke')
    }
  }
  const add = (open: () => Promise<BytePort>, imei: string | null): ModemDriver => {
    const driver = createModemDriver({
      openPort: open,
      log,
      pin,
      scheduler,
      ...tuning,
    })
    driver.watch(tell)
    drivers.push({ driver, imei })
    return driver
  }
  const paths = settings.paths ?? []
  for (const path of paths) add(() => openPort(path), null)
  const discovery = createDiscovery({
    listPorts,
    openPort,
    scheduler,
    log,
    taken: new Set(paths),
    onFound(imei) {
      // The same modem may be named by another of its ports.
      const known = drivers.some(({ driver, imei: own }) => own === imei || driver.view?.modemId === modemIdOf(imei))
      if (known) return
      void add(() => discovery.openModem(imei), imei).start()
    },
  })
  /** The modem to use: the one the settings name, else the first that can serve, else the one that can most nearly. */
  const choose = (modemId: string | undefined): ModemDriver => {
    const all = drivers.map(({ driver }) => driver)
    if (modemId !== undefined) {
      const named = all.find((driver) => driver.view?.modemId === modemId)
      if (named) return named
      // Another one's SIM is not what was meant: a code from a stranger's number, or a stranger's owner.
      throw new Fault(
        drivers.some(({ imei }) => imei !== null && modemIdOf(imei) === modemId) ? 'MODEM_LOST' : 'MODEM_ABSENT',
      )
    }
    const chosen =
      all.find((driver) => driver.obstacle === null) ?? all.find((driver) => driver.view !== null) ?? all[0]
    if (!chosen) throw new Fault('MODEM_ABSENT')
    return chosen
  }

  return {
    get standing() {
      return standing()
    },
    get modems() {
      return views()
    },
    watch(listener) {
      standingListeners.add(listener)
      return () => standingListeners.delete(listener)
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    sendText(message, signal) {
      const outcome = sent.once(message.messageId, async (onTaken) =>
        choose(settings.sender).sendText(message, onTaken, signal),
      )
      return abortable(outcome, signal)
    },
    async askOwner(asked, signal) {
      return choose(settings.visitor).askOwner(asked, signal)
    },
    async identifySim(signal) {
      return abortable(choose(settings.visitor).identifySim(), signal)
    },
    async start() {
      if (running) return
      running = true
      tell()
      const looking = (settings.discover ?? paths.length === 0) ? [discovery.start()] : []
      await Promise.all([...drivers.map(({ driver }) => driver.start()), ...looking])
    },
    async stop() {
      running = false
      discovery.stop()
      await Promise.all(drivers.map(({ driver }) => driver.stop()))
      tell()
    },
  }
}
