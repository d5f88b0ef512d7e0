import type { HeldReply, HeldRequest } from '../../data/wire/holding.wire.ts'
import type { BatchAcknowledgement } from '../../data/wire/packet.wire.ts'
import type { Clock } from '../../flows/base/clock.ts'
import type { Sql } from '../db/pool.ts'
import type { SignJws } from '../keys/jws.ts'
import type { Station } from '../stations/station.repo.ts'
import { findHashes } from './packet.repo.ts'

/** POST /v1/packets/held: acknowledges those of the named packets that central has of this station. One of another station is not there. */
export async function held(
  parts: { readonly sql: Sql; readonly clock: Clock; readonly signJws: SignJws },
  station: Pick<Station, 'stationId'>,
  { packetIds }: HeldRequest,
): Promise<HeldReply> {
  const found = await findHashes(parts.sql, packetIds)
  const packets: BatchAcknowledgement['packets'] = []
  for (const packetId of packetIds) {
    const row = found.get(packetId)
    if (row?.stationId === station.stationId) packets.push([packetId, row.hash])
  }
  const serverTimeMs = parts.clock.now()
  const acknowledgement: BatchAcknowledgement = { typ: 'acknowledgements', packets, atMs: serverTimeMs }
  return { acknowledgement: packets.length === 0 ? null : parts.signJws(acknowledgement), serverTimeMs }
}
