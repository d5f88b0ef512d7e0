import { generateKeyPairSync } from 'node:crypto'
import { join } from 'node:path'
import pino from 'pino'
import { v7 } from 'uuid'
import { createStationKeys } from '../../../data/keys/station-keys.ts'
import { openStation, type Station } from '../../../data/station.ts'
import type { PublicJwk } from '../../../data/wire/primitives.ts'
import { systemClock } from '../../../flows/base/clock.ts'
import { createSecrets, type Secrets } from '../../../flows/base/secret.ts'

/** A station's folder and where the product's SQL scripts lie. */
export interface StationPlace {
  readonly dir: string
  readonly migrationsDir: string
  /** Where central is reached, when not where it was at enrolment. */
  readonly centralUrl?: string
}

/** Nobody listens on the discard port: a station paired with it is offline. */
const NOWHERE = 'http://127.0.0.1:9'

/** Opens a station as the kiosk does, with a log that goes nowhere. */
export function openBenchStation(place: StationPlace): { readonly station: Station; readonly secrets: Secrets } {
  const secrets = createSecrets(() => v7())
  const log = pino({ level: 'silent' })
  const station = openStation({ ...place, clock: systemClock, newId: () => v7(), log, secrets })
  return { station, secrets }
}

/** Makes a station that is paired with a central nobody runs, whose keys nobody holds. */
export function pairOffline(place: StationPlace): void {
  const { station } = openBenchStation(place)
  const key = createStationKeys(join(place.dir, 'station-key.json')).loadOrCreate()
  station.repos.station.insert({
    stationId: v7(),
    stationCode: 'K0001',
    keyId: key.keyId,
    name: 'Máy đo',
    kind: 'self-service',
    centralUrl: NOWHERE,
    centralKeys: { sealing: publicKey(), signing: publicKey() },
    enrolledAtMs: Date.now(),
    training: false,
  })
  station.close()
}

function publicKey(): PublicJwk {
  const { kty, crv, x, y } = generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey.export({ format: 'jwk' })
  if (kty !== 'EC' || crv !== 'P-256' || x === undefined || y === undefined) throw new Error('no P-256 key')
  return { kty, crv, x, y }
}
