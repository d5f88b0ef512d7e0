import { setTimeout as delay } from 'node:timers/promises'
import { toFault } from '../flows/base/fault.ts'
import { backoffMs } from './sync/backoff.ts'
import { CURSOR_OF_DECISIONS } from './sync/pull.ts'
import { asksForPatience } from './sync/refusal.ts'
import type { SyncParts } from './sync/sync-parts.ts'

/** How soon it is seen that the time wants a word; also what the cycle of a process that syncs itself has to bring one. */
const LOOK_MS = 2_000
/** A crystal is off by less than a tenth of a second in an hour; what is set by hand is seen at once (central-time.ts). */
const WORD_LASTS_MS = 60 * 60_000

/**
 * Keeps the time of this process proven, whoever syncs the store: asks central itself where nothing else has brought its word. What another process
 * has learned is not relied on: a word kept on the disk would prove a clock that was set since, or the next start of the machine. The question is a
 * signed one that every version of central answers with its time, and takes at most one decision along, which is left for the sync job. Runs until the
 * signal; a failure waits and asks again. `wait` ends early when the signal is given.
 */
export async function keepTime(
  parts: Pick<SyncParts, 'client' | 'cursors' | 'line' | 'memory' | 'time' | 'random' | 'log'>,
  signal: AbortSignal,
  wait: (ms: number) => Promise<unknown> = (ms) => delay(ms, undefined, { signal }).catch(() => undefined),
): Promise<void> {
  const { time, line, memory } = parts
  let wordMs = performance.now()
  let failures = 0
  for (await wait(LOOK_MS); !signal.aborted; await wait(Math.max(LOOK_MS, memory.restMs, pauseMs(parts, failures)))) {
    // Beside its own sync job the hour may be up though a word has just come: one small question too many.
    const isDue = !time.proven || performance.now() - wordMs >= WORD_LASTS_MS
    if (!isDue || line.state !== 'online' || memory.restMs > 0) continue
    try {
      const page = await parts.client.decisions(parts.cursors.get(CURSOR_OF_DECISIONS), 1, signal)
      time.learn(page.serverTimeMs)
      wordMs = performance.now()
      failures = 0
    } catch (thrown) {
      const fault = toFault(thrown)
      if (asksForPatience(fault)) memory.rest(fault, parts.random)
      failures += 1
      if (!signal.aborted) parts.log.warn({ code: fault.code, details: fault.details }, 'time not learned')
    }
  }
}

function pauseMs({ random }: Pick<SyncParts, 'random'>, failures: number): number {
  return failures === 0 ? 0 : backoffMs(failures, random)
}
