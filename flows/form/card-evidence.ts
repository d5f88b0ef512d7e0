import type { HolderFacts } from '../base/holder.ts'
import type { Evidence } from '../ports/packet.port.ts'
import type { CitizenCard } from '../rules/card-qr.ts'
import type { CitizenMrz } from '../rules/mrz.ts'
import { cardStillHolds, type Draft } from './fields.ts'

/** What was scanned of the card, while its number is still the one given. */
export function cardEvidence(draft: Draft, card: CitizenCard | null, mrz: CitizenMrz | null): readonly Evidence[] {
  const evidence: Evidence[] = []
  if (cardStillHolds(draft, card)) {
    evidence.push({ kind: 'card-qr', issuedOn: card.issuedOn, cancelledIdNumber: card.cancelledIdNumber })
  }
  if (mrz && draft.idNumber === mrz.idNumber) evidence.push({ kind: 'card-mrz', expiresOn: mrz.expiresOn })
  return evidence
}

/** The scanned card of a certificate's holder: a certificate with a CMND of 9 digits counts only with the card that ties it to the person. */
export function holderCardEvidence({ idNumber }: HolderFacts, card: CitizenCard | null): readonly Evidence[] {
  if (!card || card.idNumber !== idNumber) return []
  return [{ kind: 'card-qr', issuedOn: card.issuedOn, cancelledIdNumber: card.cancelledIdNumber }]
}
