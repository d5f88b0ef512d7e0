import type { Logger } from 'pino'
import type { Clock } from '../../../flows/base/clock.ts'
import { toFault } from '../../../flows/base/fault.ts'
import type { FaultCode } from '../../../flows/base/fault-codes.ts'
import type { Scheduler } from '../scheduler.ts'
import { settleWithin } from '../settle-within.ts'
import type { ReaderView } from './card-readers.ts'
import { BINDING_MISSING, type RawReader } from './pcsc-messages.ts'
import type { PcscOutcome, PcscProcess } from './pcsc-process.ts'
import { stepsBetween } from './raw-reader.ts'

/** A change is told within a second: this, the reader's own polling (up to 400 ms), and a little. Listing costs 50 µs. */
export const POLL_MS = 200
/** A daemon that says nothing for so long is told as unavailable. It is not given up: it may only be busy. */
export const SILENT_MS = 600
/** A child that has just been started loads Node and the binding first. */
const START_MS = 3_000
/** A child that is silent for so long hangs for another reason than its daemon, and is replaced. */
const HUNG_MS = 10_000
/** After so long between two looks the machine slept: what the old context knows is worth nothing. */
const SLEPT_MS = 5_000
/** The binding comes with an installation, not by itself. */
const BINDING_RETRY_MS = 10_000
/** A child that ends by itself at once, again and again, must not fill the machine. */
const RESTART_DELAYS_MS = [0, 250, 500, 1_000, 1_500]

export interface PcscWatchOptions {
  startProcess(): PcscProcess
  tell(readers: readonly ReaderView[], code: FaultCode | null): void
  readonly scheduler: Scheduler
  readonly clock: Clock
  readonly log: Logger
}

/** Looks at the readers again and again, whatever happens to the daemon and the child between. */
export interface PcscWatch {
  /** Settles after the first look, or when it takes too long. */
  readonly first: Promise<void>
  /** The child that answers now; null while there is none. */
  readonly process: PcscProcess | null
  end(): Promise<void>
}

export function startPcscWatch({ startProcess, tell, scheduler, clock, log }: PcscWatchOptions): PcscWatch {
  const stopped = new AbortController()
  let process: PcscProcess | null = null
  let known: readonly RawReader[] = []
  let lookedAt = clock.now()
  let failures = 0
  let cancelNext = () => {}

  const later = (delayMs: number) => {
    if (stopped.signal.aborted) return
    cancelNext = scheduler.after(delayMs, () => void look())
  }
  const lose = (code: FaultCode) => {
    known = []
    tell([], code)
  }
  /** A machine without a process or a file handle to spare starts no child; that is a trouble like another, and is tried again. */
  const started = (): PcscProcess | null => {
    try {
      return startProcess()
    } catch (thrown) {
      log.warn({ code: toFault(thrown).code }, 'pcsc child not started')
      lose('PCSC_UNAVAILABLE')
      return null
    }
  }
  const look = async (): Promise<void> => {
    const silentMs = process ? SILENT_MS : START_MS
    const current = process ?? started()
    if (!current) return later(BINDING_RETRY_MS)
    process = current
    const now = clock.now()
    const fresh = Math.abs(now - lookedAt) > SLEPT_MS
    if (fresh) log.info({ gapMs: now - lookedAt }, 'card readers looked at anew after a gap')
    lookedAt = now
    const listing = current.request({ kind: 'list', fresh })
    const cancelSilent = scheduler.after(silentMs, () => lose('PCSC_UNAVAILABLE'))
    const given = await settleWithin(listing, HUNG_MS, scheduler, stopped.signal)
    cancelSilent()
    if (stopped.signal.aborted) return
    lookedAt = clock.now()
    take(current, given.settled ? given.value : null)
  }
  const take = (current: PcscProcess, outcome: PcscOutcome<readonly RawReader[]> | null) => {
    if (outcome?.kind === 'done') {
      failures = 0
      for (const step of stepsBetween(known, outcome.value)) tell(step, null)
      known = outcome.value
      return later(POLL_MS)
    }
    if (outcome?.kind === 'refused' && outcome.words !== BINDING_MISSING) {
      lose('PCSC_UNAVAILABLE')
      return later(POLL_MS)
    }
    current.kill()
    process = null
    if (outcome?.kind === 'refused') {
      lose('PCSC_BINDING_MISSING')
      return later(BINDING_RETRY_MS)
    }
    // Ended with a mute card, the child is back before anybody misses the readers.
    if (failures > 0) lose('PCSC_UNAVAILABLE')
    log.warn({ failures, hung: outcome === null }, 'pcsc child gone')
    later(RESTART_DELAYS_MS[Math.min(failures, RESTART_DELAYS_MS.length - 1)]!)
    failures += 1
  }

  return {
    first: settleWithin(look(), START_MS, scheduler).then(() => {}),
    get process() {
      return process
    },
    async end() {
      stopped.abort()
      cancelNext()
      process?.kill()
      await process?.gone
    },
  }
}
