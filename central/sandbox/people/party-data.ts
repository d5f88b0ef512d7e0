import type { Subject } from '../../../flows/base/terms.ts'
import type { CertificateVariant } from '../authorities/authorities.ts'
import type { IdentityAccount } from '../identity/identity-account.ts'
import type { Insured } from '../insurance/insured.ts'
import type { SigningSim } from '../mobile-signature/signing-sim.ts'
import type { RemoteKey } from '../remote-signing/remote-key.ts'
import type { Person } from './person.ts'

/** What the social insurance agency holds. */
export function insuredOf(people: readonly Person[]): Insured[] {
  return people.flatMap(({ insurance }) => insurance?.record ?? [])
}

/** The accounts at both identity providers. */
export function identityAccountsOf(people: readonly Person[]): IdentityAccount[] {
  return people.flatMap(({ post, vneid }) => [post ?? [], vneid ?? []].flat())
}

/** The SIMs that are asked for a signature, ordinary ones among them. */
export function signingSimsOf(people: readonly Person[]): SigningSim[] {
  return people.flatMap(({ signingSim }) => signingSim ?? [])
}

/** The keys that lie at providers of remote signatures. */
export function remoteKeysOf(people: readonly Person[]): RemoteKey[] {
  return people.flatMap(({ remote }) => remote?.key ?? [])
}

/** What to make a USB token of: the certificate to order, and the PIN. Its label is the person's key. */
export interface TokenOrder {
  readonly person: string
  readonly subject: Subject
  readonly variant: CertificateVariant
  readonly pin: string
}

export function tokensOf(people: readonly Person[]): TokenOrder[] {
  return people.flatMap(({ key, subject, token }) =>
    token ? { person: key, subject, variant: token.variant, pin: token.pin } : [],
  )
}
