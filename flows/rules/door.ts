import type { FaultCode } from '../base/fault-codes.ts'
import type { Ial, Method, Subject } from '../base/terms.ts'
import { cellState, type PolicySet } from './policy.ts'

/** What decides whether a method can be chosen at all, whoever asks. */
export interface Doors {
  readonly policy: PolicySet
  /** YYYY-MM-DD. */
  readonly today: string
  /** Methods this version can carry through. */
  readonly built: readonly Method[]
}

export type DoorCode = Extract<
  FaultCode,
  'METHOD_NOT_FOR_SUBJECT' | 'METHOD_CLOSED' | 'METHOD_NOT_YET_OPEN' | 'METHOD_NOT_BUILT'
>

export type Door =
  | { readonly open: true; readonly ial: Ial | readonly Ial[] }
  /** `since` is the first day it is closed, or will be open; `instead` what takes its place. */
  | { readonly open: false; readonly why: DoorCode; readonly since: string | null; readonly instead: Method | null }

/** Whether this subject may use this method today, or why not (product.md §2). Total over the matrix. */
export function doorOf({ policy, today, built }: Doors, subject: Subject, method: Method): Door {
  const state = cellState(policy, subject, method, today)
  switch (state.kind) {
    case 'not-allowed':
      return { open: false, why: 'METHOD_NOT_FOR_SUBJECT', since: null, instead: null }
    case 'closed':
      return { open: false, why: 'METHOD_CLOSED', since: state.since, instead: state.instead }
    case 'not-yet':
      return { open: false, why: 'METHOD_NOT_YET_OPEN', since: state.from, instead: null }
    case 'open':
      return built.includes(method)
        ? { open: true, ial: state.ial }
        : { open: false, why: 'METHOD_NOT_BUILT', since: null, instead: null }
  }
}
