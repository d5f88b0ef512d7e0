import type { PkiCertificate } from '../../data/pki/certificate.ts'
import type { ReadCertificate } from '../../data/pki/certificate-reader.ts'
import { type ChainResult, checkChain } from '../../data/pki/chain.ts'
import { type FetchIssuer, findIssuers } from '../../data/pki/find-issuers.ts'
import type { RevocationCache } from '../../data/pki/revocation-cache.ts'
import type { Tree, Trust } from '../../data/pki/trust.ts'
import { type AuthorityLine, isSilence } from './fetch-limited.ts'
import type { TrustStore } from './trust-store.ts'

export interface ChainRequest {
  readonly leaf: PkiCertificate
  readonly others: readonly Uint8Array[]
  readonly trees: readonly Tree[]
  readonly atMs: number
  readonly nowMs: number
}

/** `unreachable`: an issuer is missing and the server that has it does not answer. */
export type ProvedChain = ChainResult | { readonly kind: 'unreachable' }
export type ProveChain = (request: ChainRequest) => Promise<ProvedChain>

type Trusted = Extract<ChainResult, { kind: 'trusted' }>

/**
 * Proves chains against the trust in force, fetching issuers that were left out. A chain proved once is not proved again while the same roots are installed and the time
 * lies within the validity of all that stand in it. Remembered as long as `read` remembers the certificate.
 */
export function createChainProver(parts: {
  readonly trust: TrustStore
  readonly line: AuthorityLine
  readonly cache: RevocationCache
  readonly read: ReadCertificate
}): ProveChain {
  const { trust, read } = parts
  const fetchIssuer: FetchIssuer = (url) =>
    parts.line.issuer(url).catch((thrown: unknown) => (isSilence(thrown) ? 'silent' : null))
  let proved = new WeakMap<PkiCertificate, Trusted>()
  let provedBy: Trust = trust.current

  return async (request) => {
    const { leaf, others, trees, atMs } = request
    const installed = trust.current
    if (provedBy !== installed) proved = new WeakMap()
    provedBy = installed
    const known = proved.get(leaf)
    if (known && trees.includes(known.tree) && isWithin(known, atMs)) return known
    const check = (more: readonly Uint8Array[]) =>
      checkChain({ certificate: leaf.der, others: [...more, ...others], trust: installed, trees, atMs, read })
    const plain = check([])
    const result = isIncomplete(plain) ? await withFetched(request, check, plain) : plain
    // Fetching took its time: roots may have been taken out meanwhile.
    if (result.kind === 'trusted' && installed === trust.current) proved.set(result.leaf, result)
    return result
  }

  async function withFetched(
    { leaf, nowMs }: ChainRequest,
    check: (more: readonly Uint8Array[]) => ChainResult,
    plain: ChainResult,
  ): Promise<ProvedChain> {
    const { issuers, isSilent } = await findIssuers(leaf, { ...parts, fetchIssuer, nowMs })
    const result = issuers.length > 0 ? check(issuers) : plain
    return isIncomplete(result) && isSilent ? { kind: 'unreachable' } : result
  }
}

function isWithin({ path }: Trusted, atMs: number): boolean {
  return path.every(({ validFrom, validTo }) => atMs >= validFrom && atMs <= validTo)
}

function isIncomplete(result: ChainResult): boolean {
  return result.kind === 'refused' && result.code === 'CERTIFICATE_UNTRUSTED' && result.reason === 'issuer-unknown'
}
