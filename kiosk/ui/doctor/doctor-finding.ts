import type { FaultCode } from '../../../flows/base/fault-codes.ts'
import type { DeviceState } from '../../../flows/ports/device.port.ts'

/** A test that a technician starts by hand: it prints, signs, reads or sends for real. */
export type DoctorTest = 'print' | 'sign' | 'read-chip' | 'read-sim' | 'modem-sim' | 'scan'

/** One thing that was looked at, as the doctor's screen needs it. A part may have several findings: one for each module, reader or modem. */
export interface DoctorFinding {
  readonly part: string
  readonly state: DeviceState
  readonly code: FaultCode | null
  readonly says: string
  readonly nextStep: string | null
  /** Whether the station cannot do its work without it. */
  readonly needed: boolean
  readonly test: DoctorTest | null
}

/** `attention`: somebody has to do something, nothing is broken. `quiet`: it does not work here, and nobody misses it. */
export type FindingGrade = 'good' | 'bad' | 'attention' | 'quiet'

/** How a finding is marked; `good` and `quiet` are those about which nothing has to be done. */
export function gradeOf({ state, needed }: Pick<DoctorFinding, 'state' | 'needed'>): FindingGrade {
  switch (state) {
    case 'ready':
      return 'good'
    case 'faulted':
      return 'bad'
    case 'needs-driver':
    case 'missing':
      return needed ? 'attention' : 'quiet'
    case 'off':
      return 'quiet'
  }
}

/** How many findings somebody has to look at. */
export function troublesIn(findings: readonly DoctorFinding[]): number {
  return findings.filter((finding) => ['bad', 'attention'].includes(gradeOf(finding))).length
}
