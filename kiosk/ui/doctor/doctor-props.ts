import type { PersonEvent, ScannerInput } from '../../../flows/base/events.ts'
import type { Secrets } from '../../../flows/base/secret.ts'
import type { DeviceView } from '../../../flows/device-view.ts'
import type { DisplaySettings } from '../kiosk-props.ts'
import type { SnapshotStore } from '../use-snapshot.ts'
import type { DoctorFinding, DoctorTest } from './doctor-finding.ts'

/** All the doctor's screen is given; nothing else reaches it. Words are Vietnamese alone: staff read them. */
export interface DoctorProps {
  readonly findings: SnapshotStore<DoctorState>
  /** The running live test, or the result of the last one until `endTest`; null while the list is shown. */
  readonly test: SnapshotStore<DoctorTestView | null>
  /** Looks at everything again now. */
  readonly look: () => void
  /** Prints what the list says; shows itself through `test`. */
  readonly printSlip: () => void
  readonly startTest: (test: DoctorTest, finding: DoctorFinding) => void
  /** Stops a running test, or puts its result away; the list comes back. */
  readonly endTest: () => void
  /** To the flow of the running test. */
  readonly send: (event: PersonEvent | ScannerInput) => void
  /** A PIN leaves the keyboard as a one-time handle. */
  readonly keep: Secrets['keep']
  /** Out of the program (Esc on the list, Ctrl-C anywhere). */
  readonly quit: () => void
  readonly display: DisplaySettings
  readonly stationName: string
}

export interface DoctorState {
  readonly findings: readonly DoctorFinding[]
  /** A look is going on; the findings are those of the last one. */
  readonly isLooking: boolean
  /** Local wall time as HH:MM. */
  readonly time: string
}

export type DoctorTestView =
  /** A test that a device flow carries; its screens are those of the kiosk. */
  | { readonly kind: 'flow'; readonly view: DeviceView }
  /** A test without a flow, and the result of every test. Lines are whole sentences; they are wrapped here. */
  | {
      readonly kind: 'plain'
      readonly title: string
      readonly lines: readonly string[]
      readonly state: 'running' | 'done' | 'failed'
    }
