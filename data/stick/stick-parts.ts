import type { StationKey } from '../keys/station-keys.ts'
import type { ReferenceRepo } from '../store/reference.repo.ts'
import type { StationIdentity } from '../store/station.repo.ts'
import type { SyncParts } from '../sync/sync-parts.ts'

/** What export and import are made of, beside the parts of the sync job. */
export interface StickParts {
  readonly sync: SyncParts
  readonly identity: StationIdentity
  readonly key: StationKey
  readonly references: ReferenceRepo
  readonly newId: () => string
}
