import type { FaultCode } from '../../flows/base/fault-codes.ts'
import type { RevocationKnowledge } from '../../flows/base/holder.ts'
import type { Subject } from '../../flows/base/terms.ts'
import type { PkiCertificate } from '../pki/certificate.ts'
import { type ChainResult, checkChain } from '../pki/chain.ts'
import { treesOf } from '../pki/holder-facts.ts'
import { checkPathRevocation } from '../pki/path-revocation.ts'
import type { RevocationSources } from '../pki/revocation.ts'
import type { Tree, Trust } from '../pki/trust.ts'

export type CertificateFinding =
  | {
      readonly kind: 'taken'
      /** Null when the chain was not judged here. */
      readonly tree: Tree | null
      /** DER of the issuers, to travel with the signature. */
      readonly issuers: readonly Uint8Array[]
      readonly revocation: RevocationKnowledge
    }
  | { readonly kind: 'refused'; readonly code: FaultCode }

export interface JudgeRequest {
  readonly certificate: PkiCertificate
  /** DER: what else lay on the token. An issuer that is in neither is not fetched here: addresses in a stranger's certificate are central's to ask. */
  readonly others: readonly Uint8Array[]
  readonly subject: Subject
  readonly trust: Trust
  readonly nowMs: number
  /** Whether central confirmed this machine's time: an unproven clock sends nobody away. */
  readonly isClockProven: boolean
  readonly sources: RevocationSources
}

/**
 * What a station can say of a signer's certificate before the PIN: the chain to the roots that central sent, and revocation by line or cache. Without roots, with an issuer that is
 * not at hand, or with a clock that alone speaks against it, nothing is refused here and revocation is `unchecked`: central judges (product.md §2).
 */
export async function judgeCertificate(request: JudgeRequest): Promise<CertificateFinding> {
  const { certificate, subject, trust, nowMs } = request
  if (trust.anchors.length === 0) return notJudged([])
  const { others } = request
  const chain = checkChain({ certificate: certificate.der, others, trust, trees: treesOf(subject), atMs: nowMs })
  if (chain.kind === 'refused')
    return isForCentral(chain, request) ? notJudged([]) : { kind: 'refused', code: chain.code }
  const issuers = chain.path.slice(1, -1).map(({ der }) => der)
  const status = await checkPathRevocation(chain.path, nowMs, request.sources)
  // A false answer is told as such, before the PIN: somebody meddles with this line.
  if (status.kind === 'revoked' || (status.kind === 'unknown' && status.code === 'CERTIFICATE_REVOCATION_FORGED'))
    return { kind: 'refused', code: status.code }
  const revocation = status.kind === 'good' ? 'good' : 'unchecked'
  return { kind: 'taken', tree: chain.tree, issuers, revocation }
}

function notJudged(issuers: readonly Uint8Array[]): CertificateFinding {
  return { kind: 'taken', tree: null, issuers, revocation: 'unchecked' }
}

const ABOUT_TIME: readonly FaultCode[] = ['CERTIFICATE_EXPIRED', 'CERTIFICATE_NOT_YET_VALID']

/** Central fetches issuers that are missing, and has the right time. */
function isForCentral(
  { code, reason }: Extract<ChainResult, { kind: 'refused' }>,
  { isClockProven }: JudgeRequest,
): boolean {
  if (code === 'CERTIFICATE_UNTRUSTED') return reason === 'issuer-unknown'
  if (isClockProven) return false
  return ABOUT_TIME.includes(code) || reason === 'authority-expired' || reason === 'authority-not-yet-valid'
}
