import type { PkiCertificate } from '../../data/pki/certificate.ts'
import { createCertificateReader } from '../../data/pki/certificate-reader.ts'
import { compareStatement } from '../../data/pki/check-statement.ts'
import type { CardNumbers } from '../../data/pki/citizen-number.ts'
import { verifyCms } from '../../data/pki/cms-verify.ts'
import { type ActingHolder, actingHolder, treesOf } from '../../data/pki/holder-facts.ts'
import { createJudgedMemory } from '../../data/pki/judged-memory.ts'
import { checkPathRevocation } from '../../data/pki/path-revocation.ts'
import type { RevocationSources } from '../../data/pki/revocation.ts'
import { createMemoryCache, type RevocationCache } from '../../data/pki/revocation-cache.ts'
import { parseStatement, type StatementParts } from '../../data/pki/statement.ts'
import { differsFromHolder } from '../../data/pki/statement-holder.ts'
import type { CertificateHolder } from '../../data/pki/subject-profile.ts'
import type { Tree } from '../../data/pki/trust.ts'
import type { FaultCode } from '../../flows/base/fault-codes.ts'
import type { HolderFacts, RevocationKnowledge } from '../../flows/base/holder.ts'
import type { Subject } from '../../flows/base/terms.ts'
import type { AuthorityLine } from './fetch-limited.ts'
import { createChainProver } from './prove-chain.ts'
import { judgedAt, tellsSameTime } from './signing-time.ts'
import type { TrustStore } from './trust-store.ts'

export interface SignatureQuestion {
  /** The statement's text; its UTF-8 bytes were signed. */
  readonly statement: string
  /** Detached CMS, DER. */
  readonly cms: Uint8Array
  readonly packetId: string
  readonly subject: Subject
  readonly method: StatementParts['method']
  readonly card: CardNumbers | null
  /** What else the statement must say, as far as it was agreed on beforehand. */
  readonly expected?: Partial<StatementParts>
  /** Milliseconds since 1970. */
  readonly nowMs: number
}

export type SignatureFinding =
  | {
      readonly kind: 'good'
      readonly holder: CertificateHolder
      readonly facts: HolderFacts
      /** Of a citizen, 12 digits: the number the account stands under. Null for an organisation. */
      readonly idNumber: string | null
      /** To be spent on the packet in the transaction that decides (nonce.repo.ts). */
      readonly nonce: string
      /** As the signer claims, and no later than now. */
      readonly signedAtMs: number
      readonly revocation: RevocationKnowledge
      readonly parts: StatementParts
    }
  | { readonly kind: 'refused'; readonly code: FaultCode }
  /** Nobody who could know answers: to be asked again. `facts` where only revocation is not known; null where not even the chain could be built. */
  | {
      readonly kind: 'put-off'
      readonly reason: FaultCode
      readonly facts: HolderFacts | null
      readonly holder: CertificateHolder | null
    }

/** A certificate alone, before its holder is asked to sign with it. */
export interface CertificateQuestion {
  /** DER. */
  readonly certificate: Uint8Array
  /** DER, issuers as far as they are known. */
  readonly others: readonly Uint8Array[]
  readonly subject: Subject
  readonly card: CardNumbers | null
  readonly nowMs: number
}

export type CertificateFinding =
  | { readonly kind: 'good'; readonly facts: HolderFacts }
  | { readonly kind: 'refused'; readonly code: FaultCode }
  /** `facts` are what the certificate says of itself where not even its chain could be built. */
  | { readonly kind: 'put-off'; readonly reason: FaultCode; readonly facts: HolderFacts }

export type JudgeCertificate = (question: CertificateQuestion) => Promise<CertificateFinding>

export type SignatureCheck = (question: SignatureQuestion) => Promise<SignatureFinding>

export interface SignatureSettings {
  /** A revocation answer kept no longer than this is used without asking again. Milliseconds. */
  readonly reuseMs: number
  /** Whether an OCSP answer must bring our nonce back (data/pki/revocation.ts). */
  readonly nonce: RevocationSources['nonce']
}

export const SIGNATURE_DEFAULTS: SignatureSettings = { reuseMs: 10 * 60_000, nonce: 'required' }

/**
 * Central's own judgement of a signed registration statement (product.md §4 "central re-verifies everything"), in the order of data/pki/README.md: signature, the asked
 * packet, subject, method and words, chain at the time of signing, revocation now, the holder. Revocation that nobody can tell puts off and never refuses; a forged answer refuses.
 * That a statement counts once is decided by `spendNonce`. Raises what the cache raises.
 */
export function createSignatureCheck(parts: JudgeParts): SignatureCheck {
  return createSignatureJudges(parts).checkSignature
}

export interface JudgeParts {
  readonly trust: TrustStore
  readonly line: AuthorityLine
  readonly cache: RevocationCache
  readonly settings?: Partial<SignatureSettings> | undefined
}

