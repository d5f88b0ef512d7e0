import { randomBytes } from 'node:crypto'
import { Fault } from '../../flows/base/fault.ts'
import type { NewId } from '../../flows/base/id.ts'
import type { CentralTime } from '../central-time.ts'
import type { StationTrust } from '../reference/trust-reference.ts'
import type { Repos } from '../store/create-repos.ts'
import { fetchFromAuthority } from './authority-fetch.ts'
import { createStatements, type Statements } from './statements.ts'

const NONCE_BYTES = 32

/** The statements of an opened station: its name, its trust, its cache on disk, its line. */
export function createStationStatements(parts: {
  readonly repos: Pick<Repos, 'station' | 'revocations'>
  readonly time: CentralTime
  readonly newId: NewId
  readonly trust: () => Promise<StationTrust>
  readonly isOnline: () => boolean
}): Statements {
  const { repos, time, newId, isOnline } = parts
  return createStatements({
    trust: async () => (await parts.trust()).trust,
    cache: repos.revocations,
    fetchLimited: fetchFromAuthority,
    time,
    newId,
    newNonce: () => randomBytes(NONCE_BYTES).toString('hex'),
    stationName() {
      const identity = repos.station.get()
      if (!identity) throw new Fault('STATION_NOT_ENROLLED')
      return `${identity.name} (${identity.stationCode})`
    },
    isOnline,
  })
}
