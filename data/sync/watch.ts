import { setTimeout as delay } from 'node:timers/promises'
import { BACKOFF_CAP_MS, backoffMs } from './backoff.ts'
import type { LineState } from './line-pace.ts'
import type { SyncReport } from './report.ts'
import type { SyncParts } from './sync-parts.ts'
import { TURN_LOOK_MS } from './turns.ts'

/** How often a station with nothing to send asks for decisions. */
export const WATCH_INTERVAL_MS = 15_000
/** A watch that fails waits at least this, whatever the jitter drew. */
const WATCH_MIN_MS = 1_000
/** Another job has the store for one cycle: its end is not far. */
const ELSEWHERE_MS = 1_000

/** Waits, or ends early when the signal is given. */
export type Waiting = (ms: number, signal: AbortSignal) => Promise<void>

/** One in charge: cycle after cycle until the signal, or until it has to make room. Keeps the line watched, and begins at once when the line is back. */
export async function lead(
  parts: Pick<SyncParts, 'line' | 'memory' | 'random'>,
  watch: {
    readonly signal: AbortSignal
    readonly isWanted: () => boolean
    /** `went`: central was there to the end and took what it was sent. */
    readonly cycle: () => Promise<{ readonly report: SyncReport; readonly went: boolean }>
    /** How it stands, without a cycle, while the line is away. */
    readonly away: () => SyncReport
    readonly onReport?: ((report: SyncReport) => void) | undefined
    readonly wait?: Waiting | undefined
  },
): Promise<void> {
  const { signal } = watch
  const ended = new AbortController()
  const stop = AbortSignal.any([signal, ended.signal])
  const returns = watchReturns(parts)
  parts.line.run(stop, 'eager')
  try {
    if (parts.line.state === 'unknown') await parts.line.look()
    for (let failures = 0; !stop.aborted; ) {
      const returned = returns.next()
      // Into a black hole nothing is sent: it would only be in doubt afterwards. The probes tell when there is somebody again.
      if (isAway(parts.line.state)) {
        watch.onReport?.(watch.away())
        if (await pause(watch, BACKOFF_CAP_MS, returned, () => parts.memory.restMs)) return
        if (stop.aborted) return
      }
      const { report, went } = await watch.cycle()
      watch.onReport?.(report)
      failures = went ? 0 : failures + 1
      if (isAway(parts.line.state)) continue
      const pauseMs = Math.max(pauseAfter(report, failures, parts.random), parts.memory.restMs)
      if (await pause(watch, pauseMs, returned, () => parts.memory.restMs)) return
    }
  } finally {
    ended.abort()
    returns.end()
  }
}

function isAway(state: LineState): boolean {
  return state === 'offline' || state === 'captive-portal'
}

function pauseAfter(report: SyncReport, failures: number, random: () => number): number {
  if (report.outcome === 'running-elsewhere') return ELSEWHERE_MS
  return failures > 0 ? Math.max(WATCH_MIN_MS, backoffMs(failures, random)) : WATCH_INTERVAL_MS
}

/** Waits in small parts, to see whether somebody else should take over: gives true then. Ends when the line is back, though not before central's wish. */
async function pause(
  watch: Parameters<typeof lead>[1],
  pauseMs: number,
  returned: Promise<void>,
  restMs: () => number,
): Promise<boolean> {
  const wait = watch.wait ?? ((ms, until) => delay(ms, undefined, { signal: until }).catch(() => undefined))
  const woken = new AbortController()
  void returned.then(() => woken.abort())
  const until = AbortSignal.any([watch.signal, woken.signal])
  const atMs = performance.now() + pauseMs
  for (;;) {
    if (watch.isWanted()) return true
    if (watch.signal.aborted) return false
    const leftMs = woken.signal.aborted ? restMs() : atMs - performance.now()
    if (leftMs <= 0) return false
    await wait(Math.min(leftMs, TURN_LOOK_MS), woken.signal.aborted ? watch.signal : until)
  }
}

/** Tells when the line was away and is back. */
function watchReturns({ line, memory }: Pick<SyncParts, 'line' | 'memory'>): { next(): Promise<void>; end(): void } {
  let before: LineState = line.state
  let next = Promise.withResolvers<void>()
  const end = line.subscribe((state) => {
    const isBack = state === 'online' && before !== 'unknown'
    before = state
    if (!isBack) return
    memory.lineReturned()
    next.resolve()
  })
  return {
    end,
    /** The next return from now on. */
    next() {
      next = Promise.withResolvers<void>()
      return next.promise
    },
  }
}
