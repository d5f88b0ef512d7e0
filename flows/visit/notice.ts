import type { FaultCode } from '../base/fault-codes.ts'
import type { Method, Subject } from '../base/terms.ts'
import type { VisitOpening } from '../ports/visit.port.ts'
import { cellState } from '../rules/policy.ts'
import { BUILT_METHODS } from './built-methods.ts'

/** One line the frame shows until the person's next key. */
export type VisitNotice =
  | { readonly code: FaultCode }
  /** The card was read before the form that uses it; it is kept. */
  | { readonly code: 'CARD_KEPT' }
  /** A good card was shown where nothing is filled in any more; it is answered, and nothing changes. */
  | { readonly code: 'CARD_NOT_NEEDED' }
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
  const state = cellState(visit.opening.policy, visit.subject, method, visit.opening.today)
  switch (state.kind) {
    case 'not-allowed':
      return { code: 'METHOD_NOT_FOR_SUBJECT', method, since: null, instead: null }
    case 'closed':
      return { code: 'METHOD_CLOSED', method, since: state.since, instead: state.instead }
    case 'not-yet':
      return { code: 'METHOD_NOT_YET_OPEN', method, since: state.from, instead: null }
    case 'open':
      return BUILT_METHODS.includes(method) ? null : { code: 'METHOD_NOT_BUILT', method, since: null, instead: null }
  }
}
