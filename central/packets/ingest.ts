import { hash, randomUUID } from 'node:crypto'
import type { Logger } from 'pino'
import type {
  BatchAcknowledgement,
  PacketBatch,
  PacketBatchReply,
  PacketEnvelope,
  PacketResult,
} from '../../data/wire/packet.wire.ts'
import type { Clock } from '../../flows/base/clock.ts'
import type { Sql } from '../db/pool.ts'
import type { SignJws } from '../keys/jws.ts'
import type { Station } from '../stations/station.repo.ts'
import type { TakeIn } from './intake-queue.ts'
import { findHashes, type Intake, insertConflict } from './packet.repo.ts'
import { writeFindings } from './station-finding.repo.ts'

/** A citizen stands behind a batch as small as this; bigger ones come from the sync job. */
export const INTERACTIVE_MAX = 3

/** The statement that writes a batch joins the texts with blanks. */
const COMPACT_TEXT = /^[A-Za-z0-9_.-]+$/

export interface IngestParts {
  readonly sql: Sql
  readonly takeIn: TakeIn
  readonly clock: Clock
  readonly signJws: SignJws
  readonly log: Logger
  /** Told after the commit which batch waits for decisions. Must not raise. */
  readonly onIntake: (intake: Intake) => void
}

export type Ingest = (station: Station, batch: PacketBatch) => Promise<PacketBatchReply>

/**
 * Makes the use case of POST /v1/packets: hash recomputed, new packets written and committed, then all acknowledged by one signature; one result a
 * packet in the order sent. A packet that is there already is `received` again; the same id with other content, or from another station, is PACKET_CONFLICT, a
 * hash that does not fit PACKET_INCONSISTENT, and neither keeps the others out.
 */
export function createIngest(parts: IngestParts): Ingest {
  return async (station, batch) => {
    const nowMs = parts.clock.now()
    const fits = batch.packets.map(isConsistent)
    const taken = new Map<string, PacketEnvelope>()
    for (const [at, packet] of batch.packets.entries()) {
      if (fits[at] && !taken.has(packet.packetId)) taken.set(packet.packetId, packet)
    }
    const intakeId = randomUUID()
    const packets = [...taken.values()]
    const write = { intakeId, stationId: station.stationId, receivedAtMs: nowMs, packets }
    const fresh = packets.length === 0 ? 0 : await parts.takeIn(write)
    if (fresh > 0) parts.onIntake({ intakeId, size: fresh })
    const kept = await findKept(parts.sql, station, packets, fresh === packets.length)
    const results: PacketResult[] = []
    const received: BatchAcknowledgement['packets'] = []
    for (const [at, packet] of batch.packets.entries()) {
      const { packetId, hash } = packet
      if (!fits[at]) results.push({ packetId, result: 'refused', code: 'PACKET_INCONSISTENT' })
      else if (kept.get(packetId) === hash) {
        results.push({ packetId, result: 'received' })
        received.push([packetId, hash])
      } else {
        await recordConflict(parts, station, packet, nowMs)
        results.push({ packetId, result: 'refused', code: 'PACKET_CONFLICT' })
      }
    }
    const acknowledgement: BatchAcknowledgement = { typ: 'acknowledgements', packets: received, atMs: nowMs }
    return {
      results,
      acknowledgement: received.length === 0 ? null : parts.signJws(acknowledgement),
      serverTimeMs: nowMs,
    }
  }
}

/** The hash that stands under each id for this station; null where another station has the id. */
async function findKept(
  sql: Sql,
  station: Station,
  packets: readonly PacketEnvelope[],
  allFresh: boolean,
): Promise<ReadonlyMap<string, string | null>> {
  const kept = new Map<string, string | null>(packets.map((packet) => [packet.packetId, packet.hash]))
  if (allFresh) return kept
  const found = await findHashes(sql, [...kept.keys()])
  for (const packetId of kept.keys()) {
    const row = found.get(packetId)
    kept.set(packetId, row?.stationId === station.stationId ? row.hash : null)
  }
  return kept
}

async function recordConflict(
  parts: IngestParts,
  station: Station,
  packet: PacketEnvelope,
  atMs: number,
): Promise<void> {
  const { packetId, hash } = packet
  parts.log.warn({ packetId, station: station.stationCode }, 'packet id taken by other content')
  const { stationId } = station
  await insertConflict(parts.sql, { packetId, stationId, hash, atMs })
  const finding = { kind: 'replay', about: `packet-id ${packetId}`, details: { what: 'packet-id' } } as const
  await writeFindings(parts.sql, [{ ...finding, stationId, sequence: packet.sequence }], atMs)
}

/** Whether the hash (SHA-256 over the ASCII bytes, base64url) is that of the sealed text, and the text one a compact JWE can be. */
function isConsistent(packet: PacketEnvelope): boolean {
  if (!COMPACT_TEXT.test(packet.sealed) || !Number.isSafeInteger(packet.sequence)) return false
  return hash('sha256', packet.sealed, 'base64url') === packet.hash
}
