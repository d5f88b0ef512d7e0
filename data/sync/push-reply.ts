import { Fault, toFault } from '../../flows/base/fault.ts'
import type { Acknowledgement, PacketBatchReply, PacketResult } from '../wire/packet.wire.ts'
import { backoffMs } from './backoff.ts'
import type { BatchedPacket } from './batching.ts'
import { isLasting, knownCode } from './refusal.ts'
import type { SyncParts } from './sync-parts.ts'
import { countFault, type Tally } from './tally.ts'

type Judged =
  | { readonly kind: 'received'; readonly acknowledgement: Acknowledgement; readonly jws: string }
  | { readonly kind: 'refused'; readonly code: string }
  | { readonly kind: 'invalid'; readonly fault: Fault }

/**
 * Takes central's answer to a batch: every acknowledgement is verified first, then all is written in one transaction. A packet leaves the
 * outbox by a valid acknowledgement of its own hash only; refused for good it is held in sight; else it waits for its next try.
 */
export async function takeReply(
  parts: SyncParts,
  tally: Tally,
  packets: readonly BatchedPacket[],
  reply: PacketBatchReply,
): Promise<void> {
  parts.time.learn(reply.serverTimeMs)
  const judged = await Promise.all(reply.results.map((result) => judge(parts, result)))
  const nowMs = parts.clock.now()
  const atMs = parts.time.now()
  parts.store.write(() => {
    for (const [at, packet] of packets.entries()) {
      const result = judged[at]
      if (result) takeOne(parts, tally, packet, result, { nowMs, atMs })
    }
  })
}

async function judge(parts: SyncParts, result: PacketResult): Promise<Judged> {
  if (result.result === 'refused') return { kind: 'refused', code: result.code }
  try {
    const acknowledgement = await parts.readAcknowledgement(result.acknowledgement)
    if (acknowledgement.packetId === result.packetId) {
      return { kind: 'received', acknowledgement, jws: result.acknowledgement }
    }
    return { kind: 'invalid', fault: new Fault('ACKNOWLEDGEMENT_INVALID', { reason: 'packet' }) }
  } catch (thrown) {
    return { kind: 'invalid', fault: toFault(thrown) }
  }
}

function takeOne(
  parts: SyncParts,
  tally: Tally,
  packet: BatchedPacket,
  result: Judged,
  time: { readonly nowMs: number; readonly atMs: number },
): void {
  switch (result.kind) {
    case 'received':
      takeReceived(parts, tally, packet, result, time)
      break
    case 'refused':
      takeRefused(parts, tally, packet, result.code, time)
      break
    case 'invalid':
      countFault(tally, result.fault.code)
      tryLater(parts, packet, result.fault.code, time.nowMs)
      break
  }
}

function takeReceived(
  parts: SyncParts,
  tally: Tally,
  packet: BatchedPacket,
  result: Judged & { kind: 'received' },
  time: { readonly nowMs: number; readonly atMs: number },
): void {
  const message = { kind: 'acknowledged', acknowledgement: result.acknowledgement } as const
  const applied = parts.apply(packet.packetId, message, result.jws, time.atMs)
  if (applied === 'decided') tally.decided += 1
  if (applied === 'decided' || applied === 'moved') tally.received += 1
  if (applied !== 'conflict') return
  countFault(tally, 'PACKET_CONFLICT')
  tally.refused += 1
  parts.outbox.hold(packet.sequence, 'PACKET_CONFLICT', time.nowMs)
}

function takeRefused(
  parts: SyncParts,
  tally: Tally,
  packet: BatchedPacket,
  code: string,
  time: { readonly nowMs: number; readonly atMs: number },
): void {
  countFault(tally, knownCode(code))
  if (!isLasting(code, parts.outbox.hasBefore(packet.sequence))) {
    tryLater(parts, packet, code, time.nowMs)
    return
  }
  tally.refused += 1
  parts.apply(packet.packetId, { kind: 'push-refused', code, atMs: time.atMs }, null, time.atMs)
  parts.outbox.hold(packet.sequence, code, time.nowMs)
}

function tryLater(parts: SyncParts, packet: BatchedPacket, code: string, nowMs: number): void {
  parts.outbox.failed(packet.sequence, code, nowMs, nowMs + backoffMs(packet.tries + 1, parts.random), true)
}
