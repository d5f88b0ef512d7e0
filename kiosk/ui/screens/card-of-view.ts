import type { CitizenCard } from '../../../flows/rules/card-qr.ts'
import type { CitizenMrz } from '../../../flows/rules/mrz.ts'
import type { VisitView } from '../../../flows/visit/visit-view.ts'

/** What the last scan of a card told, whichever flow has taken it; null without one. */
export function cardOf(view: VisitView): CitizenCard | null {
  const registration = view.mobile ?? view.remoteRegistration ?? view.tokenRegistration ?? view.inPerson
  return view.form?.card ?? view.device.tokenSign?.card ?? registration?.card ?? view.visit.card
}

/** The same of the zone on the card's back. */
export function mrzOf(view: VisitView): CitizenMrz | null {
  return view.form?.mrz ?? (view.mobile ?? view.remoteRegistration ?? view.inPerson)?.mrz ?? view.visit.mrz
}
