import { receive, stampAt } from '../../flows/base/hybrid-clock.ts'
import { hashText } from '../packet/hash-text.ts'
import { isDecided } from '../packet/packet-state.ts'
import type { AcknowledgementRepo, KeptAcknowledgement } from '../store/acknowledgement.repo.ts'
import type { LogRepo } from '../store/log.repo.ts'
import type { OutboxRepo } from '../store/outbox.repo.ts'
import type { PacketRepo } from '../store/packet.repo.ts'
import { merge, type SyncMessage } from './merge.ts'

/** What became of one message: 'unknown' names a packet this store does not have. */
export type Applied = 'moved' | 'decided' | 'unchanged' | 'conflict' | 'unknown'

/** A message on its way to its packet. */
export interface Addressed {
  readonly packetId: string
  readonly message: SyncMessage
}

/**
 * Writes what merge() decided on messages for different packets, and gives what became of each, in order. `jws` is central's one signature over
 * all of them, or null. Called inside the transaction that also moves the cursor or the outbox.
 */
export type Apply = (messages: readonly Addressed[], jws: string | null, atMs: number) => readonly Applied[]

export function createApply(parts: {
  readonly packets: PacketRepo
  readonly outbox: OutboxRepo
  readonly acknowledgements: AcknowledgementRepo
  readonly log: LogRepo
}): Apply {
  const { packets, outbox, acknowledgements, log } = parts
  return (messages, jws, atMs) => {
    const kept: KeptAcknowledgement[] = []
    const one = ({ packetId, message }: Addressed): Applied => {
      const packet = packets.byId(packetId)
      if (!packet) {
        log.append({ atMs, kind: 'sync.unknown-packet', sequence: null, details: { packetId, message: message.kind } })
        return 'unknown'
      }
      const { sequence } = packet
      const merged = merge({ ...packet, hash: hashText(packet.hash) }, message)
      if (merged.kind === 'conflict') {
        log.append({ atMs, kind: 'packet.conflict', sequence, details: { why: merged.why } })
        return 'conflict'
      }
      if (merged.move) packets.move(sequence, merged.move)
      if (merged.event) {
        // Central's word came before the event it makes here, whatever this machine's clock says.
        const saidAtMs = merged.keep?.atMs ?? 0
        const notBefore = receive(null, stampAt(saidAtMs), atMs)
        log.append({ ...merged.event, atMs: Math.max(atMs, saidAtMs), sequence, details: null, notBefore })
      }
      if (merged.keep) kept.push({ sequence, ...merged.keep })
      if (merged.settled) outbox.remove(sequence)
      if (!merged.move) return 'unchanged'
      return isDecided(merged.move.state, merged.move.authority) ? 'decided' : 'moved'
    }
    const applied = messages.map(one)
    if (jws !== null) acknowledgements.keep(kept, jws)
    return applied
  }
}
