import type { Logger } from 'pino'
import { Fault, toFault } from '../../flows/base/fault.ts'
import type { FaultCode } from '../../flows/base/fault-codes.ts'
import type { SecretHandle } from '../../flows/base/secret.ts'
import type { DeviceStanding } from '../../flows/ports/device.port.ts'
import type { ModemView, TextOutcome } from '../../flows/ports/modem.port.ts'
import type { SimIdentity } from '../../flows/ports/sim.port.ts'
import type { BytePort, BytePortFactory } from '../port/byte-port.ts'
import { createPortKeeper } from '../port/port-keeper.ts'
import { type Scheduler, systemScheduler } from '../port/scheduler.ts'
import { REPLY_SILENCE_MS } from './ask-owner.ts'
import { type Collector, createAsking } from './asking.ts'
import { identifySim } from './identify-sim.ts'
import type { NetworkState } from './network-state.ts'
import { createInbox } from './receive.ts'
import { createReportDesk } from './report-desk.ts'
import { awaitReports, partsOf, SEND_RETRY_DELAYS_MS, sendParts } from './send-text.ts'
import { createModemSession, type ModemSession } from './session.ts'
import { type ModemPhase, obstacle, standingOf } from './standing.ts'
import type { SimPinRules, StartedModem } from './start-up.ts'

/** Signal and registration of a modem that works. Also finds out that it hangs while nobody uses it. */
export const POLL_READY_MS = 5_000
/** A modem that waits for its SIM or the network is asked more often: somebody stands before it. */
export const POLL_WAITING_MS = 1_000
/** Who asks while a modem is being brought up waits for it, so long. */
export const START_PATIENCE_MS = 8_000
/** Quick: a modem that was plugged in again is to be ready within two seconds. */
export const MODEM_RETRY_DELAYS_MS: readonly number[] = [250, 500, 1_000]

export interface ModemDriverOptions {
  readonly openPort: BytePortFactory
  readonly log: Logger
  readonly pin: SimPinRules
  readonly scheduler?: Scheduler
  readonly retryDelaysMs?: readonly number[]
  /** Pauses between tries to send. Default SEND_RETRY_DELAYS_MS. */
  readonly sendRetryDelaysMs?: readonly number[]
  /** Default REPLY_SILENCE_MS. */
  readonly replySilenceMs?: number
}

/** One modem on one port, whichever that is at the moment. */
export interface ModemDriver {
  /** Null until it has named itself, and while it is not there. */
  readonly view: ModemView | null
  readonly standing: DeviceStanding
  /** What keeps it from sending now; null when nothing does. */
  readonly obstacle: FaultCode | null
  watch(listener: () => void): () => void
  /** As ModemPort.sendText, without memory of earlier messages. `onTaken` is called when a part is on its way. */
  sendText(
    message: { readonly to: string; readonly text: SecretHandle; readonly reportWithinMs: number },
    onTaken: () => void,
    signal?: AbortSignal,
  ): Promise<TextOutcome>
  askOwner(options: { readonly replyWithinMs: number }, signal?: AbortSignal): Promise<string>
  identifySim(): Promise<SimIdentity>
  start(): Promise<void>
  stop(): Promise<void>
}

