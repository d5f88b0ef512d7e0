import type { Method } from '../base/terms.ts'

/** What a method asks of the person, of the station, or of the line. */
export const NEEDS = [
  'phone',
  /** A SIM in the person's own name, tied to the 12-digit CCCD (domain.md §2). */
  'own-sim',
  'insurance-number',
  'vnpost-account',
  'vneid-account',
  'usb-token',
  'signing-sim',
  /** An app that confirms remote signatures, such as VNPT SmartCA. */
  'signing-app',
  'chip-card',
  /** The person is no official of a state agency. */
  'not-official',
  /** An officer at an assisted counter. */
  'officer',
  'line',
] as const
export type Need = (typeof NEEDS)[number]

export interface MethodPath {
  /**
   * From the conditions to the receipt. Estimates until stations have measured them: fields typed by hand at two a minute, a password a minute and a
   * half, an SMS or a confirmation on the phone up to two minutes (domain.md §4), an officer's comparison four.
   */
  readonly minutes: number
  /** The first one that is missing is the reason the person is told. */
  readonly needs: readonly Need[]
}

/** What each method takes while the line is up (product.md §2 "secret the citizen brings", and §3); what becomes of it without the line stands in offline.ts. */
export const METHOD_PATHS: Readonly<Record<Method, MethodPath>> = {
  mobile: { minutes: 6, needs: ['phone', 'own-sim'] },
  'social-insurance': { minutes: 7, needs: ['phone', 'insurance-number'] },
  vnpost: { minutes: 5, needs: ['line', 'phone', 'vnpost-account'] },
  vneid: { minutes: 4, needs: ['line', 'phone', 'vneid-account'] },
  'usb-token': { minutes: 4, needs: ['usb-token'] },
  'sim-pki': { minutes: 5, needs: ['line', 'phone', 'signing-sim'] },
  'remote-signing': { minutes: 4, needs: ['line', 'phone', 'signing-app'] },
  'in-person': { minutes: 10, needs: ['officer', 'chip-card'] },
}
