import type { Subject } from '../../flows/base/terms.ts'
import type { CertificateHolder } from './subject-profile.ts'

/** For whom a certificate may register. `ask`: its holder has two capacities and says which one is meant. `none`: nothing in it tells. */
export type WhoMay =
  | { readonly kind: 'one'; readonly subject: Subject }
  | { readonly kind: 'ask'; readonly subjects: readonly Subject[] }
  | { readonly kind: 'none' }

/** Domain.md §3.2: enterprise by tax code, citizen by personal number, both ⇒ ask. The state tree is for agencies alone, and agencies for the state tree (product.md §2). */
export function whoMay({ kind }: Pick<CertificateHolder, 'kind'>): WhoMay {
  switch (kind) {
    case 'person':
      return { kind: 'one', subject: 'citizen' }
    case 'organisation':
      return { kind: 'one', subject: 'enterprise' }
    case 'state':
      return { kind: 'one', subject: 'agency' }
    case 'person-in-organisation':
      return { kind: 'ask', subjects: ['citizen', 'enterprise'] }
    case null:
      return { kind: 'none' }
  }
}

/** Whether the holder may register as this subject. */
export function mayActAs(holder: Pick<CertificateHolder, 'kind'>, subject: Subject): boolean {
  const who = whoMay(holder)
  return who.kind === 'one' ? who.subject === subject : who.kind === 'ask' && who.subjects.includes(subject)
}
