import { createHash, createPublicKey, type KeyObject, randomInt, randomUUID } from 'node:crypto'
import type { PublicJwk } from '../../data/wire/primitives.ts'
import type { EnrollReply, EnrollRequest } from '../../data/wire/station.wire.ts'
import type { Clock } from '../../flows/base/clock.ts'
import { Fault } from '../../flows/base/fault.ts'
import type { Database, Sql } from '../db/pool.ts'
import { type CentralKeys, jwkThumbprint } from '../keys/central-keys.ts'
import { findStationByKey, insertStation, type Station, type StationKind } from './station.repo.ts'

/** Crockford base 32 without letters that look like digits: a person reads the code out. 16 letters are 80 bits. */
const CODE_ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const CODE_LENGTH = 16
export const ENROLLMENT_LIFE_MS = 86_400_000

/** Makes a one-time code that admits one station, of the given kind if one is given. Only its hash is kept. */
export async function createEnrollmentCode(
  sql: Sql,
  clock: Clock,
  request: { readonly kind?: StationKind; readonly lifetimeMs?: number },
): Promise<{ code: string; expiresAtMs: number }> {
  const letters = Array.from({ length: CODE_LENGTH }, () => CODE_ALPHABET[randomInt(CODE_ALPHABET.length)])
  const code = letters.join('')
  const nowMs = clock.now()
  const expiresAtMs = nowMs + (request.lifetimeMs ?? ENROLLMENT_LIFE_MS)
  await sql.query(
    'insert into enrollment_code (code_hash, kind, created_at_ms, expires_at_ms) values ($1, $2, $3, $4)',
    [hashOf(code), request.kind ?? null, nowMs, expiresAtMs],
  )
  return { code, expiresAtMs }
}

/** The key a station brings. Raises SHAPE_INVALID when the point is not on the curve. */
export function readStationKey(jwk: PublicJwk): { keyId: string; publicKey: KeyObject } {
  const { kty, crv, x, y } = jwk
  try {
    const publicKey = createPublicKey({ key: { kty, crv, x, y }, format: 'jwk' })
    // Through the key again, since one point has many base64url spellings and only one may name a station.
    const same = publicKey.export({ format: 'jwk' }) as { x: string; y: string }
    return { keyId: jwkThumbprint(same), publicKey }
  } catch {
    throw new Fault('SHAPE_INVALID', { where: 'body', field: '/publicKey', rule: 'curve' })
  }
}

/**
 * Takes a station in. The code is spent with it; a repeat with the same code and key (a lost answer) gives the same station.
 * Raises ENROLL_CODE_INVALID (unknown, expired, or spent by another key), NOT_ALLOWED (the code is for the other kind).
 */
export async function enroll(
  parts: { database: Database; clock: Clock; keys: CentralKeys },
  request: EnrollRequest,
): Promise<EnrollReply> {
  const { keyId } = readStationKey(request.publicKey)
  const nowMs = parts.clock.now()
  const station = await parts.database.transaction((sql) => admit(sql, request, keyId, nowMs))
  return {
    stationId: station.stationId,
    stationCode: station.stationCode,
    keyId,
    centralKeys: { sealing: parts.keys.sealing.publicJwk, signing: parts.keys.signing.publicJwk },
    serverTimeMs: nowMs,
  }
}

async function admit(sql: Sql, request: EnrollRequest, keyId: string, nowMs: number): Promise<Station> {
  const codeHash = hashOf(request.code)
  const { rows } = await sql.query<{ kind: StationKind | null; expiresAtMs: number; usedBy: string | null }>(
    `select kind, expires_at_ms as "expiresAtMs", used_by as "usedBy" from enrollment_code where code_hash = $1 for update`,
    [codeHash],
  )
  const code = rows[0]
  if (!code) throw new Fault('ENROLL_CODE_INVALID')
  if (code.usedBy !== null) {
    const same = await findStationByKey(sql, keyId)
    if (same?.stationId !== code.usedBy) throw new Fault('ENROLL_CODE_INVALID')
    return same
  }
  if (code.expiresAtMs <= nowMs) throw new Fault('ENROLL_CODE_INVALID')
  if (code.kind !== null && code.kind !== request.kind) throw new Fault('NOT_ALLOWED', { kind: code.kind })
  const station = await insertStation(sql, {
    stationId: randomUUID(),
    name: request.name,
    kind: request.kind,
    keyId,
    publicJwk: request.publicKey,
    enrolledAtMs: nowMs,
  })
  if (!station) throw new Fault('ENROLL_CODE_INVALID')
  await sql.query('update enrollment_code set used_by = $2 where code_hash = $1', [codeHash, station.stationId])
  return station
}

/** As a person types it: blanks and dashes do not matter, nor does case. */
function hashOf(code: string): Buffer {
  return createHash('sha256').update(code.replace(/[\s-]/g, '').toUpperCase()).digest()
}
