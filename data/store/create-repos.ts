import type { RevocationCache } from '../pki/revocation-cache.ts'
import { type AcknowledgementRepo, createAcknowledgementRepo } from './acknowledgement.repo.ts'
import { type CursorRepo, createCursorRepo } from './cursor.repo.ts'
import { createLogRepo, type LogRepo } from './log.repo.ts'
import type { Store } from './open-store.ts'
import { createOutboxRepo, type OutboxRepo } from './outbox.repo.ts'
import { createPacketRepo, type PacketRepo } from './packet.repo.ts'
import { createPrintRepo, type PrintRepo } from './print.repo.ts'
import { createReferenceRepo, type ReferenceRepo } from './reference.repo.ts'
import { createRevocationRepo } from './revocation.repo.ts'
import { createStaffRepo, type StaffRepo } from './staff.repo.ts'
import { createStationRepo, type StationRepo } from './station.repo.ts'

/** One repository for each table of the store. */
export interface Repos {
  readonly acknowledgements: AcknowledgementRepo
  readonly cursors: CursorRepo
  readonly log: LogRepo
  readonly outbox: OutboxRepo
  readonly packets: PacketRepo
  readonly prints: PrintRepo
  readonly references: ReferenceRepo
  readonly revocations: RevocationCache
  readonly staff: StaffRepo
  readonly station: StationRepo
}

export function createRepos(store: Store): Repos {
  return {
    acknowledgements: createAcknowledgementRepo(store),
    cursors: createCursorRepo(store),
    log: createLogRepo(store),
    outbox: createOutboxRepo(store),
    packets: createPacketRepo(store),
    prints: createPrintRepo(store),
    references: createReferenceRepo(store),
    revocations: createRevocationRepo(store),
    staff: createStaffRepo(store),
    station: createStationRepo(store),
  }
}
