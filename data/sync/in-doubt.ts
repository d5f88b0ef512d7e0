import { toFault } from '../../flows/base/fault.ts'
import { hashText } from '../packet/hash-text.ts'
import type { OutboxRow } from '../store/outbox.repo.ts'
import { BATCH_MAX } from '../wire/packet.wire.ts'
import type { Applied } from './apply.ts'
import type { BatchedPacket } from './batching.ts'
import { takeReceived } from './push-reply.ts'
import { isUnknownRoute } from './refusal.ts'
import type { SyncParts } from './sync-parts.ts'
import type { Tally } from './tally.ts'

/** The highest sequence that ever was in doubt: only up to it the outbox need be looked through. */
const CURSOR = 'push.in-doubt'

/** Notes that these packets may have reached central although no answer came, or may yet reach it by stick; gives what became of each. Called inside a transaction. */
export function noteInDoubt(
  parts: SyncParts,
  packets: readonly Pick<BatchedPacket, 'packetId' | 'sequence'>[],
  by?: 'stick',
): readonly Applied[] {
  const atMs = parts.time.now()
  const message = { kind: 'sent', atMs, ...(by ? { by } : {}) } as const
  const applied = parts.apply(
    packets.map(({ packetId }) => ({ packetId, message })),
    null,
    atMs,
  )
  parts.cursors.advance(CURSOR, Math.max(0, ...packets.map(({ sequence }) => sequence)))
  return applied
}

/**
 * Asks central about every packet whose answer was lost, before anything is sent once more, and takes its signed word for those it has: they leave
 * the outbox; only the rest travels again. Raises what SyncClient.held raises, ACKNOWLEDGEMENT_INVALID, STORE_*.
 */
export async function settleDoubts(parts: SyncParts, tally: Tally, signal: AbortSignal | undefined): Promise<void> {
  const upTo = parts.cursors.get(CURSOR)
  for (let after = 0; after < upTo && !signal?.aborted; ) {
    const rows = parts.outbox.page(after, BATCH_MAX)
    await settle(
      parts,
      tally,
      rows.filter(({ sequence, state, held }) => sequence <= upTo && state === 'sent' && !held),
      signal,
    )
    after = rows.length < BATCH_MAX ? upTo : (rows.at(-1)?.sequence ?? upTo)
  }
}

/** The same for the packets of one batch; a central of an earlier version is not asked, and takes a repeat for what it is. */
export async function settle(
  parts: SyncParts,
  tally: Tally,
  asked: readonly Pick<OutboxRow, 'packetId' | 'sequence' | 'tries'>[],
  signal: AbortSignal | undefined,
): Promise<void> {
  if (asked.length === 0 || parts.memory.heldUnknown) return
  try {
    const { acknowledgement: jws, serverTimeMs } = await parts.client.held(
      asked.map(({ packetId }) => packetId),
      signal,
    )
    parts.time.learn(serverTimeMs)
    if (jws === null) return
    const { packets: pairs, atMs } = await parts.acknowledgements.batch(jws)
    const signed = new Map(pairs)
    parts.store.write(() => {
      const received = asked.flatMap(({ packetId, sequence, tries }) => {
        const hash = signed.get(packetId)
        const packet = parts.packets.byId(packetId)
        if (hash === undefined || !packet) return []
        return [{ packet: { packetId, sequence, tries, hash: hashText(packet.hash) }, hash }]
      })
      takeReceived(parts, tally, { jws, atMs, received }, { nowMs: parts.clock.now(), atMs: parts.time.now() })
    })
  } catch (thrown) {
    const fault = toFault(thrown)
    if (!isUnknownRoute(fault)) throw fault
    parts.memory.heldUnknown = true
  }
}
