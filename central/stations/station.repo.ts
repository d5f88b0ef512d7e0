import { createPublicKey, type KeyObject } from 'node:crypto'
import type { PublicJwk } from '../../data/wire/primitives.ts'
import type { Sql } from '../db/pool.ts'

export type StationKind = 'self-service' | 'assisted'

export interface Station {
  readonly stationId: string
  /** K0007, as on receipts. */
  readonly stationCode: string
  /** As it was enrolled; stands in what keys sign there. */
  readonly name: string
  readonly kind: StationKind
  readonly keyId: string
  readonly publicKey: KeyObject
}

interface Row {
  readonly stationId: string
  readonly stationNumber: number
  readonly name: string
  readonly kind: StationKind
  readonly keyId: string
  readonly publicJwk: PublicJwk
}

const COLUMNS = `station_id as "stationId", station_number as "stationNumber", name, kind, key_id as "keyId", public_jwk as "publicJwk"`
/** More than a country's stations of one province; keeps strangers' key ids from filling the memory (only found stations are kept). */
const CACHE_MAX = 10_000

export interface StationDirectory {
  byKey(keyId: string): Promise<Station | null>
  byId(stationId: string): Promise<Station | null>
}

/** Finds stations; what was found is kept in memory, since a station's key and kind never change. */
export function createStationDirectory(sql: Sql): StationDirectory {
  const known = new Map<string, Station>()
  const find = async (column: 'key_id' | 'station_id', value: string) => {
    const cached = known.get(value)
    if (cached) return cached
    const { rows } = await sql.query<Row>(`select ${COLUMNS} from station where ${column} = $1`, [value])
    if (!rows[0]) return null
    const station = stationOf(rows[0])
    if (known.size >= CACHE_MAX) known.clear()
    known.set(station.keyId, station)
    known.set(station.stationId, station)
    return station
  }
  return {
    byKey: (keyId) => find('key_id', keyId),
    byId: (stationId) => find('station_id', stationId),
  }
}

/** Adds a station. Gives null when the key is there already. */
export async function insertStation(
  sql: Sql,
  station: {
    stationId: string
    name: string
    kind: StationKind
    keyId: string
    publicJwk: PublicJwk
    enrolledAtMs: number
  },
): Promise<Station | null> {
  const { rows } = await sql.query<Row>(
    `insert into station (station_id, name, kind, key_id, public_jwk, enrolled_at_ms) values ($1, $2, $3, $4, $5, $6)
     on conflict (key_id) do nothing returning ${COLUMNS}`,
    [station.stationId, station.name, station.kind, station.keyId, station.publicJwk, station.enrolledAtMs],
  )
  return rows[0] ? stationOf(rows[0]) : null
}

export async function findStationByKey(sql: Sql, keyId: string): Promise<Station | null> {
  const { rows } = await sql.query<Row>(`select ${COLUMNS} from station where key_id = $1`, [keyId])
  return rows[0] ? stationOf(rows[0]) : null
}

/** The number as on receipts: K0007. */
export function stationCodeOf(stationNumber: number): string {
  return `K${String(stationNumber).padStart(4, '0')}`
}

function stationOf(row: Row): Station {
  const { kty, crv, x, y } = row.publicJwk
  return {
    stationId: row.stationId,
    stationCode: stationCodeOf(row.stationNumber),
    name: row.name,
    kind: row.kind,
    keyId: row.keyId,
    publicKey: createPublicKey({ key: { kty, crv, x, y }, format: 'jwk' }),
  }
}
