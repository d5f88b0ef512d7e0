import { isDecided } from '../packet/packet-state.ts'
import type { AcknowledgementRepo } from '../store/acknowledgement.repo.ts'
import type { LogRepo } from '../store/log.repo.ts'
import type { OutboxRepo } from '../store/outbox.repo.ts'
import type { PacketRepo } from '../store/packet.repo.ts'
import { merge, type SyncMessage } from './merge.ts'

/** What became of one message: 'unknown' names a packet this store does not have. */
export type Applied = 'moved' | 'decided' | 'unchanged' | 'conflict' | 'unknown'

/** Writes what merge() decided. Called inside the transaction that also moves the cursor or the outbox. */
export type Apply = (packetId: string, message: SyncMessage, jws: string | null, atMs: number) => Applied

export function createApply(parts: {
  readonly packets: PacketRepo
  readonly outbox: OutboxRepo
  readonly acknowledgements: AcknowledgementRepo
  readonly log: LogRepo
}): Apply {
  const { packets, outbox, acknowledgements, log } = parts
  return (packetId, message, jws, atMs) => {
    const packet = packets.byId(packetId)
    if (!packet) {
      log.append({ atMs, kind: 'sync.unknown-packet', sequence: null, details: { packetId, message: message.kind } })
      return 'unknown'
    }
    const merged = merge({ ...packet, hash: Buffer.from(packet.hash).toString('base64url') }, message)
    if (merged.kind === 'conflict') {
      log.append({ atMs, kind: 'packet.conflict', sequence: packet.sequence, details: { why: merged.why } })
      return 'conflict'
    }
    if (merged.move) packets.move(packet.sequence, merged.move)
    for (const event of merged.events)
      log.append({ atMs, kind: event.kind, sequence: packet.sequence, details: event.details })
    if (merged.keep && jws !== null && message.kind === 'acknowledged') {
      const { state, atMs: saidAtMs } = message.acknowledgement
      acknowledgements.keep(packet.sequence, state, saidAtMs, jws)
    }
    if (merged.settled) outbox.remove(packet.sequence)
    if (!merged.move) return 'unchanged'
    return isDecided(merged.move.state, merged.move.authority) ? 'decided' : 'moved'
  }
}
