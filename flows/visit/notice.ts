import type { FaultCode } from '../base/fault-codes.ts'
import type { Method, Subject } from '../base/terms.ts'
import type { VisitOpening } from '../ports/visit.port.ts'
import { doorOf } from '../rules/door.ts'
import { BUILT_METHODS } from './built-methods.ts'

/** One line the frame shows until the person's next key. */
export type VisitNotice =
  | { readonly code: FaultCode }
  /** The card was read before the form that uses it; it is kept. */
  | { readonly code: 'CARD_KEPT' }
  /** A good card was shown where nothing is filled in any more; it is answered, and nothing changes. */
  | { readonly code: 'CARD_NOT_NEEDED' }
  /** A receipt was shown in the middle of something else. */
  | { readonly code: 'RECEIPT_NOT_NOW' }
  | {
      readonly code: FaultCode
      readonly method: Method
      readonly since: string | null
      readonly instead: Method | null
    }

/** Why this method cannot be chosen now, or null when it can. Total over the matrix. */
export function noticeForMethod(
  visit: { readonly opening: VisitOpening | null; readonly subject: Subject | null },
  method: Method,
): VisitNotice | null {
  if (!visit.opening || !visit.subject) return { code: 'METHOD_NOT_FOR_SUBJECT', method, since: null, instead: null }
  const { policy, today } = visit.opening
  const door = doorOf({ policy, today, built: BUILT_METHODS }, visit.subject, method)
  // The officer who compares person and card sits at an assisted counter (product.md §2).
  if (door.open && method === 'in-person' && !visit.opening.officer)
    return { code: 'OFFICER_REQUIRED', method, since: null, instead: null }
  return door.open ? null : { code: door.why, method, since: door.since, instead: door.instead }
}
