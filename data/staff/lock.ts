import type { FailureRow } from '../store/staff.repo.ts'

/** How many wrong tries lock an account, and for how long. */
export interface StaffLimits {
  /** Wrong tries in a row until a lock, and again from lock to lock. */
  readonly tries: number
  /** The first lock; each further one lasts twice as long. */
  readonly lockMs: number
  readonly lockMaxMs: number
  /** Wrong tries in a row after which the PIN is struck: NIST SP 800-63B-4 §3.2.2 allows 100 at most. */
  readonly triesInAll: number
}

const MINUTE_MS = 60_000
export const STAFF_LIMITS: StaffLimits = {
  tries: 5,
  lockMs: 15 * MINUTE_MS,
  lockMaxMs: 240 * MINUTE_MS,
  triesInAll: 100,
}

/** How long this wrong try locks; 0 when it does not. `wrong` counts it. */
export function lockAfter(wrong: number, limits: StaffLimits): number {
  if (wrong % limits.tries !== 0) return 0
  return Math.min(limits.lockMs * 2 ** (wrong / limits.tries - 1), limits.lockMaxMs)
}

/**
 * What is left of a lock, milliseconds. It runs down by the machine's running time since it was switched on (`runningMs`), which starts at 0 at every
 * boot, is the same for all programs, and which nobody sets: neither a wrong clock nor a restart frees a lock. Running time below the one it was counted
 * at is that of a later boot, and all of it has passed since. Time the machine was off or asleep is not counted: nobody here can prove how long it was,
 * and central's word on the time is lost at each start and moves with the machine's clock in between. Whoever cannot wait asks a supervisor.
 */
export function lockLeft(row: Pick<FailureRow, 'lockLeftMs' | 'countedAtMs'> | null, runningMs: number): number {
  if (!row) return 0
  const passedMs = runningMs >= row.countedAtMs ? runningMs - row.countedAtMs : runningMs
  return Math.max(0, row.lockLeftMs - passedMs)
}
