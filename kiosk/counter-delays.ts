import { COUNTER_GRACE_MS } from '../flows/base/delays.ts'
import type { VisitDelays } from '../flows/provide/provide-visit.ts'

/**
 * How long a visit at a counter may stand untouched, milliseconds: an officer is there, so it is not wiped as at a kiosk, but warned of before the counter locks and wiped
 * with it. A short lock is warned of at its half.
 */
export function counterDelays(lockMs: number): Required<VisitDelays> {
  const grace = Math.min(COUNTER_GRACE_MS, Math.floor(lockMs / 2))
  return { inactivityWarning: lockMs - grace, inactivityGrace: grace }
}
