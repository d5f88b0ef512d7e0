import { createPrivateKey, randomBytes, randomUUID, sign } from 'node:crypto'
import { readCertificate } from '../../../data/pki/certificate.ts'
import type { CardNumbers } from '../../../data/pki/citizen-number.ts'
import { prepareCms } from '../../../data/pki/cms-write.ts'
import { actingHolder, treesOf } from '../../../data/pki/holder-facts.ts'
import { createMemoryCache } from '../../../data/pki/revocation-cache.ts'
import { type StatementParts, statementOf } from '../../../data/pki/statement.ts'
import { holderParts } from '../../../data/pki/statement-holder.ts'
import type { Tree } from '../../../data/pki/trust.ts'
import type { Subject } from '../../../flows/base/terms.ts'
import type { CertificateVariant } from '../../sandbox/authorities/authorities.ts'
import type { Sandbox } from '../../sandbox/sandbox.ts'
import { createSignatureCheck, type SignatureQuestion } from '../check-signature.ts'
import { type AuthorityLineOptions, createAuthorityLine } from '../fetch-limited.ts'
import { openTrustStore } from '../trust-store.ts'

export interface Signed {
  readonly question: SignatureQuestion
  readonly parts: StatementParts
}

export interface SigningOrder {
  readonly person: string
  readonly subject?: Subject
  readonly variant?: CertificateVariant
  /** What the statement says in place of the certificate's words. */
  readonly says?: Partial<StatementParts>
  readonly card?: CardNumbers | null
  readonly signedAtMs?: number
  /** Leaves the issuers out of the message. */
  readonly bare?: boolean
  readonly nowMs?: number
}

/** Certificates of the sandbox's people, and statements signed with them, as a token would. */
export async function signWith(sandbox: Sandbox, order: SigningOrder): Promise<Signed> {
  const { person, subject = 'citizen', variant = 'good', card = null, nowMs = Date.now() } = order
  const response = await fetch(`${sandbox.url}/authorities/certificates`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ person, subject, variant }),
  })
  if (response.status !== 200) throw new Error(`no certificate: ${response.status}`)
  const issued = (await response.json()) as { certificate: string; chain: string[]; privateKey: string }
  const certificate = bytes(issued.certificate)
  const read = readCertificate(certificate)
  if (!read) throw new Error('no certificate')
  const [tree = null] = treesOf(subject)
  const holder = actingHolder(read, tree, { subject, card })
  const signedAtMs = order.signedAtMs ?? nowMs
  const parts: StatementParts = {
    subject,
    method: 'usb-token',
    ...(holder.kind === 'known' ? holderParts(holder.facts) : NOBODY),
    packetId: randomUUID(),
    station: 'Quầy 1 (K0001)',
    atMs: signedAtMs,
    termsVersion: '2022-06',
    nonce: randomBytes(32).toString('hex'),
    ...order.says,
  }
  const statement = statementOf(parts)
  const authorities = order.bare ? [] : issued.chain.map(bytes)
  const cms = prepareCms({ content: Buffer.from(statement), certificate, authorities, signedAtMs })
  const key = createPrivateKey({ key: Buffer.from(issued.privateKey, 'base64'), format: 'der', type: 'pkcs8' })
  const { packetId, method } = parts
  return {
    parts,
    question: {
      statement,
      cms: cms.finish(sign(cms.hash, cms.toBeSigned, key)),
      packetId,
      subject,
      method,
      card,
      nowMs,
    },
  }
}

/** Roots of the sandbox, as an administrator would install them. */
export async function sandboxAnchors(sandbox: Sandbox): Promise<readonly { tree: Tree; der: Uint8Array }[]> {
  const lines = (await (await fetch(`${sandbox.url}/authorities`)).json()) as {
    tree: Tree
    isRoot: boolean
    certificate: string
  }[]
  return lines.filter(({ isRoot }) => isRoot).map(({ tree, certificate }) => ({ tree, der: bytes(certificate) }))
}

/** A fresh check against the sandbox's roots, that has asked nobody yet. */
export async function openCheck(
  sandbox: Sandbox,
  options: Partial<AuthorityLineOptions> = {},
  cache = createMemoryCache(),
) {
  const line = createAuthorityLine({ allowPrivate: true, ...options })
  const trust = await openTrustStore({ anchors: await sandboxAnchors(sandbox) })
  return { check: createSignatureCheck({ trust, line, cache }), line, trust, cache }
}

/** What came of it, in one word and its code. */
export function outcomeOf(finding: Awaited<ReturnType<ReturnType<typeof createSignatureCheck>>>): string {
  if (finding.kind === 'good') return 'good'
  return finding.kind === 'refused' ? `refused ${finding.code}` : `put-off ${finding.reason}`
}

const NOBODY = { fullName: null, idNumber: null, organisation: null, taxCode: null, stateUnit: null, email: null }

function bytes(base64: string): Uint8Array {
  return new Uint8Array(Buffer.from(base64, 'base64'))
}
