import { isForked } from './fork.ts'
import type { LineState } from './line-pace.ts'
import type { SyncParts } from './sync-parts.ts'
import { createTally, type Tally } from './tally.ts'
import type { Counted } from './tally-check.ts'

/** A count as a run tells it. */
export interface CountTold extends Counted {
  /** This run made it; else an earlier cycle of the same process did. */
  readonly fresh: boolean
  /** Packets that this station has made since central was asked. */
  readonly madeSince: number
}

/**
 * What one run did. `finished` means: nothing waits, nothing failed, and the last count with central came out equal; it is never said after a
 * time-out.
 */
export type SyncReport = Readonly<Omit<Tally, 'faults'>> & {
  readonly outcome: 'finished' | 'unfinished' | 'running-elsewhere'
  /** Packets that still wait for the line. */
  readonly left: number
  /** Packets that wait for a person. */
  readonly held: number
  readonly faults: Readonly<Tally['faults']>
  readonly line: LineState
  /** The last count; null where none was made, or central is of a version that does not count. */
  readonly counted: CountTold | null
  /** This disk is older than its chain: somebody has to look. */
  readonly forked: boolean
}

/** `fresh`: the count was made in the run that is told. */
export function reportOf(parts: SyncParts, tally: Tally, counted: Counted | null, fresh: boolean): SyncReport {
  const { waiting, held } = parts.outbox.counts()
  const isClean = waiting === 0 && Object.keys(tally.faults).length === 0 && (counted?.equal ?? true)
  return {
    ...tally,
    left: waiting,
    held,
    outcome: isClean ? 'finished' : 'unfinished',
    line: parts.line.state,
    counted: counted && { ...counted, fresh, madeSince: (parts.packets.head()?.sequence ?? 0) - counted.head },
    forked: isForked(parts),
  }
}

export function runningElsewhere(parts: SyncParts): SyncReport {
  return { ...reportOf(parts, createTally(), null, false), outcome: 'running-elsewhere' }
}