/** The judgement of signatures and that of certificates alone, over one memory of chains, holders and answers. */
export function createSignatureJudges(parts: JudgeParts): {
  readonly checkSignature: SignatureCheck
  readonly judgeCertificate: JudgeCertificate
} {
  const { trust, line, settings } = parts
  const read = createCertificateReader()
  const cache = inMemoryFirst(parts.cache)
  const sources: RevocationSources = {
    ...SIGNATURE_DEFAULTS,
    ...settings,
    fetch: line.revocation,
    cache,
    judged: createJudgedMemory(),
  }
  const proveChain = createChainProver({ trust, line, cache, read })
  const holders = new WeakMap<PkiCertificate, AskedHolder>()
  const holderOf = (leaf: PkiCertificate, tree: Tree | null, { subject, card }: HolderQuestion) => {
    const found = holders.get(leaf)
    if (found && found.tree === tree && found.subject === subject && isSameCard(found.card, card)) return found.known
    const known = actingHolder(leaf, tree, { subject, card })
    holders.set(leaf, { tree, subject, card, known })
    return known
  }
  /** Chain, holder, revocation: what a signature and a certificate alone have in common. `fits` looks at the holder before anybody is asked about revocation. */
  const judge = async (
    leaf: PkiCertificate,
    others: readonly Uint8Array[],
    question: HolderQuestion & { readonly atMs: number; readonly nowMs: number },
    fits: (facts: HolderFacts) => FaultCode | null,
  ): Promise<Judged> => {
    const { subject, atMs, nowMs } = question
    const chain = await proveChain({ leaf, others, trees: treesOf(subject), atMs, nowMs })
    if (chain.kind === 'refused') return refused(chain.code)
    if (chain.kind === 'unreachable') return { kind: 'unreachable' }
    const known = holderOf(leaf, chain.tree, question)
    if (known.kind === 'refused') return known
    const unfit = fits(known.facts)
    if (unfit) return refused(unfit)
    const status = await checkPathRevocation(chain.path, nowMs, sources)
    if (status.kind === 'revoked' || (status.kind === 'unknown' && status.code === 'CERTIFICATE_REVOCATION_FORGED'))
      return refused(status.code)
    return status.kind === 'unknown' ? { kind: 'unknown', reason: status.code, known } : { kind: 'good', known }
  }

  return {
    async checkSignature(question) {
      const { statement, nowMs } = question
      const signed = verifyCms(question.cms, statement, read)
      if (signed.kind === 'invalid') return refused(signed.code)
      const said = readAsked(question)
      if ('code' in said) return refused(said.code)
      if (!tellsSameTime(signed.signedAtMs, said.atMs)) return refused('STATEMENT_DIFFERS')
      const { signer: leaf, certificates: others } = signed
      const claimedMs = signed.signedAtMs ?? said.atMs
      const atMs = judgedAt(claimedMs, leaf.validFrom, nowMs)
      const judged = await judge(
        leaf,
        others,
        { subject: question.subject, card: question.card, atMs, nowMs },
        (facts) => (differsFromHolder(said, facts) === null ? null : 'STATEMENT_DIFFERS'),
      )
      switch (judged.kind) {
        case 'refused':
          return judged
        case 'unreachable':
          return { kind: 'put-off', reason: 'CERTIFICATE_REVOCATION_UNKNOWN', facts: null, holder: null }
        case 'unknown':
          return {
            kind: 'put-off',
            reason: judged.reason,
            facts: judged.known.facts,
            holder: judged.known.holder,
          }
        case 'good': {
          const { holder, facts, idNumber } = judged.known
          const signedAtMs = Math.min(claimedMs, nowMs)
          return {
            kind: 'good',
            holder,
            facts,
            idNumber,
            nonce: said.nonce,
            signedAtMs,
            revocation: 'good',
            parts: said,
          }
        }
      }
    },

    async judgeCertificate(question) {
      const { certificate, others, nowMs } = question
      const leaf = read(certificate)
      if (!leaf) return refused('CERTIFICATE_CHAIN')
      const judged = await judge(leaf, others, { ...question, atMs: nowMs }, () => null)
      switch (judged.kind) {
        case 'refused':
          return judged
        case 'unreachable': {
          const known = holderOf(leaf, null, question)
          if (known.kind === 'refused') return known
          return { kind: 'put-off', reason: 'CERTIFICATE_REVOCATION_UNKNOWN', facts: known.facts }
        }
        case 'unknown':
          return { kind: 'put-off', reason: judged.reason, facts: judged.known.facts }
        case 'good':
          return { kind: 'good', facts: judged.known.facts }
      }
    },
  }
}

type HolderQuestion = Pick<CertificateQuestion, 'subject' | 'card'>
/** Who was found, and what was asked. */
type AskedHolder = HolderQuestion & { readonly tree: Tree | null; readonly known: ActingHolder }
type KnownHolder = Extract<ActingHolder, { kind: 'known' }>
type Judged =
  | { readonly kind: 'good'; readonly known: KnownHolder }
  | { readonly kind: 'unknown'; readonly reason: FaultCode; readonly known: KnownHolder }
  | { readonly kind: 'unreachable' }
  | { readonly kind: 'refused'; readonly code: FaultCode }

function isSameCard(a: CardNumbers | null, b: CardNumbers | null): boolean {
  return a?.idNumber === b?.idNumber && a?.oldIdNumber === b?.oldIdNumber
}

/** The statement, when it is the one asked for: another packet's is a replay, whatever else agrees. */
function readAsked(question: SignatureQuestion): StatementParts | { readonly code: FaultCode } {
  const { statement, packetId, subject, method, expected = {} } = question
  const parts = parseStatement(statement)
  if (!parts) return { code: 'STATEMENT_DIFFERS' }
  const checked = compareStatement(parts, { nonce: parts.nonce, ...expected, packetId, subject, method })
  return checked.kind === 'same' ? checked.parts : { code: checked.code }
}

function refused(code: FaultCode): { readonly kind: 'refused'; readonly code: FaultCode } {
  return { kind: 'refused', code }
}

/** Answers of the last hours in memory, all of them behind it, so that a restart asks nobody again. */
function inMemoryFirst(kept: RevocationCache): RevocationCache {
  const memory = createMemoryCache()
  return {
    async get(key) {
      const near = await memory.get(key)
      if (near) return near
      const far = await kept.get(key)
      if (far) await memory.put(key, far)
      return far
    },
    async put(key, answer) {
      await kept.put(key, answer)
      await memory.put(key, answer)
    },
  }
}
