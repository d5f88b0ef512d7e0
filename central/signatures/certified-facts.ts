import type { CertificateHolder } from '../../data/pki/subject-profile.ts'
import type { HolderFacts } from '../../flows/base/holder.ts'

/**
 * What is known of a holder without the card: the numbers that stand in the certificate itself. A card's numbers come out of its QR, which nobody signed and anybody can
 * print (domain.md §1.3).
 */
export function certifiedFacts(
  facts: HolderFacts,
  { idNumber, cmnd9, taxCode }: Pick<CertificateHolder, 'idNumber' | 'cmnd9' | 'taxCode'>,
): HolderFacts {
  const certified = [idNumber, cmnd9, taxCode?.value ?? null]
  const only = (number: string | null) => (certified.includes(number) ? number : null)
  return { ...facts, idNumber: only(facts.idNumber), oldIdNumber: only(facts.oldIdNumber) }
}
