import type { Acknowledgement, DecisionPage } from '../../data/wire/packet.wire.ts'
import type { Clock } from '../../flows/base/clock.ts'
import type { Sql } from '../db/pool.ts'
import type { SignJws } from '../keys/jws.ts'
import type { Station } from '../stations/station.repo.ts'
import { decisionsAfter } from './decision.repo.ts'

/** A page of a station's decisions, each signed when it is read; a decision itself never changes. */
export async function decisionPage(
  parts: { sql: Sql; clock: Clock; signJws: SignJws },
  station: Station,
  after: number,
  limit: number,
): Promise<DecisionPage> {
  const rows = await decisionsAfter(parts.sql, station.stationId, after, limit)
  const decisions = rows.map(({ cursor, packetId, hash, state, ial, reason, carrier, atMs }) => ({
    cursor,
    acknowledgement: parts.signJws({
      typ: 'acknowledgement',
      packetId,
      hash,
      state,
      ial,
      reason,
      carrier,
      atMs,
    } satisfies Acknowledgement),
  }))
  return { decisions, next: rows.at(-1)?.cursor ?? after, serverTimeMs: parts.clock.now() }
}
