import type { Logger } from 'pino'
import type { Clock } from '../../flows/base/clock.ts'
import type { SyncClient } from '../central-client/sync.client.ts'
import type { CentralTime } from '../central-time.ts'
import type { CursorRepo } from '../store/cursor.repo.ts'
import type { LogRepo } from '../store/log.repo.ts'
import type { Store } from '../store/open-store.ts'
import type { OutboxRepo } from '../store/outbox.repo.ts'
import type { PacketRepo } from '../store/packet.repo.ts'
import type { AcknowledgementReader } from './acknowledgements.ts'
import type { Apply } from './apply.ts'
import type { LineWatch } from './line-watch.ts'
import type { SyncMemory } from './sync-memory.ts'

/** What push, pull and deliver are made of. */
export interface SyncParts {
  readonly store: Store
  readonly packets: PacketRepo
  readonly outbox: OutboxRepo
  readonly cursors: CursorRepo
  readonly events: LogRepo
  readonly apply: Apply
  readonly acknowledgements: AcknowledgementReader
  readonly client: SyncClient
  /** The machine's clock: waits between tries are measured on it, and it may jump. */
  readonly clock: Clock
  /** The clock as central set it right: for times that are kept. */
  readonly time: CentralTime
  /** 0 ≤ x < 1. */
  readonly random: () => number
  readonly log: Logger
  readonly line: LineWatch
  readonly memory: SyncMemory
}
