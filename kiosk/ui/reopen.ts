import type { VisitView } from '../../flows/visit/visit-view.ts'
import type { DeskState } from './counter-mode.ts'
import { isStaffScreen } from './screens/screen-kinds.ts'
import type { StoreTrouble } from './status.ts'

/** Whether an assisted counter asks to open its damaged store anew: where nothing of a citizen stands. */
export function asksToReopen(
  { screen }: Pick<VisitView, 'screen'>,
  { officer }: Pick<DeskState, 'officer'>,
  store: StoreTrouble | null,
): boolean {
  if (store !== 'STORE_DAMAGED') return false
  // With an officer signed in a sign-in is the second one's, in the middle of a registration.
  return screen === 'welcome' || (officer === null && isStaffScreen(screen))
}
