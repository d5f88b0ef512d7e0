import type { SecondOfficer } from '../base/registration.ts'
import type { StationKind } from '../base/terms.ts'
import type { PolicySet } from '../rules/policy.ts'
import type { Officer } from './staff.port.ts'

/** What a visit starts with. */
export interface VisitOpening {
  readonly visitId: string
  /** The packet this visit may end in: UUIDv7, made before anything is sent, so every request can carry a key derived from it. */
  readonly packetId: string
  /** The station's date, YYYY-MM-DD, in local time. */
  readonly today: string
  /** The matrix in force, as central signed it, or the built-in one. */
  readonly policy: PolicySet
  /** Whether this station has a printer for receipts. */
  readonly hasPrinter: boolean
  readonly stationKind: StationKind
  /** How the line stands; a line nobody has asked yet counts as up. Kept up to date while the visit lasts (station.changed). */
  readonly isOnline: boolean
  /** Whether a modem of this station can send codes of its own now; kept up to date likewise. */
  readonly canText: boolean
  /** Whether keys, and SIMs in a reader, can be put in here. */
  readonly takesKeys: boolean
  /** Who is signed in at an assisted counter; null at a self-service station. */
  readonly officer: Officer | null
  /** Whether this station can read the chip of a card. */
  readonly hasCardReader: boolean
  readonly secondOfficer: SecondOfficer
  /** Milliseconds since 1970 by the station's best knowledge, for the dates of certificates. */
  readonly nowMs: number
  readonly clock: 'proven' | 'unproven'
}

/** Opens and closes one citizen's visit: identifiers at its start, traces gone at its end. */
export interface VisitPort {
  open(): Promise<VisitOpening>
  /** Forgets every secret of the visit. Never raises. */
  wipe(visitId: string): Promise<void>
}
