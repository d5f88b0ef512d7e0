import type { PublicJwk } from '../wire/primitives.ts'
import type { Store } from './open-store.ts'

export type StationKind = 'self-service' | 'assisted'

/** Who this station is to central, since it was enrolled. */
export interface StationIdentity {
  readonly stationId: string
  /** Printed on receipts, e.g. "K0007". */
  readonly stationCode: string
  /** Thumbprint of the station key (RFC 7638). */
  readonly keyId: string
  readonly name: string
  readonly kind: StationKind
  readonly centralUrl: string
  readonly centralKeys: { readonly sealing: PublicJwk; readonly signing: PublicJwk }
  readonly enrolledAtMs: number
  /** A station for practice: nothing it seals is ever sent (migration 0004). */
  readonly training: boolean
}

export interface StationRepo {
  get(): StationIdentity | null
  /** Once only: a second identity in one store would break the chain of packets. Raises INTERNAL when there is one. */
  insert(identity: StationIdentity): void
}

export function createStationRepo(store: Store): StationRepo {
  const select = store.db.prepare<[], RawRow>('SELECT * FROM station')
  const insert = store.db.prepare(
    `INSERT INTO station (station_row, station_id, station_code, key_id, name, kind, central_url, sealing_key, signing_key, enrolled_at_ms, training)
     VALUES (1, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  )
  return {
    get: () =>
      store.read(() => {
        const row = select.get()
        return row ? toIdentity(row) : null
      }),
    insert: (identity) =>
      store.read(() => {
        insert.run(
          identity.stationId,
          identity.stationCode,
          identity.keyId,
          identity.name,
          identity.kind,
          identity.centralUrl,
          JSON.stringify(identity.centralKeys.sealing),
          JSON.stringify(identity.centralKeys.signing),
          identity.enrolledAtMs,
          identity.training ? 1 : 0,
        )
      }),
  }
}

interface RawRow {
  station_id: string
  station_code: string
  key_id: string
  name: string
  kind: StationKind
  central_url: string
  sealing_key: string
  signing_key: string
  enrolled_at_ms: number
  training: number
}

function toIdentity(row: RawRow): StationIdentity {
  return {
    stationId: row.station_id,
    stationCode: row.station_code,
    keyId: row.key_id,
    name: row.name,
    kind: row.kind,
    centralUrl: row.central_url,
    centralKeys: { sealing: JSON.parse(row.sealing_key), signing: JSON.parse(row.signing_key) },
    enrolledAtMs: row.enrolled_at_ms,
    training: row.training === 1,
  }
}
