import { prospectOf } from '../../../flows/rules/offline.ts'
import type { VisitView } from '../../../flows/visit/visit-view.ts'
import type { Ui } from '../ui.ts'
import { namesWithoutLine } from './method-lines.ts'

/** What the chosen way comes to while the line is down, and which ways need none where it does; null while the line is up. */
export function prospectWords({ visit, tokenRegistration }: VisitView, ui: Ui): string | null {
  const { opening, method, subject } = visit
  if (!opening || !method || !subject) return null
  const { offline } = ui.texts
  // The SIM is in the reader already, or about to be.
  const isInReader = method === 'sim-pki' && tokenRegistration !== null
  const prospect = isInReader && !opening.isOnline ? 'now' : prospectOf(method, opening)
  if (prospect === 'online') return null
  if (prospect !== 'needs-line') return offline.why[prospect]
  const others = namesWithoutLine(ui, opening, subject)
  return others === '' ? offline.needsLineAlone : offline.needsLine(others)
}
