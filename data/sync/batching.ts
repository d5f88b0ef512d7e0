import { hashText } from '../packet/hash-text.ts'
import { sealedPieces } from '../packet/sealed-bytes.ts'
import type { OutgoingPacket } from '../store/outbox.repo.ts'
import { BATCH_MAX, BATCH_MAX_BYTES } from '../wire/packet.wire.ts'

export interface BatchedPacket {
  readonly packetId: string
  readonly sequence: number
  readonly tries: number
  /** base64url, as it travels. */
  readonly hash: string
}

/** A batch as it goes on the wire. `body` is a view of the writer's memory, good until the writer is cleared. */
export interface Batch {
  readonly body: Uint8Array
  readonly packets: readonly BatchedPacket[]
}

/** Writes packets as JSON into memory it keeps, so that a long backlog makes no long strings. */
export interface BatchWriter {
  /** Begins a batch of at most so many packets and bytes; the first packet is taken whatever its size. */
  clear(most?: { readonly packets: number; readonly bytes: number }): void
  /** False when the packet does not belong into this batch any more; it was not added. */
  add(packet: OutgoingPacket): boolean
  finish(): Batch
}

/**
 * How many packets may travel with one that central stumbled over or refused for now `tries` times: half as many each time, so that it ends up alone.
 * What a line carries is another matter (batch-size.ts).
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
  let mostBytes = maxBytes
  let length = 0
  return {
    clear(most) {
      packets = []
      limit = Math.min(BATCH_MAX, most?.packets ?? BATCH_MAX)
      mostBytes = Math.min(maxBytes, most?.bytes ?? maxBytes)
      length = memory.write(OPEN, 'latin1')
    },
    add(packet) {
      const allowed = Math.min(limit, batchLimit(packet.tries))
      if (packets.length >= allowed) return false
      const hash = hashText(packet.hash)
      const [before, ciphertext, after] = sealedPieces(packet.sealed)
      const head = `${packets.length === 0 ? '' : ','}${envelopeHead(packet, hash)}${before}`
      const tail = `${after}"}`
      const filled = length + head.length + ciphertext.length + tail.length + CLOSE.length
      if (filled > (packets.length === 0 ? maxBytes : mostBytes)) return false
      // The long piece goes straight into the memory: joined with the others first, it would be copied once more.
      for (const piece of [head, ciphertext, tail]) length += memory.write(piece, length, 'latin1')
      limit = allowed
      packets.push({ packetId: packet.packetId, sequence: packet.sequence, tries: packet.tries, hash })
      return true
    },
    finish() {
      const end = length + memory.write(CLOSE, length, 'latin1')
      return { body: memory.subarray(0, end), packets }
    },
  }
}

/** Written by hand: identifiers, numbers and base64url are ASCII and need no escape, and looking for one costs more than all the rest. */
function envelopeHead(packet: OutgoingPacket, hash: string): string {
  const { packetId, sequence } = packet
  const previousHash = packet.previousHash ? `"${hashText(packet.previousHash)}"` : 'null'
  return `{"packetId":"${packetId}","sequence":${sequence},"previousHash":${previousHash},"hash":"${hash}","sealed":"`
}
