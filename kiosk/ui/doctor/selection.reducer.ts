import { type DoctorFinding, gradeOf } from './doctor-finding.ts'

/** The finding a technician has chosen, by what it is about; null until a key has moved. */
export interface Selection {
  readonly part: string
  readonly says: string
  /** Where it stood when it was chosen, for when nothing like it is left. */
  readonly at: number
}

export type SelectionAction = {
  readonly type: 'moved'
  readonly to: 'up' | 'down' | 'first' | 'last'
  readonly findings: readonly DoctorFinding[]
}

/** Moves the choice over the list as it stands now. Pure. */
export function selectionReducer(state: Selection | null, { to, findings }: SelectionAction): Selection | null {
  const last = findings.length - 1
  const from = selectedIndex(findings, state)
  const at = { up: Math.max(0, from - 1), down: Math.min(last, from + 1), first: 0, last }[to]
  const finding = findings[at]
  return finding ? { part: finding.part, says: finding.says, at } : state
}

/**
 * Where the chosen finding stands in the list of now: of the findings of the same part the one whose words begin most alike, since a device is named first
 * and its state last; the same place where the part is gone. Before any choice the first that somebody has to look at.
 */
export function selectedIndex(findings: readonly DoctorFinding[], selection: Selection | null): number {
  if (selection === null) {
    const trouble = findings.findIndex((finding) => ['bad', 'attention'].includes(gradeOf(finding)))
    return Math.max(0, trouble)
  }
  let best = { at: Math.min(selection.at, Math.max(0, findings.length - 1)), alike: -1 }
  for (const [at, { part, says }] of findings.entries()) {
    const alike = part === selection.part ? sharedStart(says, selection.says) : -1
    if (alike > best.alike) best = { at, alike }
  }
  return best.at
}

function sharedStart(one: string, other: string): number {
  let length = 0
  while (length < one.length && one[length] === other[length]) length += 1
  return length
}
