import type { VisitView } from '../../../flows/visit/visit-view.ts'
import type { DisplaySettings } from '../kiosk-props.ts'

/** True for pages that stand beside a QR code as high as the window: they have no foot, and say in their own place what it would say. */
export function fillsWindow({ screen, remote }: VisitView, { glyphs }: DisplaySettings): boolean {
  if (screen === 'result') return true
  return screen === 'remote-waiting' && remote?.transaction?.link != null && glyphs === 'unicode'
}
