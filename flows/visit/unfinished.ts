import type { VisitScreen, VisitView } from './visit-view.ts'

/**
 * Screens on which an assisted registration rests: nothing is under way, somebody is to do something. Kept on these alone, a registration that is taken up again repeats no request;
 * those that are under way when the power goes carry an idempotency key made on the screen before (style.md), and are asked once more from there.
 */
const RESTING: readonly VisitScreen[] = [
  'conditions',
  'form',
  'field',
  'review',
  'line-down',
  'otp-entry',
  'password',
  'terms',
  'raise-level',
  'attest',
  'token-looking',
  'token-choose',
  'token-confirm',
  'card-wait',
  'card-read',
  'remote-cut-off',
  'remote-waiting',
]

/** A one-time ticket redeems nothing in another process: PINs, codes, passwords and their hashes die with this one (flows/base/secret.ts). */
const TICKET = '"secret:'

/** Whether the registration on the screen is to be kept for after a power cut. `persisted` is its snapshot as JSON. Product.md §4: assisted only, never a secret. */
export function isKeepable({ screen, visit }: VisitView, persisted: string): boolean {
  if (visit.opening?.officer == null || visit.opening.stationKind !== 'assisted') return false
  // A receipt is scanned again in a second, and names to call are fetched anew.
  if (visit.errand !== 'register') return false
  return RESTING.includes(screen) && !persisted.includes(TICKET)
}

/** What is told of a kept registration before it is opened: enough for its officer to know it again. */
export interface UnfinishedNote {
  readonly packetId: string
  readonly method: string
  /** As typed so far; empty without one. */
  readonly fullName: string
  readonly screen: VisitScreen
}

/** The note of a view that is keepable. */
export function noteOf(view: VisitView): UnfinishedNote {
  const { screen, visit } = view
  return {
    packetId: visit.opening?.packetId ?? '',
    method: visit.method ?? '',
    fullName: nameOf(view),
    screen,
  }
}

/** As typed; else as a proof, a scanned card or the certificate that was chosen names the person. */
function nameOf(view: VisitView): string {
  const { visit, form, mobile, inPerson, remoteRegistration, proved, tokenRegistration, device } = view
  const { tokenSign } = device
  const names = [
    ...[form, mobile, inPerson, remoteRegistration].map((flow) => flow?.draft.fullName),
    proved?.proof.claims.fullName,
    ...[inPerson, tokenSign, tokenRegistration, visit].map((flow) => flow?.card?.fullName),
    tokenSign?.chosen?.commonName,
  ]
  return names.find((name) => name?.trim()) ?? ''
}
