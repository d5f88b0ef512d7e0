import type { CertificateHolder } from './subject-profile.ts'

/** The numbers of a person's card: read from its QR (field 1) or its chip (DG13, field 15). */
export interface CardNumbers {
  readonly idNumber: string
  readonly oldIdNumber: string | null
}

/**
 * The 12-digit number under which a holder's account stands.
 * `card-needed` the certificate has a CMND of 9 digits alone: only the card tells whose it is · `other-person` the card is somebody else's ·
 * `card-silent` the card carries no old number: the certificate must be renewed at its issuer · `none` no personal number at all
 */
export type CitizenNumber =
  | { readonly kind: 'known'; readonly idNumber: string }
  | { readonly kind: 'card-needed' | 'card-silent' | 'other-person' | 'none' }

/** Domain.md §3.2: a certificate with a CMND of 9 digits cannot be matched without the old number on the card. `card` is null when none was read. */
export function citizenNumberOf(
  { idNumber, cmnd9, taxCode }: Pick<CertificateHolder, 'idNumber' | 'cmnd9' | 'taxCode'>,
  card: CardNumbers | null,
): CitizenNumber {
  const own = idNumber ?? (cmnd9 === null && taxCode?.kind === 'personal' ? taxCode.value : null)
  if (own !== null)
    return card === null || card.idNumber === own ? { kind: 'known', idNumber: own } : { kind: 'other-person' }
  if (cmnd9 === null) return { kind: 'none' }
  if (card === null) return { kind: 'card-needed' }
  if (card.oldIdNumber === null) return { kind: 'card-silent' }
  return card.oldIdNumber === cmnd9 ? { kind: 'known', idNumber: card.idNumber } : { kind: 'other-person' }
}
