import { stampAt } from '../../flows/base/hybrid-clock.ts'
import { REGISTERED } from '../packet/packet-life.ts'
import type { Repos } from '../store/create-repos.ts'
import type { Store } from '../store/open-store.ts'
import { type Continuation, continueChain } from './journal-chain.ts'
import { emptiedTo, journalFiles, readSegment } from './journal-files.ts'

/** Packets in one transaction: a long outage must not keep another process from the store for seconds. */
const CHUNK = 500

export interface Replayed {
  /** Packets that were in the journal only, and stand in the store and its outbox again. */
  readonly replayed: number
  /** Sequences that the journal tells of and that could not be brought back. */
  readonly missing: number
}

/** What the journal holds beyond the end of this store. Reads only segments that may hold something newer. */
export function journalBeyond(folder: string, repos: Pick<Repos, 'packets'>): Continuation {
  const head = repos.packets.head() ?? { sequence: 0, hash: null }
  const newer = journalFiles(folder).filter(({ holds }) => holds === null || holds.last > head.sequence)
  const { packets, missing } = continueChain(
    head,
    // What the store has is let go of segment by segment: a long journal must not lie in memory as a whole.
    newer.flatMap(({ path }) => readSegment(path).filter(({ packet }) => packet.sequence > head.sequence)),
  )
  const reached = packets.at(-1)?.sequence ?? head.sequence
  return { packets, missing: Math.max(missing, emptiedTo(newer) - reached) }
}

/**
 * Brings packets back that the journal has and the store has not: packet, outbox and log, as if just sealed. What central has already, it
 * takes once (the packet id is the key). Where the store has a packet of that sequence by now, the store's own stays. Raises the store's faults.
 */
export function replayJournal(
  folder: string,
  parts: { readonly store: Store; readonly repos: Repos; readonly nowMs: number },
): Replayed {
  const { store, repos, nowMs } = parts
  const { packets, missing } = journalBeyond(folder, repos)
  const isTraining = repos.station.get()?.training ?? false
  let replayed = 0
  for (let at = 0; at < packets.length; at += CHUNK) {
    replayed += store.write(() => {
      let count = 0
      for (const packet of packets.slice(at, at + CHUNK)) {
        if (repos.packets.bySequence(packet.sequence)) continue
        repos.packets.insert(packet)
        if (!isTraining) repos.outbox.add(packet.sequence)
        repos.log.append({
          atMs: nowMs,
          kind: 'packet.sealed',
          sequence: packet.sequence,
          details: { from: 'journal' },
          move: REGISTERED,
          cause: 'journal',
          // What is sealed next must not be stamped before this.
          notBefore: stampAt(packet.sealedAtMs),
        })
        count += 1
      }
      return count
    })
  }
  return { replayed, missing }
}
