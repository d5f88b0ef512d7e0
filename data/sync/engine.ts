import { setTimeout as delay } from 'node:timers/promises'
import { Fault, toFault } from '../../flows/base/fault.ts'
import { BACKOFF_CAP_MS, backoffMs } from './backoff.ts'
import type { EngineLock } from './engine-lock.ts'
import { pullOnce } from './pull.ts'
import { pushOnce } from './push.ts'
import type { SyncParts } from './sync-parts.ts'
import { countFault, createTally, type Tally } from './tally.ts'

/** How often a station with nothing to send asks for decisions. */
export const WATCH_INTERVAL_MS = 15_000
/** A watch that fails waits at least this, whatever the jitter drew. */
const WATCH_MIN_MS = 1_000

/** What one run did. Finished means: nothing waits and nothing failed; it is never said after a time-out. */
export type SyncReport = Readonly<Omit<Tally, 'faults'>> & {
  readonly outcome: 'finished' | 'unfinished' | 'running-elsewhere'
  /** Packets that still wait for the line. */
  readonly left: number
  /** Packets that wait for a person. */
  readonly held: number
  readonly faults: Readonly<Tally['faults']>
}

export interface SyncEngine {
  /** Pushes what waits (`all`) or what is due. */
  pushOnce(signal?: AbortSignal, which?: 'all' | 'due'): Promise<SyncReport>
  pullOnce(signal?: AbortSignal): Promise<SyncReport>
  /** Push, pull and reference data, once. */
  runOnce(signal?: AbortSignal, which?: 'all' | 'due'): Promise<SyncReport>
  /** Runs until the signal; backs off while the line is down. Raises SYNC_RUNNING when another sync job has this store. */
  watch(signal: AbortSignal, onReport?: (report: SyncReport) => void): Promise<void>
}

/** Makes the sync job of one store. `pullReference` brings signed reference data; its faults are counted like the others. */
export function createSyncEngine(
  parts: SyncParts & {
    readonly lock: EngineLock
    readonly pullReference?: (signal?: AbortSignal) => Promise<unknown>
    /** Waits, or ends early when the signal is given. */
    readonly wait?: (ms: number, signal: AbortSignal) => Promise<void>
    readonly batchMaxBytes?: number
  },
): SyncEngine {
  const wait = parts.wait ?? ((ms, signal) => delay(ms, undefined, { signal }).catch(() => undefined))

  const push = (tally: Tally, signal: AbortSignal | undefined, which: 'all' | 'due') =>
    pushOnce(parts, tally, {
      due: which === 'all' ? { kind: 'all' } : { kind: 'due', nowMs: parts.clock.now(), capMs: BACKOFF_CAP_MS },
      signal,
      ...(parts.batchMaxBytes === undefined ? {} : { batchMaxBytes: parts.batchMaxBytes }),
    })

  const reference = async (tally: Tally, signal: AbortSignal | undefined) => {
    try {
      await parts.pullReference?.(signal)
    } catch (thrown) {
      const fault = toFault(thrown)
      if (fault.code !== 'CANCELLED') countFault(tally, fault.code)
    }
  }

  const everything = async (tally: Tally, signal: AbortSignal | undefined, which: 'all' | 'due') => {
    await push(tally, signal, which)
    // Nobody there: asking for the rest would only wait for the same time-outs.
    if (!isCutOff(tally)) await pullOnce(parts, tally, signal)
    if (!isCutOff(tally)) await reference(tally, signal)
  }

  const alone = async (work: (tally: Tally) => Promise<void>): Promise<SyncReport> => {
    const letGo = parts.lock.acquire()
    if (!letGo) return report(parts, createTally(), 'running-elsewhere')
    try {
      const tally = createTally()
      await work(tally)
      return report(parts, tally)
    } finally {
      letGo()
    }
  }

  return {
    pushOnce: (signal, which = 'all') => alone((tally) => push(tally, signal, which)),
    pullOnce: (signal) => alone((tally) => pullOnce(parts, tally, signal)),
    runOnce: (signal, which = 'all') => alone((tally) => everything(tally, signal, which)),
    async watch(signal, onReport) {
      const letGo = parts.lock.acquire()
      if (!letGo) throw new Fault('SYNC_RUNNING')
      try {
        for (let failures = 0; !signal.aborted; ) {
          const tally = createTally()
          await everything(tally, signal, 'due')
          const done = report(parts, tally)
          onReport?.(done)
          failures = Object.keys(done.faults).length > 0 ? failures + 1 : 0
          const pauseMs = failures > 0 ? Math.max(WATCH_MIN_MS, backoffMs(failures, parts.random)) : WATCH_INTERVAL_MS
          if (!signal.aborted) await wait(pauseMs, signal)
        }
      } finally {
        letGo()
      }
    },
  }
}

function isCutOff(tally: Tally): boolean {
  return tally.faults.LINE_DOWN !== undefined || tally.faults.CAPTIVE_PORTAL !== undefined
}

function report(parts: SyncParts, tally: Tally, outcome?: 'running-elsewhere'): SyncReport {
  const { waiting, held } = parts.outbox.counts()
  const clean = waiting === 0 && Object.keys(tally.faults).length === 0
  return { ...tally, left: waiting, held, outcome: outcome ?? (clean ? 'finished' : 'unfinished') }
}
