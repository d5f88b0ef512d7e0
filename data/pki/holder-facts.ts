import type { FaultCode } from '../../flows/base/fault-codes.ts'
import type { HolderFacts } from '../../flows/base/holder.ts'
import type { Subject } from '../../flows/base/terms.ts'
import type { PkiCertificate } from './certificate.ts'
import { type CardNumbers, type CitizenNumber, citizenNumberOf } from './citizen-number.ts'
import { readName } from './name.ts'
import { OID } from './oids.ts'
import { type CertificateHolder, readHolder } from './subject-profile.ts'
import type { Tree } from './trust.ts'
import { mayActAs } from './who-may.ts'

export type ActingHolder =
  | {
      readonly kind: 'known'
      readonly holder: CertificateHolder
      readonly facts: HolderFacts
      /** Of a citizen, 12 digits; null for an organisation. */
      readonly idNumber: string | null
    }
  | { readonly kind: 'refused'; readonly code: FaultCode }

/** The trees that will do for a subject: the state's alone for an agency, the public one for everybody else (product.md §2). */
export function treesOf(subject: Subject): readonly Tree[] {
  return subject === 'agency' ? ['state'] : ['public']
}

/**
 * Who a certificate says its holder is, when registering as `subject`. `tree` is what the chain told, null where it was not judged. Refused: CERTIFICATE_WRONG_SUBJECT;
 * of a citizen also CERTIFICATE_CARD_NEEDED (a CMND of 9 digits and no card), CERTIFICATE_CMND_ONLY (and a card that names no old number), CERTIFICATE_OTHER_PERSON,
 * CERTIFICATE_NO_NUMBER, NAME_DAMAGED for a name that is not there or has lost letters (domain.md §3.2, product.md §3).
 */
export function actingHolder(
  certificate: PkiCertificate,
  tree: Tree | null,
  { subject, card }: { readonly subject: Subject; readonly card: CardNumbers | null },
): ActingHolder {
  const holder = readHolder(certificate, tree)
  if (!mayActAs(holder, subject)) return { kind: 'refused', code: 'CERTIFICATE_WRONG_SUBJECT' }
  const number = citizenNumberOf(holder, card)
  if (subject === 'citizen' && number.kind !== 'known') return { kind: 'refused', code: NUMBER_CODES[number.kind] }
  if (subject === 'citizen' && holder.fullName === null) return { kind: 'refused', code: 'NAME_DAMAGED' }
  const known = number.kind === 'known' ? number.idNumber : null
  const facts: HolderFacts = {
    fullName: holder.fullName,
    idNumber: known,
    oldIdNumber: holder.cmnd9 ?? (known !== null && known === card?.idNumber ? card.oldIdNumber : null),
    organisation: holder.organisation,
    organisationUnits: holder.organisationUnits,
    taxCode: holder.taxCode?.value ?? null,
    stateUnit: holder.stateUnit,
    email: holder.email,
    issuerName: issuerNameOf(certificate),
    validFrom: certificate.validFrom,
    validTo: certificate.validTo,
  }
  return { kind: 'known', holder, facts, idNumber: subject === 'citizen' ? known : null }
}

const NUMBER_CODES: Readonly<Record<Exclude<CitizenNumber['kind'], 'known'>, FaultCode>> = {
  'card-needed': 'CERTIFICATE_CARD_NEEDED',
  'card-silent': 'CERTIFICATE_CMND_ONLY',
  'other-person': 'CERTIFICATE_OTHER_PERSON',
  none: 'CERTIFICATE_NO_NUMBER',
}

function issuerNameOf(certificate: PkiCertificate): string {
  const name = readName(certificate.issuer)
  const text = (type: string) => name.find((each) => each.type === type)?.text
  return text(OID.commonName) || text(OID.organisation) || ''
}
