import { type Ial, METHODS, type Method, type Subject } from '../base/terms.ts'
import type { PolicySet } from './policy-cell.ts'

export type { PolicyCell, PolicySet } from './policy-cell.ts'
export { readPolicySet } from './policy-shape.ts'

export type CellState =
  | { readonly kind: 'open'; readonly ial: Ial | readonly Ial[] }
  | { readonly kind: 'not-allowed' }
  /** `since` is the first day it is closed. */
  | { readonly kind: 'closed'; readonly since: string; readonly instead: Method | null }
  /** `from` is the first day it will be open. */
  | { readonly kind: 'not-yet'; readonly from: string }

/**
 * What the matrix says of one method for one subject on a day (YYYY-MM-DD). A method the set has no cell for is not allowed, and one that is not allowed is so
 * whatever its dates.
 */
export function cellState(set: PolicySet, subject: Subject, method: Method, onDate: string): CellState {
  const cell = set.cells.find((candidate) => candidate.subject === subject && candidate.method === method)
  if (!cell?.allowed) return { kind: 'not-allowed' }
  if (cell.validUntil !== null && onDate > cell.validUntil)
    return { kind: 'closed', since: dayAfter(cell.validUntil), instead: cell.instead }
  if (cell.validFrom !== null && onDate < cell.validFrom) return { kind: 'not-yet', from: cell.validFrom }
  return { kind: 'open', ial: cell.ial }
}

/** Whether a proof of this level may count in this cell: the matrix says which levels a method reaches, not the proof. */
export function reachesIn(state: CellState, ial: Ial): boolean {
  if (state.kind !== 'open') return false
  return typeof state.ial === 'number' ? state.ial === ial : state.ial.includes(ial)
}

/** The whole column of a subject on a day, every method in the order of METHODS. */
export function matrixFor(
  set: PolicySet,
  subject: Subject,
  onDate: string,
): readonly { readonly method: Method; readonly state: CellState }[] {
  return METHODS.map((method) => ({ method, state: cellState(set, subject, method, onDate) }))
}

function dayAfter(iso: string): string {
  const next = new Date(`${iso}T00:00:00Z`)
  next.setUTCDate(next.getUTCDate() + 1)
  return Number.isNaN(next.getTime()) ? iso : next.toISOString().slice(0, 10)
}
