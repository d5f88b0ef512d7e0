import type { Logger } from 'pino'
import type { Clock } from '../flows/base/clock.ts'
import type { NewId } from '../flows/base/id.ts'
import type { Secrets } from '../flows/base/secret.ts'

/** What the composition root gives a station. */
export interface StationOptions {
  /** Folder of this station: station.db, station-key.json, sync.lock. Made when missing, for its owner only. */
  readonly dir: string
  readonly migrationsDir: string
  readonly clock: Clock
  /** The machine's running time since it was switched on, milliseconds: the same for all programs, and nobody sets it. Without it a clock that is set goes unnoticed. */
  readonly runningMs?: () => number
  readonly newId: NewId
  readonly log: Logger
  readonly secrets: Secrets
  /** Where central is now, when it moved since enrolment. */
  readonly centralUrl?: string
  /** 0 ≤ x < 1, for jitter. */
  readonly random?: () => number
  /** How long sealed content stays after central's decision, milliseconds; without it RETAIN_CONTENT_MS of packet/erase.ts. 0 erases at once. */
  readonly retainContentMs?: number
}
