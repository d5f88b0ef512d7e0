import { toFault } from '../../flows/base/fault.ts'
import { hashText } from '../packet/hash-text.ts'
import type { TallyReply } from '../wire/holding.wire.ts'
import { isForked, noteFork } from './fork.ts'
import { asksForPatience, isUnknownRoute } from './refusal.ts'
import type { SyncParts } from './sync-parts.ts'
import { countFault, type Tally } from './tally.ts'

/** Rows looked at in one go. */
const PAGE = 500

/** What central holds, held against what this store believes acknowledged. */
export interface Counted {
  /** When central counted, by its own clock. */
  readonly atMs: number
  /** Distinct sequences of this station that central has, of those from 1 to `head`. */
  readonly packets: number
  /** The newest sequence here when central was asked. */
  readonly head: number
  /** Sequences that were acknowledged to this station and that central does not have. */
  readonly missing: number
  /** Of these, how many are sent once more, and of how many the content is here no longer. */
  readonly requeued: number
  readonly gone: number
  /** Central has all that was acknowledged, and nothing that this store does not know. */
  readonly equal: boolean
}

/**
 * Asks central what it counts of this station and compares. A packet that was acknowledged and is not there (central was restored from an older copy)
 * goes into the outbox again as long as its content is here: SYNC_COUNT_DIFFERS. A sequence of central's that this store never gave, or gave to another
 * packet, means that the disk here is older than its chain: STATION_FORKED, noted for good. Gives null when central could not be asked (the tally says why) or
 * is of a version that does not count (it does not say). Raises STORE_*.
 */
export async function countWithCentral(
  parts: SyncParts,
  tally: Tally,
  signal: AbortSignal | undefined,
): Promise<Counted | null> {
  if (parts.memory.tallyUnknown) return null
  const head = parts.packets.head()?.sequence ?? 0
  // What waits now is no hole, even when its acknowledgement comes while central counts.
  const waiting = waitingSequences(parts)
  try {
    const reply = await parts.client.tally(head, signal)
    parts.time.learn(reply.serverTimeMs)
    const { requeued, gone } = takeHoles(parts, reply, waiting)
    const forked = takeFork(parts, reply)
    if (requeued + gone > 0) countFault(tally, 'SYNC_COUNT_DIFFERS')
    if (forked) countFault(tally, 'STATION_FORKED')
    const missing = requeued + gone
    return {
      atMs: reply.serverTimeMs,
      packets: reply.packets,
      head,
      missing,
      requeued,
      gone,
      equal: missing === 0 && !forked,
    }
  } catch (thrown) {
    const fault = toFault(thrown)
    if (fault.code.startsWith('STORE_')) throw fault
    if (fault.code === 'CANCELLED') return null
    if (isUnknownRoute(fault)) {
      parts.memory.tallyUnknown = true
      return null
    }
    countFault(tally, fault.code)
    if (asksForPatience(fault)) parts.memory.rest(fault, parts.random)
    parts.log.warn({ code: fault.code, details: fault.details }, 'count failed')
    return null
  }
}

function waitingSequences({ outbox }: SyncParts): ReadonlySet<number> {
  const waiting = new Set<number>()
  for (let after = 0; ; ) {
    const rows = outbox.page(after, PAGE)
    for (const { sequence } of rows) waiting.add(sequence)
    if (rows.length < PAGE) return waiting
    after = rows.at(-1)?.sequence ?? after
  }
}

function takeHoles(parts: SyncParts, { missing }: TallyReply, waiting: ReadonlySet<number>) {
  let [requeued, gone] = [0, 0]
  for (const [from, to] of missing) {
    for (let first = from; first <= to; first += PAGE) {
      parts.store.write(() => {
        for (let sequence = first; sequence <= Math.min(to, first + PAGE - 1); sequence += 1) {
          if (waiting.has(sequence) || parts.outbox.has(sequence)) continue
          if (requeue(parts, sequence)) requeued += 1
          else gone += 1
        }
      })
    }
  }
  return { requeued, gone }
}

/** Its state stays: what was acknowledged was acknowledged. Gives false where there is nothing left to send. */
function requeue(parts: SyncParts, sequence: number): boolean {
  const packet = parts.packets.bySequence(sequence)
  const content = packet && parts.packets.content(packet.packetId)
  const isHere = content !== null && content.sealed.byteLength > 0
  if (isHere) parts.outbox.add(sequence)
  const kind = isHere ? 'sync.requeued' : 'sync.missing-at-central'
  parts.events.append({ atMs: parts.time.now(), kind, sequence, details: null })
  return isHere
}

function takeFork(parts: SyncParts, { lastSequence, lastHash }: TallyReply): boolean {
  const head = parts.packets.head()?.sequence ?? 0
  const ours = parts.packets.bySequence(lastSequence)
  const isOther = ours !== null && lastHash !== null && hashText(ours.hash) !== lastHash
  if (lastSequence <= head && !isOther) return isForked(parts)
  parts.store.write(() => noteFork(parts, lastSequence, { head, lastSequence, lastHash }, parts.time.now()))
  return true
}
