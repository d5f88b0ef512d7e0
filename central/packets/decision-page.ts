import type { Acknowledgement, DecisionPage } from '../../data/wire/packet.wire.ts'
import type { Clock } from '../../flows/base/clock.ts'
import type { Sql } from '../db/pool.ts'
import type { SignJws } from '../keys/jws.ts'
import type { Station } from '../stations/station.repo.ts'
import { decisionsAfter, waitOf } from './decision.repo.ts'

/** A page of a station's decisions, each signed when it is read; a decision itself never changes. `about` names a packet whose wait is told as well. */
export async function decisionPage(
  parts: { sql: Sql; clock: Clock; signJws: SignJws },
  station: Station,
  after: number,
  limit: number,
  about?: string,
): Promise<DecisionPage> {
  const rows = await decisionsAfter(parts.sql, station.stationId, after, limit)
  const decisions = rows.map(({ cursor, packetId, hash, state, ial, raised, reason, carrier, expiresAtMs, atMs }) => ({
    cursor,
    acknowledgement: parts.signJws({
      typ: 'acknowledgement',
      packetId,
      hash,
      state,
      ial,
      raised,
      reason,
      carrier,
      ...(expiresAtMs === null ? {} : { expiresAtMs }),
      atMs,
    } satisfies Acknowledgement),
  }))
  const serverTimeMs = parts.clock.now()
  const wait = about === undefined ? null : await waitOf(parts.sql, station.stationId, about)
  const waiting = wait && parts.signJws(verifying(about ?? '', wait, serverTimeMs))
  return { decisions, ...(waiting ? { waiting } : {}), next: rows.at(-1)?.cursor ?? after, serverTimeMs }
}

function verifying(
  packetId: string,
  { hash, reason }: { hash: string; reason: string },
  atMs: number,
): Acknowledgement {
  return {
    typ: 'acknowledgement',
    packetId,
    hash,
    state: 'verifying',
    ial: null,
    raised: false,
    reason,
    carrier: null,
    atMs,
  }
}
