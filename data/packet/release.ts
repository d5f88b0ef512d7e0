import type { Clock } from '../../flows/base/clock.ts'
import type { LogRepo } from '../store/log.repo.ts'
import type { Store } from '../store/open-store.ts'
import type { OutboxRepo } from '../store/outbox.repo.ts'

/** What became of it: `not-held` waits for the line and needs nobody, `not-waiting` is not in the outbox. */
export type Released = 'released' | 'not-held' | 'not-waiting'

/**
 * A person sends a packet once more that was held for a person. It moves nothing: where the packet stands, central says. Raises STORE_*.
 */
export function releaseHeld(
  parts: {
    readonly store: Store
    readonly outbox: Pick<OutboxRepo, 'bySequence' | 'release'>
    readonly log: LogRepo
    readonly time: Clock
  },
  sequence: number,
): Released {
  return parts.store.write(() => {
    const row = parts.outbox.bySequence(sequence)
    if (!row) return 'not-waiting'
    if (!row.held) return 'not-held'
    parts.outbox.release(sequence)
    const details = { heldFor: row.lastFault, tries: row.tries }
    parts.log.append({ atMs: parts.time.now(), kind: 'packet.released', sequence, details, cause: 'person' })
    return 'released'
  })
}
