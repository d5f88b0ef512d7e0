import { hashText } from '../packet/hash-text.ts'
import type { NewPacket } from '../store/packet.repo.ts'
import type { JournalRecord } from './journal-record.ts'

/** Where a store's chain of packets ends; sequence 0 and no hash in an empty store. */
export interface ChainEnd {
  readonly sequence: number
  readonly hash: Uint8Array | null
}

export interface Continuation {
  /** The packets that follow the end, one for each sequence, each with the hash of the one before. */
  readonly packets: readonly NewPacket[]
  /** How many sequences beyond them the records tell of, without the packets that would lead there. */
  readonly missing: number
}

/**
 * What a journal's records add to a chain. Where two records have one sequence, a transaction of the first never committed: the one whose
 * chain leads further is taken, else the one written later. A revoked packet counts only when others follow it. Pure.
 */
export function continueChain(end: ChainEnd, records: readonly JournalRecord[]): Continuation {
  const candidates = bySequence(records, end.sequence)
  const last = Math.max(end.sequence, ...candidates.keys())
  const reaches = reachOf(candidates, last)
  const packets: NewPacket[] = []
  for (let { sequence, hash } = end; ; ) {
    const next = best(candidates.get(sequence + 1) ?? [], hash, reaches)
    if (!next) return { packets, missing: last - sequence }
    packets.push(next)
    sequence = next.sequence
    hash = next.hash
  }
}

interface Candidate {
  readonly packet: NewPacket
  readonly revoked: boolean
}

/** Records after `after`, each packet once, in the order written; a packet written again after its revocation counts again. */
function bySequence(records: readonly JournalRecord[], after: number): Map<number, Candidate[]> {
  const byHash = new Map<string, Candidate>()
  const followed = new Set<string>()
  for (const record of records) {
    const { packet } = record
    if (packet.sequence <= after) continue
    const name = hashText(packet.hash)
    const known = byHash.get(name)
    byHash.delete(name)
    if (record.kind === 'packet') {
      byHash.set(name, { packet: record.packet, revoked: false })
      if (record.packet.previousHash) followed.add(hashText(record.packet.previousHash))
    } else if (known) byHash.set(name, { packet: known.packet, revoked: true })
  }
  const candidates = new Map<number, Candidate[]>()
  for (const [name, candidate] of byHash) {
    if (candidate.revoked && !followed.has(name)) continue
    const { sequence } = candidate.packet
    const others = candidates.get(sequence)
    if (others) others.push(candidate)
    else candidates.set(sequence, [candidate])
  }
  return candidates
}

/** For each packet, by its hash, the sequence that its chain reaches. Worked from the end, so that no chain is walked twice. */
function reachOf(candidates: ReadonlyMap<number, readonly Candidate[]>, last: number): ReadonlyMap<string, number> {
  const reaches = new Map<string, number>()
  const followers = new Map<string, number>()
  for (const sequence of [...candidates.keys()].filter((one) => one <= last).sort((one, other) => other - one)) {
    for (const { packet } of candidates.get(sequence) ?? []) {
      const name = hashText(packet.hash)
      const reach = followers.get(name) ?? sequence
      reaches.set(name, reach)
      if (!packet.previousHash) continue
      const before = hashText(packet.previousHash)
      followers.set(before, Math.max(followers.get(before) ?? 0, reach))
    }
  }
  return reaches
}

function best(
  candidates: readonly Candidate[],
  previousHash: Uint8Array | null,
  reaches: ReadonlyMap<string, number>,
): NewPacket | null {
  let found: { readonly packet: NewPacket; readonly reach: number } | null = null
  for (const { packet } of candidates) {
    if (!isSameHash(packet.previousHash, previousHash)) continue
    const reach = reaches.get(hashText(packet.hash)) ?? packet.sequence
    if (!found || reach >= found.reach) found = { packet, reach }
  }
  return found?.packet ?? null
}

function isSameHash(one: Uint8Array | null, other: Uint8Array | null): boolean {
  if (one === null || other === null) return one === other
  return hashText(one) === hashText(other)
}
