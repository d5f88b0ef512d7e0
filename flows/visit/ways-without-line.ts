import type { Method, Subject } from '../base/terms.ts'
import type { VisitOpening } from '../ports/visit.port.ts'
import { withoutLine } from '../rules/offline.ts'
import { noticeForMethod } from './notice.ts'

/** Ways that this person can begin here without the line, those that finish first; empty before it is known for whom. */
export function waysWithoutLine(visit: {
  readonly opening: VisitOpening | null
  readonly subject: Subject | null
}): readonly Method[] {
  if (!visit.opening) return []
  return withoutLine(visit.opening).filter((method) => noticeForMethod(visit, method) === null)
}
