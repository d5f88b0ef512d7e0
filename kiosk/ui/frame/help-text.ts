import type { Outcome } from '../../../flows/base/outcome.ts'
import { isAhead } from '../../../flows/visit/visit-context.ts'
import type { VisitView } from '../../../flows/visit/visit-view.ts'
import { isDeviceScreen, isStaffScreen } from '../screens/screen-kinds.ts'
import type { Texts } from '../text/texts.ts'

/** What the help says on the screen a visit stands on; what depends on the method is said for the one that was chosen. */
export function helpSentences({ help, devices }: Texts, view: VisitView): readonly string[] {
  const { screen, form, remote } = view
  if (isDeviceScreen(screen)) return devices.help[screen]
  if (isStaffScreen(screen)) return help.officer
  const general = help.screens[screen]
  switch (screen) {
    case 'conditions':
      return [...help.conditions[view.visit.method ?? 'mobile'], ...general]
    case 'review':
      return form ? [...general, help.review[form.next]] : general
    case 'remote-waiting':
      return remote ? help.remote[remote.request.kind] : general
    case 'result':
      return keepsNumber(view.visit.outcome) ? [help.keepReceipt, ...general] : general
    default:
      return general
  }
}

/** Of what was refused, or has run out, no number is worth keeping. */
function keepsNumber(outcome: Outcome | null): boolean {
  return isAhead(outcome) || outcome?.kind === 'accepted'
}