/** The driver of one modem. A port that is absent or lost, a SIM or network that is missing are states, tried again for ever, never a throw. */
export function createModemDriver(options: ModemDriverOptions): ModemDriver {
  const { openPort, log, pin, scheduler = systemScheduler, retryDelaysMs = MODEM_RETRY_DELAYS_MS } = options
  const sendRetryDelaysMs = options.sendRetryDelaysMs ?? SEND_RETRY_DELAYS_MS
  const listeners = new Set<() => void>()
  const inbox = createInbox(scheduler)
  const desk = createReportDesk(scheduler)
  let phase: ModemPhase = 'off'
  let why: FaultCode | null = null
  let session: ModemSession | null = null
  let started: StartedModem | null = null
  let network: NetworkState = NO_NETWORK
  let portName: string | null = null
  let quiet = false
  let collector: Collector | null = null
  let reference = 0
  let asking: ModemSession | null = null
  let stopped = new AbortController()
  let cancelPoll = () => {}

  const currentPhase = (): ModemPhase => (quiet && (phase === 'up' || phase === 'starting') ? 'silent' : phase)
  const currentObstacle = () => obstacle(currentPhase(), started?.sim ?? 'unknown', network.network, why)
  const tell = () => {
    for (const listener of [...listeners]) {
      try {
        listener()
      } catch (thrown) {
        log.error({ code: toFault(thrown).code }, 'a listener of the modem broke')
      }
    }
  }
  const enter = (next: ModemPhase, code: FaultCode | null = null) => {
    phase = next
    why = code
    if (next !== 'up' && next !== 'starting') quiet = false
    tell()
  }
  const isCurrent = (asked: ModemSession) => asked === session && phase !== 'off'

  const bringUp = async (mine: ModemSession) => {
    cancelPoll()
    const found = await mine.begin()
    if (!isCurrent(mine)) return
    if (!found) return holdSilent(mine)
    started = found
    await askNetwork(mine)
  }
  const holdSilent = async (mine: ModemSession) => {
    enter('silent')
    // Closing the port is part of recovering; the keeper opens it again and all begins anew.
    if ((await mine.recover()) && isCurrent(mine)) await bringUp(mine)
  }
  const askNetwork = async (mine: ModemSession) => {
    // What a chatty modem says of its registration while it is asked needs no second question.
    if (asking === mine) return
    asking = mine
    const found = await mine.askNetwork().finally(() => {
      asking = null
    })
    if (!isCurrent(mine)) return
    if (!found) return holdSilent(mine)
    network = found
    enter('up')
    pollLater(mine)
  }
  const pollLater = (mine: ModemSession) => {
    cancelPoll()
    const works = currentObstacle() === null
    // Not every modem says that its SIM was pulled: one that lost the network is asked for everything again.
    const ask = () => begin(works ? askNetwork(mine) : bringUp(mine))
    cancelPoll = scheduler.after(works ? POLL_READY_MS : POLL_WAITING_MS, ask)
  }
  const begin = (work: Promise<void>) => {
    work.catch((thrown) => log.error({ code: toFault(thrown).code }, 'bringing the modem up broke'))
  }
  const open = (port: BytePort) => {
    const mine = createModemSession({
      port,
      scheduler,
      log,
      pin,
      onReport: desk.take,
      onMessage(part, storedAt) {
        const received = inbox.take(part, storedAt)
        if (received.message) collector?.take(received.message)
        return received
      },
      onChanged(what) {
        if (!isCurrent(mine) || phase !== 'up') return
        if (what === 'registration') return begin(askNetwork(mine))
        // What was read of the SIM before is not true of the one that may be in there now.
        collector?.fail(new Fault('SIM_ABSENT'))
        enter('starting', 'SIM_UNREADABLE')
        begin(bringUp(mine))
      },
      onQuiet(isQuiet) {
        if (!isCurrent(mine) || quiet === isQuiet) return
        quiet = isQuiet
        tell()
      },
    })
    session = mine
    portName = port.name
    // Until it is up it is told as it was before: a screen that flickers between two faults helps nobody.
    if (phase !== 'silent') enter('starting', currentObstacle())
    begin(bringUp(mine))
  }
  const close = () => {
    cancelPoll()
    session?.lost()
    session = null
    network = NO_NETWORK
    collector?.fail(new Fault('MODEM_LOST'))
  }
  const keeper = createPortKeeper({
    openPort,
    scheduler,
    log,
    retryDelaysMs,
    onOpened: open,
    onData: (bytes) => session?.push(bytes),
    onAbsent(fault) {
      const there = started !== null || phase === 'lost'
      enter(there ? 'lost' : 'absent', fault.code === 'PORT_ABSENT' ? null : fault.code)
    },
    onLost() {
      const hung = phase === 'silent'
      close()
      enter(hung ? 'silent' : 'lost')
    },
  })
  /** The session, once the modem is up; a modem that is just starting is waited for. Raises what keeps it from serving. */
  const ready = async (needsNetwork: boolean, signal?: AbortSignal): Promise<ModemSession> => {
    if (phase === 'starting') await settled(signal)
    const code = currentObstacle()
    const serves = code === null || (!needsNetwork && (code === 'MODEM_NO_NETWORK' || code === 'SIM_PIN_REQUIRED'))
    // Why its port does not open is for the doctor; to whoever sends it is simply not there.
    if (code?.startsWith('PORT_')) throw new Fault('MODEM_ABSENT', { reason: code })
    if (!serves || !session) throw new Fault(code ?? 'MODEM_LOST')
    return session
  }
  const settled = (signal?: AbortSignal) =>
    new Promise<void>((resolve, reject) => {
      const finish = (end: () => void) => {
        cancel()
        listeners.delete(look)
        signal?.removeEventListener('abort', stop)
        end()
      }
      const look = () => phase !== 'starting' && finish(resolve)
      const stop = () => finish(() => reject(new Fault('CANCELLED')))
      const cancel = scheduler.after(START_PATIENCE_MS, () => finish(resolve))
      listeners.add(look)
      signal?.addEventListener('abort', stop)
    })
  const sending = (mine: ModemSession, signal?: AbortSignal, onTaken = () => {}) => ({
    session: mine,
    scheduler,
    retryDelaysMs: sendRetryDelaysMs,
    signal: signal ? AbortSignal.any([signal, stopped.signal]) : stopped.signal,
    onTaken,
  })
  const askOwner = createAsking({
    scheduler,
    silenceMs: options.replySilenceMs ?? REPLY_SILENCE_MS,
    ready: (signal) => ready(true, signal),
    sending,
    collect(next) {
      collector = next
    },
  })

  return {
    get view() {
      if (!started || !session) return null
      const { imei, name, sim } = started
      const known = phase === 'up'
      return { modemId: modemIdOf(imei), name, sim: known ? sim : 'unknown', ...(known ? network : NO_NETWORK) }
    },
    get standing() {
      return standingOf(currentPhase(), currentObstacle(), started?.name ?? portName)
    },
    get obstacle() {
      return currentObstacle()
    },
    watch(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    async sendText({ to, text, reportWithinMs }, onTaken, signal) {
      const mine = await ready(true, signal)
      if (signal?.aborted) throw new Fault('CANCELLED')
      reference += 1
      const parts = partsOf(to, pin.secrets.redeem(text), reference, true)
      const references = await sendParts(parts, sending(mine, signal, onTaken))
      return references ? awaitReports(references, to, reportWithinMs, desk) : { kind: 'unconfirmed' }
    },
    askOwner,
    async identifySim() {
      const mine = await ready(false)
      return mine.alone(identifySim)
    },
    async start() {
      stopped = new AbortController()
      await keeper.start()
    },
    async stop() {
      const stopping = keeper.stop()
      stopped.abort()
      close()
      desk.close()
      inbox.forget()
      enter('off')
      await stopping
    },
  }
}

/** The name of a modem that stays when its port changes. */
export function modemIdOf(imei: string): string {
  return `imei-${imei}`
}

const NO_NETWORK: NetworkState = { network: 'none', operator: null, signalDbm: null }
