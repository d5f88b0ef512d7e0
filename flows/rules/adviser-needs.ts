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

/** What can be done while the line is down (product.md §2, last column). */
export type WithoutLine =
  | 'finishes'
  /** Everything is taken down now; the code by SMS comes when the line is back. */
  | 'captures'
  | 'nothing'

export interface MethodPath {
  /**
   * From the conditions to the receipt. Estimates until stations have measured them: fields typed by hand at two a minute, a password a minute and a
   * half, an SMS or a confirmation on the phone up to two minutes (domain.md §4), an officer's comparison four.
   */
  readonly minutes: number
  /** The first one that is missing is the reason the person is told. */
  readonly needs: readonly Need[]
  readonly withoutLine: WithoutLine
}

/** What each method takes (product.md §2 "secret the citizen brings", "can finish offline", and §3). */
export const METHOD_PATHS: Readonly<Record<Method, MethodPath>> = {
  mobile: { minutes: 6, needs: ['phone', 'own-sim'], withoutLine: 'captures' },
  'social-insurance': { minutes: 7, needs: ['phone', 'insurance-number'], withoutLine: 'captures' },
  vnpost: { minutes: 5, needs: ['line', 'phone', 'vnpost-account'], withoutLine: 'nothing' },
  vneid: { minutes: 4, needs: ['line', 'phone', 'vneid-account'], withoutLine: 'nothing' },
  'usb-token': { minutes: 4, needs: ['usb-token'], withoutLine: 'finishes' },
  // A SIM in a reader of ours could do without the line; nobody takes the SIM out of the phone on the adviser's word.
  'sim-pki': { minutes: 5, needs: ['line', 'phone', 'signing-sim'], withoutLine: 'nothing' },
  'remote-signing': { minutes: 4, needs: ['line', 'phone', 'signing-app'], withoutLine: 'nothing' },
  'in-person': { minutes: 10, needs: ['officer', 'chip-card'], withoutLine: 'finishes' },
}
