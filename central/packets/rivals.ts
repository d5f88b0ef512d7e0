import type { AccountKey } from '../../data/wire/account-keys.ts'
import type { FindingKind } from '../../data/wire/holding.wire.ts'
import type { Sql } from '../db/pool.ts'
import { stationCodeOf } from '../stations/station.repo.ts'
import type { Spend } from './finding.ts'
import type { PacketRow } from './packet.repo.ts'
import { type NewStationFinding, writeFindings } from './station-finding.repo.ts'

/** A packet that was first. */
interface Rival {
  readonly packetId: string
  readonly stationId: string
  readonly sequence: number
}

/**
 * Writes down for both stations that two packets met over one person (`duplicate`: the account of the one refused the other, and they came from two stations) or over one proof
 * (`replay`: a code, statement or request that another packet had spent). Each station is told the other's code, and nothing of the person.
 */
export async function noteRivals(
  sql: Sql,
  packet: Pick<PacketRow, 'packetId' | 'stationId' | 'sequence'>,
  over: { readonly keys: readonly AccountKey[]; readonly spends: readonly Spend[] },
  atMs: number,
): Promise<void> {
  const owners = (await accountRivals(sql, over.keys)).filter((rival) => rival.stationId !== packet.stationId)
  const spenders: { readonly spend: Spend; readonly rival: Rival }[] = []
  for (const spend of over.spends) {
    const rival = await spentBy(sql, spend)
    if (rival && rival.packetId !== packet.packetId) spenders.push({ spend, rival })
  }
  const codes = await codesOf(sql, [packet, ...owners, ...spenders.map(({ rival }) => rival)])
  const pairs = (kind: FindingKind, what: string, rival: Rival): NewStationFinding[] => {
    const one = (mine: Rival, other: Rival, role: 'first' | 'second'): NewStationFinding => ({
      stationId: mine.stationId,
      kind,
      sequence: mine.sequence,
      about: `${what} ${other.packetId}`,
      details: { what, role, otherStation: codes.get(other.stationId) ?? null },
    })
    return rival.stationId === packet.stationId
      ? [one(packet, rival, 'second')]
      : [one(packet, rival, 'second'), one(rival, packet, 'first')]
  }
  const findings = [
    ...owners.flatMap((rival) => pairs('duplicate', 'account', rival)),
    ...spenders.flatMap(({ spend, rival }) => pairs('replay', spend.kind, rival)),
  ]
  if (findings.length > 0) await writeFindings(sql, findings, atMs)
}

/** The packets that made, or last raised, the accounts under these keys; an account of the earlier portal has none. */
async function accountRivals(sql: Sql, keys: readonly AccountKey[]): Promise<readonly Rival[]> {
  if (keys.length === 0) return []
  const { rows } = await sql.query<Rival>(
    `select distinct p.packet_id as "packetId", p.station_id as "stationId", p.sequence
     from unnest($1::text[], $2::text[]) as k (kind, number) join account_number n using (kind, number) join account a using (account_id)
       join packet p on p.packet_id = coalesce(
         (select r.packet_id from account_raise r where r.account_id = a.account_id order by r.at_ms desc limit 1), a.packet_id)`,
    [keys.map(({ kind }) => kind), keys.map(({ number }) => number)],
  )
  return rows
}

async function spentBy(sql: Sql, spend: Spend): Promise<Rival | null> {
  const [table, column, id] = placeOf(spend)
  const { rows } = await sql.query<Rival>(
    `select p.packet_id as "packetId", p.station_id as "stationId", p.sequence from ${table[0]} s join packet p on p.packet_id = s.${table[1]}
     where s.${column} = $1`,
    [id],
  )
  return rows[0] ?? null
}

function placeOf(spend: Spend): [readonly [string, string], string, string] {
  switch (spend.kind) {
    case 'otp':
      return [['otp_proof_use', 'packet_id'], 'challenge_id', spend.challengeId]
    case 'nonce':
      return [['signed_nonce', 'packet_id'], 'nonce', spend.nonce]
    case 'transaction':
      return [['remote_transaction', 'used_by'], 'transaction_id', spend.transactionId]
  }
}

async function codesOf(sql: Sql, packets: readonly Rival[]): Promise<ReadonlyMap<string, string>> {
  const { rows } = await sql.query<{ stationId: string; stationNumber: number }>(
    'select station_id as "stationId", station_number as "stationNumber" from station where station_id = any($1)',
    [packets.map(({ stationId }) => stationId)],
  )
  return new Map(rows.map(({ stationId, stationNumber }) => [stationId, stationCodeOf(stationNumber)]))
}
