import { unpackSealed } from '../packet/sealed-bytes.ts'
import type { OutgoingPacket } from '../store/outbox.repo.ts'
import { BATCH_MAX, BATCH_MAX_BYTES } from '../wire/packet.wire.ts'

export interface BatchedPacket {
  readonly packetId: string
  readonly sequence: number
  readonly tries: number
}

/** A batch as it goes on the wire. `body` is a view of the writer's memory, good until the writer is cleared. */
export interface Batch {
  readonly body: Uint8Array
  readonly packets: readonly BatchedPacket[]
}

/** Writes packets as JSON into memory it keeps, so that a long backlog makes no long strings. */
export interface BatchWriter {
  clear(): void
  /** False when the packet does not belong into this batch any more; it was not added. */
  add(packet: OutgoingPacket): boolean
  finish(): Batch
}

/**
 * How many packets may travel with one that was tried `tries` times: half as many each time. A line too slow for a full batch finds the size
 * it carries, and a packet that central stumbles over ends up alone.
 */
export function batchLimit(tries: number): number {
  return Math.max(1, Math.floor(BATCH_MAX / 2 ** Math.min(tries, 30)))
}

const OPEN = '{"packets":['
const CLOSE = ']}'

export function createBatchWriter(maxBytes: number = BATCH_MAX_BYTES): BatchWriter {
  const memory = Buffer.allocUnsafe(maxBytes)
  let packets: BatchedPacket[] = []
  let limit = BATCH_MAX
  let length = 0
  return {
    clear() {
      packets = []
      limit = BATCH_MAX
      length = memory.write(OPEN, 'latin1')
    },
    add(packet) {
      const allowed = Math.min(limit, batchLimit(packet.tries))
      if (packets.length >= allowed) return false
      // All its characters are ASCII: identifiers, numbers and base64url.
      const text = `${packets.length === 0 ? '' : ','}${envelopeJson(packet)}`
      if (length + text.length + CLOSE.length > maxBytes) return false
      length += memory.write(text, length, 'latin1')
      limit = allowed
      packets.push({ packetId: packet.packetId, sequence: packet.sequence, tries: packet.tries })
      return true
    },
    finish() {
      const end = length + memory.write(CLOSE, length, 'latin1')
      return { body: memory.subarray(0, end), packets }
    },
  }
}

function envelopeJson(packet: OutgoingPacket): string {
  return JSON.stringify({
    packetId: packet.packetId,
    sequence: packet.sequence,
    previousHash: packet.previousHash ? Buffer.from(packet.previousHash).toString('base64url') : null,
    hash: Buffer.from(packet.hash).toString('base64url'),
    sealed: unpackSealed(packet.sealed),
  })
}
