import { createPublicKey, type KeyObject } from 'node:crypto'
import { OID } from '../../../data/pki/oids.ts'
import type { Subject } from '../../../flows/base/terms.ts'
import type { Person } from '../people/person.ts'
import { type Authority, createAuthority, hexOf, type KeyKind, makeKey, newSerial } from './authority.ts'
import { type Holding, holdingsOf } from './holdings.ts'
import { issueCertificate, type NameParts } from './issue.ts'
import { type AuthorityId, PLAN } from './tree.ts'

/** What is wrong with a certificate on demand; `other-person` is in the name of the next of the people. */
export const CERTIFICATE_VARIANTS = [
  'good',
  'expired',
  'not-yet-valid',
  'revoked',
  'sha1',
  'wrong-ca',
  'wrong-usage',
  'other-person',
] as const
export type CertificateVariant = (typeof CERTIFICATE_VARIANTS)[number]

export interface CertificateOrder {
  /** Key of one of the people. */
  readonly person: string
  readonly subject: Subject
  readonly variant: CertificateVariant
  /** The holder's own key; null has one made here. */
  readonly publicKey: KeyObject | null
}

export interface IssuedCertificate {
  readonly certificate: Uint8Array
  /** From the issuer to the root. */
  readonly chain: readonly Uint8Array[]
  /** The key made here. */
  readonly privateKey: KeyObject | null
}

export interface Authorities {
  /** Makes the authority, and those above it, when it is first asked for. */
  get(id: AuthorityId): Promise<Authority>
  /** From the authority to its root. */
  chain(id: AuthorityId): Promise<readonly Uint8Array[]>
  readonly holdings: readonly Holding[]
  /** Null when that person has no such certificate. */
  issue(order: CertificateOrder): Promise<IssuedCertificate | null>
}

export interface AuthoritiesOptions {
  readonly people: readonly Person[]
  readonly now: () => number
  /** Where the authorities answer; known only once the server listens. */
  readonly url: () => string
  /** Gives the key of an authority; without it keys are new at every start. */
  readonly keyOf?: (id: AuthorityId, kind: KeyKind) => Promise<KeyObject>
}

const DAY_MS = 86_400_000
const YEAR_MS = 365 * DAY_MS
/** domain.md §3.3: digitalSignature, nonRepudiation, keyEncipherment, dataEncipherment. */
const SIGNING_USAGE = 0b1111
const ENCRYPTION_USAGE = 0b1100
const AUTHORITY_USAGE = 0b110_0000

/** The certificate authorities of the sandbox. Nothing is made before it is asked for: a start pays nothing for them. */
export function createAuthorities({
  people,
  now,
  url,
  keyOf = (_, kind) => makeKey(kind),
}: AuthoritiesOptions): Authorities {
  const made = new Map<AuthorityId, Promise<Authority>>()
  const holdings = holdingsOf(people)
  const addresses = (id: AuthorityId) => authorityAddresses(url(), id)

  const make = async (id: AuthorityId): Promise<Authority> => {
    const { name, keyKind, issuer, pathLength, responder } = PLAN[id]
    const above = issuer ? await get(issuer) : null
    const key = await keyOf(id, keyKind)
    const draft = {
      subject: name,
      publicKey: createPublicKey(key),
      notBefore: now() - 3 * YEAR_MS,
      notAfter: now() + 10 * YEAR_MS,
      usage: AUTHORITY_USAGE,
      authority: { pathLength },
    }
    const certificate = above
      ? above.issue({ ...draft, ...(issuer && addresses(issuer)) })
      : issueCertificate({ ...draft, serial: newSerial(), issuer: { name, key } })
    return createAuthority({ name, key, certificate, now, responder })
  }
  const get = (id: AuthorityId): Promise<Authority> => {
    const found = made.get(id) ?? make(id)
    made.set(id, found)
    return found
  }
  const chain = async (id: AuthorityId): Promise<readonly Uint8Array[]> => {
    const { issuer } = PLAN[id]
    return [(await get(id)).certificate, ...(issuer ? await chain(issuer) : [])]
  }
  const nextAfter = (holding: Holding) => {
    const same = holdings.filter(({ subject }) => subject === holding.subject)
    return same[(same.indexOf(holding) + 1) % same.length] ?? holding
  }
  return {
    get,
    chain,
    holdings,
    async issue({ person, subject, variant, publicKey }) {
      const holding = holdings.find((one) => one.person === person && one.subject === subject)
      if (!holding) return null
      const { authority: id } = holding
      const authority = await get(id)
      const privateKey = publicKey ? null : await makeKey('ec')
      const serial = newSerial()
      const named = variant === 'other-person' ? nextAfter(holding) : holding
      const draft = {
        subject: named.name,
        publicKey: publicKey ?? createPublicKey(privateKey as KeyObject),
        serial,
        ...validity(variant, now()),
        usage: variant === 'wrong-usage' ? ENCRYPTION_USAGE : SIGNING_USAGE,
        purposes: [OID.clientAuth, OID.emailProtection],
        hash: variant === 'sha1' ? ('sha1' as const) : ('sha256' as const),
        ...(named.email && { email: named.email }),
        ...addresses(id),
      }
      const certificate = variant === 'wrong-ca' ? await forged(authority.signer.name, draft) : authority.issue(draft)
      if (variant === 'revoked') authority.revoke(hexOf(serial))
      return { certificate, chain: await chain(id), privateKey }
    },
  }
}

/** Where one authority answers: its certificate, its list, its OCSP responder. */
export function authorityAddresses(url: string, id: AuthorityId) {
  const base = `${url}/authorities/${id}`
  return { issuerUrl: `${base}/certificate.crt`, crlUrl: `${base}/list.crl`, ocspUrl: `${base}/ocsp` }
}

function validity(variant: CertificateVariant, nowMs: number) {
  if (variant === 'expired') return { notBefore: nowMs - 2 * YEAR_MS, notAfter: nowMs - DAY_MS }
  if (variant === 'not-yet-valid') return { notBefore: nowMs + 30 * DAY_MS, notAfter: nowMs + YEAR_MS }
  return { notBefore: nowMs - 30 * DAY_MS, notAfter: nowMs + 2 * YEAR_MS }
}

/** By the same name, with another key. */
async function forged(name: NameParts, draft: Omit<Parameters<typeof issueCertificate>[0], 'issuer'>) {
  return issueCertificate({ ...draft, issuer: { name, key: await makeKey('ec') } })
}
