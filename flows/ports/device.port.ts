import type { FaultCode } from '../base/fault-codes.ts'

/**
 * How a device stands, in the words of `motcua doctor`: `ready` can be used now; `missing` is not plugged in; `needs-driver` is there and a
 * driver, module or daemon is not; `faulted` is there and does not work; `off` is not used at this station.
 */
export type DeviceState = 'ready' | 'missing' | 'needs-driver' | 'faulted' | 'off'

export interface DeviceStanding {
  readonly state: DeviceState
  /** Why it is not `ready`; null when it is, and when it is `off`. */
  readonly code: FaultCode | null
  /** What a technician calls it: reader name, port path, module file. Never personal data. Null when nothing is there to name. */
  readonly name: string | null
}

/** What every device tells of itself, at any time and without being asked. */
export interface WatchedDevice {
  readonly standing: DeviceStanding
  /** Tells the listener of every change from now on, within a second of it. The function given back ends it. */
  watch(listener: (standing: DeviceStanding) => void): () => void
}
