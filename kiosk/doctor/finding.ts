import type { FaultCode } from '../../flows/base/fault-codes.ts'
import type { DeviceState } from '../../flows/ports/device.port.ts'

/** What the doctor looks at. A part may have several findings: one for each module, reader or modem. */
export type Part =
  | 'store'
  | 'disk'
  | 'station'
  | 'outbox'
  | 'central'
  | 'clock'
  | 'sandbox'
  | 'scanner'
  | 'token'
  | 'readers'
  | 'chip'
  | 'sim'
  | 'modem'
  | 'printer'

/** A test that a technician starts by hand: it prints, signs, reads or sends for real. */
export type LiveTest = 'print' | 'sign' | 'read-chip' | 'read-sim' | 'modem-sim' | 'scan'

/** One thing that was looked at, and what to do about it, in plain Vietnamese. */
export interface Finding {
  readonly part: Part
  readonly state: DeviceState
  readonly code: FaultCode | null
  readonly says: string
  readonly nextStep: string | null
  /** Whether the station cannot do its work without it. A device that is only looked for may be missing without harm. */
  readonly needed: boolean
  readonly test: LiveTest | null
}

/** Nothing has to be done about it. */
export function isFine({ state, needed }: Finding): boolean {
  return state === 'ready' || state === 'off' || (!needed && (state === 'missing' || state === 'needs-driver'))
}

type Words = Pick<Finding, 'says'> & { readonly nextStep?: string | null }

/** A finding about the station itself, which it cannot do without. */
export function found(part: Part, state: DeviceState, code: FaultCode | null, words: Words): Finding {
  return { part, state, code, says: words.says, nextStep: words.nextStep ?? null, needed: true, test: null }
}
