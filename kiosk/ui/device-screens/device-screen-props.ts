import type { ReactNode } from 'react'
import type { DeviceView } from '../../../flows/device-view.ts'
import type { Step } from '../frame/steps.ts'
import type { Ui } from '../ui.ts'

export interface DeviceScreenProps {
  readonly view: DeviceView
  readonly ui: Ui
  /** Which step of a registration this is, or null outside one. */
  readonly step: Step | null
  /** True where an officer may go on without the chip, by eye alone. */
  readonly canSkipChip?: boolean
}

export type DeviceScreenComponent = (props: DeviceScreenProps) => ReactNode
