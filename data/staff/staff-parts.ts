import type { NewId } from '../../flows/base/id.ts'
import type { Secrets } from '../../flows/base/secret.ts'
import type { CentralTime } from '../central-time.ts'
import type { LogEvent, LogRepo } from '../store/log.repo.ts'
import type { Store } from '../store/open-store.ts'
import type { StaffRepo } from '../store/staff.repo.ts'
import type { StaffLimits } from './lock.ts'

/** What the composition root gives the staff accounts of a station. */
export interface StaffParts {
  readonly store: Store
  readonly repos: { readonly staff: StaffRepo; readonly log: LogRepo }
  readonly secrets: Secrets
  /** For the log and for the dates of certificates; no lock depends on it. */
  readonly time: Pick<CentralTime, 'now' | 'proven'>
  /** How long the machine has been running since it was switched on, milliseconds: one clock for all programs, which nobody sets (lock.ts). */
  readonly runningMs: () => number
  readonly newId: NewId
  /** STAFF_LIMITS when absent. */
  readonly limits?: StaffLimits
}

/** What happens to accounts, as the append-only log names it. */
export type StaffEventKind =
  | 'staff.added'
  | 'staff.disabled'
  | 'staff.pin-set'
  | 'staff.unlocked'
  /** A try, before its outcome is known; `wrong` counts it as a wrong one. */
  | 'staff.tried'
  | 'staff.signed-in'
  | 'staff.refused'
  | 'staff.locked'
  /** So many wrong tries that the PIN is good no more. */
  | 'staff.pin-struck'

/** Writes one event; within the transaction of what it tells. `details` name accounts by their ids alone, and no account where there is none. */
export function logStaff(
  { repos, time }: Pick<StaffParts, 'repos' | 'time'>,
  kind: StaffEventKind,
  details: LogEvent['details'],
): void {
  repos.log.append({ atMs: time.now(), kind, sequence: null, details })
}
