import type { FaultCode } from '../../flows/base/fault-codes.ts'
import type { ScannerState } from '../../flows/ports/scanner.port.ts'
import type { Limit } from '../../flows/rules/limits.ts'
import type { Listener } from '../listeners.ts'

export type LineState = 'online' | 'offline' | 'captive-portal' | 'unknown' | 'training'

export interface PhoneMessage {
  readonly id: string
  readonly from: string
  readonly text: string
}

/** A device of this station that cannot do its work now. */
export interface DeviceTrouble {
  readonly device: 'scanner' | 'token' | 'readers' | 'modem' | 'printer'
  readonly code: FaultCode
}

export type StoreTrouble = 'STORE_DAMAGED' | 'STORE_RESTORED' | 'STATION_FORKED'

export type RoomTrouble = 'STORE_FULL' | 'STORE_READ_ONLY'

/** What the frame shows around every screen; changes on its own, apart from the visit. */
export interface KioskStatus {
  readonly line: LineState
  /** Local wall time as HH:MM; `clockProven` is false until central's time confirmed it. */
  readonly time: string
  readonly clockProven: boolean
  readonly scanner: ScannerState
  /** The most pressing one first; empty when all is well. */
  readonly troubles: readonly DeviceTrouble[]
  /** Practice: the frame says so on every screen. */
  readonly training: boolean
  /** Packets that wait in the outbox. */
  readonly outboxCount: number
  /** How long the oldest of them waits, whole minutes in milliseconds; null where none does. */
  readonly outboxAgeMs: number | null
  /** What runs full or old at this station, the most pressing first. */
  readonly limits: readonly Limit[]
  /** The store is damaged and wants a restart, was restored and nobody has seen it yet, or is older than what this station has sent. */
  readonly store: StoreTrouble | null
  /** Why this station could not keep one more packet now: no registration is begun then. */
  readonly noRoom: RoomTrouble | null
  /** What central noticed about this station's packets and nobody has looked at. */
  readonly noticeCount: number
  /** The citizen's phone as the demo plays it (newest last); null outside the demo. */
  readonly phone: { readonly number: string | null; readonly messages: readonly PhoneMessage[] } | null
}

export interface StatusStore {
  getSnapshot(): KioskStatus
  subscribe(listener: Listener<KioskStatus>): { unsubscribe(): void }
}
