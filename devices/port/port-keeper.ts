import type { Logger } from 'pino'
import { Fault, toFault } from '../../flows/base/fault.ts'
import type { BytePort, BytePortFactory } from './byte-port.ts'
import { lossFault } from './port-faults.ts'
import type { Scheduler } from './scheduler.ts'
import { settleWithin } from './settle-within.ts'

/** Quick at first, for a plug that wobbles; then bounded, so that a device plugged in later is found within two seconds, even a year later. */
export const RETRY_DELAYS_MS: readonly number[] = [250, 500, 1_000, 1_500]
/** A device that opens and falls off again at once does not earn quick tries: the delays start over after it stayed this long. */
export const STEADY_AFTER_MS = 5_000
/** An opening that takes longer is given up (a driver that hangs in the system); a port it still gives is closed. */
export const OPEN_LIMIT_MS = 5_000
/** stop() waits no longer than this for the port to close: the program must be able to end. */
export const CLOSE_LIMIT_MS = 1_000

export interface PortKeeperOptions {
  readonly openPort: BytePortFactory
  readonly scheduler: Scheduler
  readonly log: Logger
  readonly retryDelaysMs?: readonly number[]
  /** The device is there. Called before any of its bytes. */
  onOpened(port: BytePort): void
  onData(bytes: Uint8Array): void
  /** A try to open failed; the next one is already planned. */
  onAbsent(fault: Fault): void
  /** The open port broke or was closed by the other side; the next try is already planned. */
  onLost(fault: Fault): void
}

/** Keeps a port open as long as it runs: opens, opens again after a loss, always a fresh port, and never gives up. */
export interface PortKeeper {
  /** Settles when the first try has ended, either way; never raises. Does nothing when it runs already. */
  start(): Promise<void>
  /** Always settles, at the latest after CLOSE_LIMIT_MS. Nothing is told after it was called. It may be started again. */
  stop(): Promise<void>
}

export function createPortKeeper(options: PortKeeperOptions): PortKeeper {
  const { scheduler } = options
  let run: Run | null = null
  return {
    async start() {
      if (run) return
      run = createRun(options)
      await run.first
    },
    async stop() {
      const ending = run
      run = null
      if (ending) await settleWithin(ending.end(), CLOSE_LIMIT_MS, scheduler)
    },
  }
}

interface Run {
  readonly first: Promise<void>
  end(): Promise<void>
}

/** One stretch from start to stop. Whatever arrives late belongs to a run that has ended, and is closed and not told. */
function createRun({ openPort, scheduler, log, retryDelaysMs = RETRY_DELAYS_MS, ...told }: PortKeeperOptions): Run {
  const stopped = new AbortController()
  const tidying = new Set<Promise<unknown>>()
  let cancelRetry = () => {}
  let cancelSteady = () => {}
  let letGo = () => {}
  let tries = 0

  const tidy = (work: Promise<unknown>) => {
    const done = work.catch((thrown) => log.debug({ code: toFault(thrown).code }, 'port not closed'))
    tidying.add(done)
    done.finally(() => tidying.delete(done))
  }
  const retryLater = () => {
    const delayMs = retryDelaysMs[Math.min(tries, retryDelaysMs.length - 1)] ?? STEADY_AFTER_MS
    tries += 1
    cancelRetry = scheduler.after(delayMs, () => void tryOpening())
  }
  const tryOpening = async () => {
    const opening = Promise.resolve().then(openPort)
    try {
      const opened = await settleWithin(opening, OPEN_LIMIT_MS, scheduler, stopped.signal)
      if (opened.settled && !stopped.signal.aborted) return take(opened.value)
      tidy(opening.then((port) => port.close()))
      if (!stopped.signal.aborted) throw new Fault('TIMED_OUT', { limitMs: OPEN_LIMIT_MS })
    } catch (thrown) {
      if (stopped.signal.aborted) return
      retryLater()
      const fault = toFault(thrown)
      log.debug({ code: fault.code, tries }, 'port not opened')
      told.onAbsent(fault)
    }
  }
  const take = (port: BytePort) => {
    log.info({ port: port.name }, 'port opened')
    cancelSteady = scheduler.after(STEADY_AFTER_MS, () => {
      tries = 0
    })
    let loss: Fault | null = null
    let unsubscribe = () => {}
    letGo = () => {
      unsubscribe()
      tidy(port.close())
    }
    told.onOpened(port)
    if (stopped.signal.aborted) return
    unsubscribe = port.subscribe((event) => {
      switch (event.kind) {
        case 'data':
          return told.onData(event.bytes)
        case 'failed':
          loss = event.fault
          return
        case 'closed':
          cancelSteady()
          letGo = () => {}
          retryLater()
          log.warn({ port: port.name, code: loss?.code ?? null }, 'port lost')
          told.onLost(loss ?? lossFault(port.name))
      }
    })
  }

  return {
    first: tryOpening(),
    async end() {
      stopped.abort()
      cancelRetry()
      cancelSteady()
      letGo()
      await Promise.all(tidying)
    },
  }
}
