import { createHash } from 'node:crypto'
import type { NewPacket } from '../store/packet.repo.ts'
import { uuidBytes, uuidText } from '../store/uuid-bytes.ts'

/** What names a packet whose transaction did not commit after it was journalled. */
export type RevokedPacket = Pick<NewPacket, 'packetId' | 'sequence' | 'hash'>

export type JournalRecord =
  | { readonly kind: 'packet'; readonly packet: NewPacket }
  /** The store refused the packet after all: its sequence was free again, and nobody was told of it. */
  | { readonly kind: 'revoked'; readonly packet: RevokedPacket }

/** Begins each record, so that reading goes on behind one that was spoilt. */
const MAGIC = Buffer.from('MCJ\u0001', 'latin1')
const LENGTH_BYTES = 4
const HEAD_BYTES = MAGIC.length + LENGTH_BYTES
const SUM_BYTES = 32
const ID_BYTES = 16
const HASH_BYTES = 32
const SEQUENCE_BYTES = 6
const TIME_BYTES = 8
/** Kind, packet id, sequence, hash: what both kinds begin with. */
const NAME_BYTES = 1 + ID_BYTES + SEQUENCE_BYTES + HASH_BYTES
/** Time, whether there is a previous hash, the previous hash. */
const PLACE_BYTES = TIME_BYTES + 1 + HASH_BYTES
/** No packet is larger; a length beyond it is noise, not a record whose end is still to come. */
const BODY_MAX_BYTES = 16 * 1_048_576

const PACKET = 1
const REVOKED = 2

/** One packet as bytes: magic, length of the body (4 bytes, big endian), body, SHA-256 over all of that. */
export function packetRecord(packet: NewPacket): Buffer {
  const place = Buffer.alloc(PLACE_BYTES)
  place.writeDoubleBE(packet.sealedAtMs, 0)
  place.writeUInt8(packet.previousHash === null ? 0 : 1, TIME_BYTES)
  if (packet.previousHash) place.set(packet.previousHash, TIME_BYTES + 1)
  return framed([nameOf(PACKET, packet), place, packet.sealed])
}

/** The note that a journalled packet never came into the store. */
export function revokedRecord(packet: RevokedPacket): Buffer {
  return framed([nameOf(REVOKED, packet)])
}

/**
 * Every whole record in the bytes, in order. A torn tail, noise and zeros between records are passed over; a record is given only when its
 * SHA-256 agrees, so none comes out other than it was written. Raises nothing.
 */
export function readRecords(bytes: Buffer): readonly JournalRecord[] {
  const records: JournalRecord[] = []
  for (let at = bytes.indexOf(MAGIC); at >= 0; ) {
    const end = endOfRecord(bytes, at)
    if (end !== null) records.push(toRecord(bytes.subarray(at + HEAD_BYTES, end - SUM_BYTES)))
    // Behind a false start the next one may begin one byte later.
    at = bytes.indexOf(MAGIC, end ?? at + 1)
  }
  return records
}

function nameOf(kind: number, { packetId, sequence, hash }: RevokedPacket): Buffer {
  const name = Buffer.alloc(NAME_BYTES)
  name.writeUInt8(kind, 0)
  name.set(uuidBytes(packetId), 1)
  name.writeUIntBE(sequence, 1 + ID_BYTES, SEQUENCE_BYTES)
  name.set(hash, 1 + ID_BYTES + SEQUENCE_BYTES)
  return name
}

function framed(body: readonly Uint8Array[]): Buffer {
  const length = Buffer.alloc(LENGTH_BYTES)
  length.writeUInt32BE(body.reduce((sum, part) => sum + part.length, 0))
  const parts = [MAGIC, length, ...body]
  return Buffer.concat([...parts, sumOf(parts)])
}

function sumOf(parts: readonly Uint8Array[]): Buffer {
  const hash = createHash('sha256')
  for (const part of parts) hash.update(part)
  return hash.digest()
}

/** Where the record that begins at `at` ends; null when there is no whole one. */
function endOfRecord(bytes: Buffer, at: number): number | null {
  if (at + HEAD_BYTES > bytes.length) return null
  const length = bytes.readUInt32BE(at + MAGIC.length)
  const sumAt = at + HEAD_BYTES + length
  if (length < NAME_BYTES || length > BODY_MAX_BYTES || sumAt + SUM_BYTES > bytes.length) return null
  if (!sumOf([bytes.subarray(at, sumAt)]).equals(bytes.subarray(sumAt, sumAt + SUM_BYTES))) return null
  const kind = bytes.readUInt8(at + HEAD_BYTES)
  if (kind !== REVOKED && (kind !== PACKET || length < NAME_BYTES + PLACE_BYTES)) return null
  return sumAt + SUM_BYTES
}

function toRecord(body: Buffer): JournalRecord {
  const name = {
    packetId: uuidText(body.subarray(1, 1 + ID_BYTES)),
    sequence: body.readUIntBE(1 + ID_BYTES, SEQUENCE_BYTES),
    hash: body.subarray(NAME_BYTES - HASH_BYTES, NAME_BYTES),
  }
  if (body.readUInt8(0) === REVOKED) return { kind: 'revoked', packet: name }
  const place = body.subarray(NAME_BYTES, NAME_BYTES + PLACE_BYTES)
  return {
    kind: 'packet',
    packet: {
      ...name,
      sealedAtMs: place.readDoubleBE(0),
      previousHash: place.readUInt8(TIME_BYTES) === 0 ? null : place.subarray(TIME_BYTES + 1),
      sealed: body.subarray(NAME_BYTES + PLACE_BYTES),
    },
  }
}
