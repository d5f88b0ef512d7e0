import { Fault, toFault } from '../../flows/base/fault.ts'
import type { PacketBatchReply } from '../wire/packet.wire.ts'
import { backoffMs } from './backoff.ts'
import type { BatchedPacket } from './batching.ts'
import { isLasting, knownCode } from './refusal.ts'
import type { SyncParts } from './sync-parts.ts'
import { countFault, type Tally } from './tally.ts'

export interface ReceivedPacket {
  readonly packet: BatchedPacket
  /** The hash central signed for it. */
  readonly hash: string
}

/** What the answer says was received, proved by central's signature. */
export interface Proof {
  readonly jws: string
  readonly atMs: number
  readonly received: readonly ReceivedPacket[]
}

export interface Now {
  /** The machine's clock, for the wait until the next try. */
  readonly nowMs: number
  /** Central's, for what is kept. */
  readonly atMs: number
}

/**
 * Takes central's answer to a batch: its one acknowledgement is verified and held against every packet that is said to be received, then all is
 * written in one transaction. A packet leaves the outbox by its own id and hash under central's signature only; refused for good it is held in
 * sight; else it waits for its next try. An answer whose acknowledgement is not valid, or does not fit, moves no packet forward.
 */
export async function takeReply(
  parts: SyncParts,
  tally: Tally,
  packets: readonly BatchedPacket[],
  reply: PacketBatchReply,
): Promise<void> {
  parts.time.learn(reply.serverTimeMs)
  const proof = await readProof(parts, packets, reply).catch(toFault)
  const now = { nowMs: parts.clock.now(), atMs: parts.time.now() }
  parts.store.write(() => {
    if (proof instanceof Fault) return takeInvalid(parts, tally, packets, proof, now)
    const foreign = proof?.received.filter(({ packet, hash }) => packet.hash !== hash) ?? []
    if (proof && foreign.length > 0) return takeForeign(parts, tally, packets, { ...proof, received: foreign }, now)
    if (proof) takeReceived(parts, tally, proof, now)
    for (const [at, packet] of packets.entries()) {
      const result = reply.results[at]
      if (result?.result === 'refused') takeRefused(parts, tally, packet, result.code, now)
    }
  })
}

/** Gives null when nothing was received. Raises ACKNOWLEDGEMENT_INVALID. */
async function readProof(
  parts: SyncParts,
  packets: readonly BatchedPacket[],
  reply: PacketBatchReply,
): Promise<Proof | null> {
  const claimed = packets.filter((_packet, at) => reply.results[at]?.result === 'received')
  if (claimed.length === 0) return null
  const jws = reply.acknowledgement
  if (jws === null) throw new Fault('ACKNOWLEDGEMENT_INVALID', { reason: 'missing' })
  const { packets: pairs, atMs } = await parts.acknowledgements.batch(jws)
  const signed = new Map(pairs)
  const received = claimed.map((packet) => {
    const hash = signed.get(packet.packetId)
    if (hash === undefined) throw new Fault('ACKNOWLEDGEMENT_INVALID', { reason: 'packet' })
    return { packet, hash }
  })
  return { jws, atMs, received }
}

function takeInvalid(parts: SyncParts, tally: Tally, packets: readonly BatchedPacket[], fault: Fault, now: Now): void {
  parts.log.warn({ code: fault.code, details: fault.details, packets: packets.length }, 'answer to a push')
  for (const packet of packets) {
    countFault(tally, fault.code)
    tryLater(parts, packet, fault.code, now.nowMs)
  }
}

/** Central signed another hash for a packet of ours: that packet is for a person, and the rest of the answer is not relied on. */
function takeForeign(
  parts: SyncParts,
  tally: Tally,
  packets: readonly BatchedPacket[],
  foreign: Proof,
  now: Now,
): void {
  takeReceived(parts, tally, foreign, now)
  const held = new Set(foreign.received.map(({ packet }) => packet))
  const others = packets.filter((packet) => !held.has(packet))
  takeInvalid(parts, tally, others, new Fault('ACKNOWLEDGEMENT_INVALID', { reason: 'hash' }), now)
}

/**
 * Writes central's signed word on packets it has: each leaves the outbox, or, where central has another content under its id, waits for a person.
 * Called inside a transaction.
 */
export function takeReceived(parts: SyncParts, tally: Tally, proof: Proof, now: Now): void {
  const messages = proof.received.map(({ packet: { packetId }, hash }) => {
    return { packetId, message: { kind: 'received', hash, atMs: proof.atMs } } as const
  })
  const applied = parts.apply(messages, proof.jws, now.atMs)
  for (const [at, { packet }] of proof.received.entries()) {
    if (applied[at] === 'decided') tally.decided += 1
    if (applied[at] === 'decided' || applied[at] === 'moved') tally.received += 1
    if (applied[at] !== 'conflict') continue
    countFault(tally, 'PACKET_CONFLICT')
    tally.refused += 1
    parts.outbox.hold(packet.sequence, 'PACKET_CONFLICT', now.nowMs)
  }
}

function takeRefused(parts: SyncParts, tally: Tally, packet: BatchedPacket, code: string, now: Now): void {
  countFault(tally, knownCode(code))
  if (!isLasting(code, parts.outbox.hasBefore(packet.sequence))) {
    tryLater(parts, packet, code, now.nowMs)
    return
  }
  tally.refused += 1
  const message = { kind: 'push-refused', code, atMs: now.atMs } as const
  parts.apply([{ packetId: packet.packetId, message }], null, now.atMs)
  parts.outbox.hold(packet.sequence, code, now.nowMs)
}

function tryLater(parts: SyncParts, packet: BatchedPacket, code: string, nowMs: number): void {
  parts.outbox.failed(packet.sequence, code, nowMs, nowMs + backoffMs(packet.tries + 1, parts.random), true)
}
