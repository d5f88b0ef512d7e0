import type { CursorRepo } from '../store/cursor.repo.ts'
import type { LogEvent, LogRepo } from '../store/log.repo.ts'

/** The highest sequence central is known to have while this store's chain is another one. */
const FORK_CURSOR = 'chain.taken'

/** Whether this store's disk is older than its chain, or was written on two disks: for people to see. */
export function isForked(parts: { readonly cursors: CursorRepo }): boolean {
  return takenUpTo(parts) > 0
}

/** The highest sequence that must not be given to a new packet because central is known to have another one of it; 0 when there is none. */
export function takenUpTo({ cursors }: { readonly cursors: CursorRepo }): number {
  return cursors.get(FORK_CURSOR)
}

/** Notes, once for each height, that central has another packet of this number. For good: what was given twice stays so. Called inside a transaction. */
export function noteFork(
  { cursors, events }: { readonly cursors: CursorRepo; readonly events: LogRepo },
  sequence: number,
  details: LogEvent['details'],
  atMs: number,
): void {
  if (takenUpTo({ cursors }) >= sequence) return
  cursors.advance(FORK_CURSOR, sequence)
  events.append({ atMs, kind: 'station.forked', sequence: null, details })
}
