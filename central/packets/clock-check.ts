import { SIGNATURE_WINDOW_MS } from '../../data/wire/http-signature.ts'
import type { Database } from '../db/pool.ts'
import { lockChain } from './chain.ts'
import { type FindingDetails, writeFindings } from './station-finding.repo.ts'

/** A clock is set right by what central answers, within the window in which it takes a request at all. */
export const AHEAD_TOLERANCE_MS = SIGNATURE_WINDOW_MS
/** Setting a clock right by a second or two between two people is no lie. */
export const BACK_TOLERANCE_MS = 2_000

export interface MadePacket {
  readonly packetId: string
  readonly sequence: number
  readonly madeAtMs: number
  /** Whether the station said that its clock had been compared with central's. */
  readonly proven: boolean
}

export interface ClockFinding {
  readonly sequence: number
  readonly packetId: string
  readonly details: FindingDetails
}

/**
 * What a packet's time says against its arrival and against the latest packet of the number before it: `ahead` of its arrival, or `back` behind its neighbour. A clock that was said
 * to be proven and lies is worse than one that was not; the details say which.
 */
export function judgeTime(
  packet: MadePacket,
  receivedAtMs: number,
  before: MadePacket | null,
): readonly ClockFinding[] {
  const found: ClockFinding[] = []
  const note = (what: 'ahead' | 'back', byMs: number) =>
    found.push({
      sequence: packet.sequence,
      packetId: packet.packetId,
      details: { what, byMs, clock: packet.proven ? 'proven' : 'unproven' },
    })
  const aheadMs = packet.madeAtMs - receivedAtMs
  if (aheadMs > AHEAD_TOLERANCE_MS) note('ahead', aheadMs)
  const backMs = before === null ? 0 : before.madeAtMs - packet.madeAtMs
  if (backMs > BACK_TOLERANCE_MS) note('back', backMs)
  return found
}

/** Judges the times of packets of one station that have been opened, and of the packets behind them, and writes down what does not fit. Gives the findings. */
export async function checkTimes(
  database: Database,
  stationId: string,
  packetIds: readonly string[],
  nowMs: number,
): Promise<readonly ClockFinding[]> {
  const rows = await suspects(database, stationId, packetIds)
  const found = rows.flatMap(({ receivedAtMs, before, ...packet }) => judgeTime(packet, receivedAtMs, before))
  if (found.length === 0) return []
  await database.transaction(async (sql) => {
    await lockChain(sql, stationId)
    const findings = found.map(({ sequence, packetId, details }) => ({
      stationId,
      kind: 'clock' as const,
      sequence,
      about: `${String(details.what)} ${packetId}`,
      details,
    }))
    await writeFindings(sql, findings, nowMs)
  })
  return found
}

type Suspect = MadePacket & { readonly receivedAtMs: number; readonly before: MadePacket | null }

/** The database picks out the few whose times do not fit. Of a fork the earliest packet counts as the one before: a restored disk goes on from an older day. */
async function suspects(
  database: Database,
  stationId: string,
  packetIds: readonly string[],
): Promise<readonly Suspect[]> {
  const { rows } = await database.pool.query<Suspect>({
    name: 'check-times',
    text: `with mine as (select sequence from packet where packet_id = any($2)),
      touched as (
        select t.* from packet_time t
        where t.station_id = $1 and t.sequence in (select sequence from mine union select sequence + 1 from mine)
      )
      select t.packet_id as "packetId", t.sequence, t.made_at_ms as "madeAtMs", t.proven, p.received_at_ms as "receivedAtMs",
        case when b.packet_id is not null then jsonb_build_object('packetId', b.packet_id, 'sequence', b.sequence, 'madeAtMs', b.made_at_ms, 'proven', b.proven)
          end as before
      from touched t join packet p using (packet_id)
        left join lateral (select * from packet_time b where b.station_id = $1 and b.sequence = t.sequence - 1 order by b.made_at_ms limit 1) b on true
      where t.made_at_ms > p.received_at_ms + $3 or b.made_at_ms > t.made_at_ms + $4
      order by t.sequence`,
    values: [stationId, packetIds, AHEAD_TOLERANCE_MS, BACK_TOLERANCE_MS],
  })
  return rows
}
