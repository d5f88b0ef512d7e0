import { setImmediate as nextTurn } from 'node:timers/promises'
import type { CentralTime } from '../central-time.ts'
import { foldWal } from '../store/fold-wal.ts'
import type { LogRepo } from '../store/log.repo.ts'
import type { Store } from '../store/open-store.ts'
import type { PacketRepo } from '../store/packet.repo.ts'
import type { Chore } from '../sync/chores.ts'

/** How long sealed content stays after central's decision: long enough for a complaint to be looked into here. */
export const RETAIN_CONTENT_MS = 30 * 86_400_000
/** Packets of one transaction: a person who seals meanwhile waits a few milliseconds at most. */
const CHUNK = 50
/** Sequences looked through at one go. */
const WINDOW = 1_000
/** Whoever syncs each quarter of a minute need not look each time. */
const INTERVAL_MS = 3_600_000

export interface EraserParts {
  readonly store: Store
  readonly packets: PacketRepo
  readonly log: LogRepo
  readonly time: Pick<CentralTime, 'lastWordMs' | 'now'>
  /** How long content stays after central's decision; 0 erases at once. */
  readonly retainMs: number
}

/**
 * Makes the chore that erases the personal data of packets central has decided (accepted or refused under its signature) at least `retainMs` ago:
 * the sealed bytes go, and with them the ephemeral key in their header, without which not even central's private key opens a copy of the rest. The
 * stub stays: place in the chain, hashes, times, standing, acknowledgements, log. Nothing undecided and nothing in the outbox is touched; the
 * database refuses it too (migration 0008).
 *
 * Age is the span between two times of central's: its signed decision and its last word to this program. No clock of this machine counts, so one
 * that jumps erases nothing early, and while central is silent nothing is erased. SQLite overwrites what it deletes (secure_delete); the write-ahead
 * log is folded in and emptied afterwards, or at the next call when somebody is reading.
 *
 * The chore gives how many packets it erased; it works in small transactions and lets others in between. Raises STORE_*.
 */
export function createEraser(parts: EraserParts): Chore & { run(): Promise<number> } {
  let lookedAtMs: number | null = null
  let owesFold = false
  const run = async () => {
    const { lastWordMs } = parts.time
    if (lastWordMs === null) return 0
    const isDue = lookedAtMs === null || Math.abs(lastWordMs - lookedAtMs) >= Math.min(INTERVAL_MS, parts.retainMs)
    const erased = isDue ? await eraseOld(parts, lastWordMs - parts.retainMs) : 0
    if (isDue) lookedAtMs = lastWordMs
    if (erased > 0) owesFold = true
    if (owesFold) owesFold = !foldWal(parts.store)
    return erased
  }
  return { name: 'retention', run }
}

/** Erases what central decided at `decidedBeforeMs` (central's time) or earlier, and gives how many. Faults: createEraser. */
export async function eraseOld(parts: EraserParts, decidedBeforeMs: number): Promise<number> {
  const last = parts.packets.head()?.sequence ?? 0
  let erased = 0
  for (let after = parts.packets.beforeContent(); after < last; after += WINDOW) {
    const old = parts.packets.erasable(after, after + WINDOW, decidedBeforeMs)
    for (let at = 0; at < old.length; at += CHUNK) {
      erased += eraseChunk(
        parts,
        old.slice(at, at + CHUNK).map(({ sequence }) => sequence),
      )
      await nextTurn()
    }
    await nextTurn()
  }
  return erased
}

function eraseChunk({ store, packets, log, time }: EraserParts, sequences: readonly number[]): number {
  return store.write(() => {
    const erased = sequences.filter((sequence) => packets.erase(sequence))
    const atMs = time.now()
    for (const sequence of erased) {
      log.append({ atMs, kind: 'packet.erased', sequence, details: null, cause: 'retention' })
    }
    return erased.length
  })
}
