import type { VisitView } from '../../flows/visit/visit-view.ts'
import { deviceScreenKeyOf } from './device-screens/device-frames.ts'
import { isDeviceScreen } from './screens/screen-kinds.ts'

/**
 * Names one showing of one screen to one person. Components carry it as their key, so nothing typed for one visit, or for another field,
 * question or token, can stay in a component's state.
 */
export function screenKeyOf(view: VisitView): string {
  const visit = view.visit.opening?.visitId ?? 'no visit'
  return `${visit} ${view.screen} ${partOf(view)}`
}

function partOf(view: VisitView): string {
  if (isDeviceScreen(view.screen)) return deviceScreenKeyOf(view.device)
  switch (view.screen) {
    case 'field':
      return view.form?.field ?? ''
    case 'adviser-question':
      return view.adviser?.asked?.question ?? ''
    case 'remote-waiting':
      return view.remote?.transaction?.transactionId ?? ''
    default:
      return ''
  }
}
