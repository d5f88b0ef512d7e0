import { toFault } from '../../flows/base/fault.ts'
import { asksForPatience, isCutOff } from './refusal.ts'
import type { SyncParts } from './sync-parts.ts'
import { countFault, type Tally } from './tally.ts'

/** Something a cycle does after push and pull: it asks by cursor or ETag, so that a turn with nothing new costs one small answer. */
export interface Chore {
  /** For the log. */
  readonly name: string
  /** Whatever it raises is counted, and keeps no other from running. */
  run(signal?: AbortSignal): Promise<unknown>
}

/** Runs the chores one after the other. Gives false when a fault showed that asking on would be no use: those behind it wait for the next cycle. */
export async function runChores(
  chores: readonly Chore[],
  parts: Pick<SyncParts, 'log' | 'memory' | 'random'>,
  tally: Tally,
  signal: AbortSignal | undefined,
): Promise<boolean> {
  for (const chore of chores) {
    if (signal?.aborted) return false
    try {
      await chore.run(signal)
    } catch (thrown) {
      const fault = toFault(thrown)
      if (fault.code === 'CANCELLED') return false
      countFault(tally, fault.code)
      parts.log.warn({ chore: chore.name, code: fault.code, details: fault.details }, 'chore failed')
      if (asksForPatience(fault)) parts.memory.rest(fault, parts.random)
      if (isCutOff(fault)) return false
    }
  }
  return true
}
