/** The words of the field, product.md §1. */
export const SUBJECTS = ['citizen', 'enterprise', 'agency'] as const
export type Subject = (typeof SUBJECTS)[number]

export const METHODS = [
  'mobile',
  'social-insurance',
  'vnpost',
  'vneid',
  'usb-token',
  'sim-pki',
  'remote-signing',
  'in-person',
] as const
export type Method = (typeof METHODS)[number]

/** Identity assurance level: 2 trung bình, 3 cao. */
export type Ial = 2 | 3

/** A machine people use by themselves, or a counter with an officer. */
export const STATION_KINDS = ['self-service', 'assisted'] as const
export type StationKind = (typeof STATION_KINDS)[number]

export type Language = 'vi' | 'en'

export type Sex = 'male' | 'female'

/** What one registration says of a person, normalised by flows/rules. `birthDate` is YYYY-MM-DD, unknown parts 00. `phone` is E.164. */
export interface CitizenClaims {
  readonly idNumber: string
  /** The former CMND (9 digits) when the card's QR gave it. */
  readonly oldIdNumber?: string
  readonly fullName: string
  readonly birthDate: string
  readonly phone: string
  readonly email?: string
  readonly sex?: Sex
  readonly residence?: string
}

/**
 * What one registration says, whatever the method: of a person, of an organisation, or of a person in one. Every value is normalised by flows/rules or read from a proved
 * source; what the method does not tell is absent.
 */
export interface Claims extends Partial<CitizenClaims> {
  /** 10 digits, or the 12-digit personal number. */
  readonly insuranceNumber?: string
  readonly organisation?: string
  /** 10, 10-3 or 12 digits. */
  readonly taxCode?: string
  /** State budget unit code. */
  readonly stateUnit?: string
}
