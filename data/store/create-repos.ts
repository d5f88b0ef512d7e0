import { type AcknowledgementRepo, createAcknowledgementRepo } from './acknowledgement.repo.ts'
import { type CursorRepo, createCursorRepo } from './cursor.repo.ts'
import { createLogRepo, type LogRepo } from './log.repo.ts'
import { createNoticeRepo, type NoticeRepo } from './notice.repo.ts'
import type { Store } from './open-store.ts'
import { createOutboxRepo, type OutboxRepo } from './outbox.repo.ts'
import { createPacketRepo, type PacketRepo } from './packet.repo.ts'
import { createPrintRepo, type PrintRepo } from './print.repo.ts'
import { createReferenceRepo, type ReferenceRepo } from './reference.repo.ts'
import { createRevocationRepo, type RevocationRepo } from './revocation.repo.ts'
import { createSealedPersonRepo, type SealedPersonRepo } from './sealed-person.repo.ts'
import { createStaffRepo, type StaffRepo } from './staff.repo.ts'
import { createStationRepo, type StationRepo } from './station.repo.ts'

/** One repository for each table of the store. */
export interface Repos {
  readonly acknowledgements: AcknowledgementRepo
  readonly cursors: CursorRepo
  readonly log: LogRepo
  readonly notices: NoticeRepo
  readonly outbox: OutboxRepo
  readonly packets: PacketRepo
  readonly prints: PrintRepo
  readonly references: ReferenceRepo
  readonly revocations: RevocationRepo
  readonly sealedPeople: SealedPersonRepo
  readonly staff: StaffRepo
  readonly station: StationRepo
}

export function createRepos(store: Store): Repos {
  return {
    acknowledgements: createAcknowledgementRepo(store),
    cursors: createCursorRepo(store),
    log: createLogRepo(store),
    notices: createNoticeRepo(store),
    outbox: createOutboxRepo(store),
    packets: createPacketRepo(store),
    prints: createPrintRepo(store),
    references: createReferenceRepo(store),
    revocations: createRevocationRepo(store),
    sealedPeople: createSealedPersonRepo(store),
    staff: createStaffRepo(store),
    station: createStationRepo(store),
  }
}
