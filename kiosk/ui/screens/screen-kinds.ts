import { DEVICE_SCREENS, type DeviceScreen } from '../../../flows/base/device-screens.ts'
import { STAFF_SCREENS, type StaffScreen } from '../../../flows/base/staff-screens.ts'
import type { VisitScreen } from '../../../flows/visit/visit-view.ts'

const DEVICE: readonly VisitScreen[] = DEVICE_SCREENS
const STAFF: readonly VisitScreen[] = STAFF_SCREENS

/** True where a person stands before a device: its flow has a presentation of its own. */
export function isDeviceScreen(screen: VisitScreen): screen is DeviceScreen {
  return DEVICE.includes(screen)
}

/** True where an officer signs in or confirms. */
export function isStaffScreen(screen: VisitScreen): screen is StaffScreen {
  return STAFF.includes(screen)
}
