import { DEVICE_SCREENS } from '../../../flows/base/device-screens.ts'
import { STAFF_SCREENS } from '../../../flows/base/staff-screens.ts'
import type { VisitScreen } from '../../../flows/visit/visit-view.ts'
import { DeviceInVisitScreen } from './device-in-visit.screen.tsx'
import { OfficerScreen } from './officer.screen.tsx'
import { SCREENS, type ScreenComponent } from './screens.ts'

/** The screen of every place a visit can stand: its own, before a device, before an officer. */
export const VISIT_SCREENS: Readonly<Record<VisitScreen, ScreenComponent>> = {
  ...SCREENS,
  ...allAs(DEVICE_SCREENS, DeviceInVisitScreen),
  ...allAs(STAFF_SCREENS, OfficerScreen),
}

function allAs<Name extends string>(names: readonly Name[], component: ScreenComponent): Record<Name, ScreenComponent> {
  return Object.fromEntries(names.map((name) => [name, component])) as Record<Name, ScreenComponent>
}
