import { Fault } from '../../flows/base/fault.ts'
import { BACKOFF_CAP_MS } from './backoff.ts'
import { type Chore, runChores } from './chores.ts'
import { pullOnce } from './pull.ts'
import { pushOnce } from './push.ts'
import { reportOf, runningElsewhere, type SyncReport } from './report.ts'
import type { SyncParts } from './sync-parts.ts'
import { countFault, createTally, type Tally } from './tally.ts'
import { type Counted, countWithCentral } from './tally-check.ts'
import type { Turns, WatchRole } from './turns.ts'
import { lead, type Waiting } from './watch.ts'

export type { SyncReport } from './report.ts'

/** How often a job that runs for long counts with central; a single run always does. */
export const COUNT_EVERY_MS = 10 * 60_000
/** Central names a hundred holes at a time: what more there is comes in the next rounds, and what is left in the next cycle. */
const COUNT_ROUNDS = 5

export type Which = 'all' | 'due'

export interface SyncEngine {
  /** Pushes what waits (`all`) or what is due. A part of a cycle: it does not count. */
  pushOnce(signal?: AbortSignal, which?: Which): Promise<SyncReport>
  pullOnce(signal?: AbortSignal): Promise<SyncReport>
  /**
   * One whole cycle: push, decisions, chores, and the count. While another job is at it, waits for its turn, at most `waitMs` (default 0), and then does a
   * cycle of its own; else the outcome is running-elsewhere.
   */
  runOnce(signal?: AbortSignal, which?: Which, options?: { readonly waitMs?: number }): Promise<SyncReport>
  /**
   * Runs until the signal, a cycle at a time: at once when the line is back, with pauses while it is away. A `beside` stands aside while a service watches
   * this store and takes over when it ends. A second service: SYNC_RUNNING.
   */
  watch(
    signal: AbortSignal,
    options?: { readonly as?: WatchRole; readonly onReport?: (report: SyncReport) => void },
  ): Promise<void>
}

/** Makes the sync job of one store. */
export function createSyncEngine(
  parts: SyncParts & {
    readonly turns: Turns
    /** Run in this order after push and pull; each counts its own faults. */
    readonly chores: readonly Chore[]
    readonly wait?: Waiting
  },
): SyncEngine {
  let counted: Counted | null = null
  let countedMs = Number.NEGATIVE_INFINITY

  const push = (tally: Tally, signal: AbortSignal | undefined, which: Which) =>
    pushOnce(parts, tally, {
      due: which === 'all' ? { kind: 'all' } : { kind: 'due', nowMs: parts.clock.now(), capMs: BACKOFF_CAP_MS },
      signal,
    })

  const count = async (tally: Tally, signal: AbortSignal | undefined) => {
    let requeued = 0
    for (let round = 0; round < COUNT_ROUNDS && !signal?.aborted; round += 1) {
      const latest = await countWithCentral(parts, tally, signal)
      counted = latest && { ...latest, requeued: latest.requeued + requeued }
      if (latest) countedMs = performance.now()
      if (!latest || latest.requeued === 0) return
      requeued += latest.requeued
      if ((await push(tally, signal, 'all')) === 'cut-off') return
    }
  }

  /** Gives whether central was there to the end and took what it was sent. */
  const cycle = async (tally: Tally, signal: AbortSignal | undefined, which: Which, always: boolean) => {
    if (parts.memory.restMs > 0) {
      countFault(tally, 'CENTRAL_BUSY')
      return false
    }
    const pushed = await push(tally, signal, which)
    if (pushed === 'cut-off' || (await pullOnce(parts, tally, signal)) === 'cut-off') return false
    if (!(await runChores(parts.chores, parts, tally, signal)) || signal?.aborted) return false
    const isDue = always || performance.now() - countedMs >= COUNT_EVERY_MS
    if (isDue && parts.outbox.counts().waiting === 0) await count(tally, signal)
    return pushed === 'through'
  }

  const alone = async (
    work: (tally: Tally) => Promise<unknown>,
    options: { readonly waitMs?: number; readonly signal?: AbortSignal | undefined; readonly counts?: boolean } = {},
  ): Promise<SyncReport> => {
    const letGo = await parts.turns.cycle(options.waitMs ?? 0, options.signal)
    if (!letGo) return runningElsewhere(parts)
    try {
      const tally = createTally()
      const before = counted
      if (!options.signal?.aborted) await work(tally)
      return reportOf(parts, tally, options.counts === true ? counted : null, counted !== before)
    } finally {
      letGo()
    }
  }

  return {
    pushOnce: (signal, which = 'all') => alone((tally) => push(tally, signal, which), { signal }),
    pullOnce: (signal) => alone((tally) => pullOnce(parts, tally, signal), { signal }),
    runOnce: (signal, which = 'all', { waitMs = 0 } = {}) =>
      alone((tally) => cycle(tally, signal, which, true), { waitMs, signal, counts: true }),
    async watch(signal, { as = 'beside', onReport } = {}) {
      while (!signal.aborted) {
        const letGo = await parts.turns.charge(as, signal)
        if (letGo === 'taken') throw new Fault('SYNC_RUNNING')
        if (!letGo) return
        try {
          await lead(parts, {
            signal,
            isWanted: () => parts.turns.isWanted(as),
            async cycle() {
              let went = true
              const work = async (tally: Tally) => {
                went = await cycle(tally, signal, 'due', false)
              }
              return { report: await alone(work, { signal, counts: true }), went }
            },
            away() {
              const tally = createTally()
              countFault(tally, parts.line.state === 'captive-portal' ? 'CAPTIVE_PORTAL' : 'LINE_DOWN')
              return reportOf(parts, tally, counted, false)
            },
            onReport,
            wait: parts.wait,
          })
        } finally {
          letGo()
        }
      }
    },
  }
}
