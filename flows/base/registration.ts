import type { Officer } from '../ports/staff.port.ts'
import type { CitizenCard } from '../rules/card-qr.ts'
import type { CitizenMrz } from '../rules/mrz.ts'
import type { Language, Method, StationKind, Subject } from './terms.ts'

/** Version of the terms shown on the terms screen; stored with the consent (domain.md §7.4) and named in what a key signs. */
export const TERMS_VERSION = '2026-11'

/** What every registration starts with. */
export interface RegistrationInput {
  readonly packetId: string
  readonly subject: Subject
  readonly method: Method
  /** YYYY-MM-DD. */
  readonly today: string
  readonly language: Language
  readonly card: CitizenCard | null
  readonly mrz: CitizenMrz | null
  /** The officer of an assisted counter who takes it down; null where the person is alone. */
  readonly officer: Officer | null
  /** Whether this station has a reader for the card's chip. */
  readonly hasCardReader: boolean
  /** When a second officer must confirm what the first attested. */
  readonly secondOfficer: SecondOfficer
}

/** Of which stations central takes a code that the station's own modem carried: of all, of those with an officer, of none. A code of another waits for its citizen. */
export const STATION_CODES = ['all', 'assisted', 'never'] as const
export type StationCodes = (typeof STATION_CODES)[number]

/** Whether a code of a station of this kind counts under that setting. */
export function mayUseOwnCodes(rule: StationCodes, kind: StationKind): boolean {
  return rule === 'all' || (rule === 'assisted' && kind === 'assisted')
}

export const SECOND_OFFICER = ['never', 'on-differences', 'always'] as const
export type SecondOfficer = (typeof SECOND_OFFICER)[number]
