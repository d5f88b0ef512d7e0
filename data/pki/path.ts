import type { PkiCertificate } from './certificate.ts'
import { type AuthorityFault, authorityFault, hasSigned, isSelfIssued } from './link.ts'
import type { Tree, Trust } from './trust.ts'

/** Why there is no path, the most telling of all that were tried. */
export type PathFault =
  /** `issuer-unknown` nobody by that name is at hand · `signature` those by that name did not sign it · `root-unknown` it ends at a root that is not installed */
  | { readonly code: 'CERTIFICATE_UNTRUSTED'; readonly reason: 'issuer-unknown' | 'signature' | 'root-unknown' }
  | { readonly code: 'CERTIFICATE_WRONG_TREE'; readonly reason: Tree }
  | { readonly code: 'CERTIFICATE_SHA1'; readonly reason: 'authority-signature-weak' }
  | { readonly code: 'CERTIFICATE_CHAIN'; readonly reason: AuthorityFault | 'algorithm-unknown' | 'too-many-ways' }

export type PathResult =
  /** `path` from the certificate itself to the root: two at least. */
  | { readonly kind: 'path'; readonly tree: Tree; readonly path: readonly PkiCertificate[] }
  | { readonly kind: 'none'; readonly fault: PathFault }

/**
 * Looks for a path from a certificate to an installed root, every authority by the issuer's name being tried (RFC 4158 §5): the signature decides, so that
 * another key under a known name gains nothing. No authority (name and key) stands twice in a path; depth and number of signatures checked are bounded.
 */
export function findPath(
  leaf: PkiCertificate,
  hints: readonly PkiCertificate[],
  trust: Trust,
  trees: readonly Tree[],
  atMs: number,
): PathResult {
  const search: Search = { trust, trees, atMs, pool: [...trust.authorities, ...hints], checks: 0, faults: [] }
  const found = climb(search, [leaf])
  if (found) return { kind: 'path', ...found }
  const fault = [...search.faults].sort((a, b) => weightOf(b) - weightOf(a))[0]
  return { kind: 'none', fault: fault ?? { code: 'CERTIFICATE_UNTRUSTED', reason: 'issuer-unknown' } }
}

/** Certificates in a path. Vietnamese ones have three or four. */
const DEPTH_MAX = 7
/** Signatures checked in one search, a tenth of a millisecond each. */
const CHECKS_MAX = 60

interface Search {
  readonly trust: Trust
  readonly trees: readonly Tree[]
  readonly atMs: number
  readonly pool: readonly PkiCertificate[]
  checks: number
  readonly faults: PathFault[]
}

type Path = readonly [PkiCertificate, ...PkiCertificate[]]
type Found = { readonly tree: Tree; readonly path: readonly PkiCertificate[] }

function climb(search: Search, path: Path): Found | null {
  const below = path.at(-1) ?? path[0]
  const anchors = search.trust.anchors.filter(({ certificate }) => certificate.subjectKey === below.issuerKey)
  for (const { tree, certificate } of anchors) {
    if (!links(search, path, certificate)) continue
    if (search.trees.includes(tree)) return { tree, path: [...path, certificate] }
    search.faults.push({ code: 'CERTIFICATE_WRONG_TREE', reason: tree })
  }
  const isAnchor = (one: PkiCertificate) => anchors.some(({ certificate }) => isSame(certificate, one))
  const candidates = search.pool.filter(
    (one) => one.subjectKey === below.issuerKey && !isAnchor(one) && !path.some((each) => isSame(each, one)),
  )
  if (anchors.length === 0 && candidates.length === 0) {
    const reason = isSelfIssued(below) && path.length > 1 ? 'root-unknown' : 'issuer-unknown'
    search.faults.push({ code: 'CERTIFICATE_UNTRUSTED', reason })
  }
  for (const candidate of candidates) {
    if (path.length + 1 >= DEPTH_MAX) break
    const found = links(search, path, candidate) ? climb(search, [...path, candidate]) : null
    if (found) return found
  }
  return null
}

/** Whether an authority stands rightly above a path; if not, why not is noted. */
function links(search: Search, path: Path, authority: PkiCertificate): boolean {
  const below = path.at(-1) ?? path[0]
  search.checks += 1
  if (search.checks > CHECKS_MAX) return refuse(search, { code: 'CERTIFICATE_CHAIN', reason: 'too-many-ways' })
  if (below.scheme.kind === 'weak')
    return refuse(search, { code: 'CERTIFICATE_SHA1', reason: 'authority-signature-weak' })
  if (below.scheme.kind === 'unknown') return refuse(search, { code: 'CERTIFICATE_CHAIN', reason: 'algorithm-unknown' })
  if (!hasSigned(authority, below)) return refuse(search, { code: 'CERTIFICATE_UNTRUSTED', reason: 'signature' })
  const between = path.slice(1).filter((each) => !isSelfIssued(each)).length
  const reason = authorityFault(authority, between, search.atMs)
  return reason === null || refuse(search, { code: 'CERTIFICATE_CHAIN', reason })
}

function refuse(search: Search, fault: PathFault): false {
  search.faults.push(fault)
  return false
}

/** The same authority, however often certified: name and key (RFC 4158 §5.2). */
function isSame(a: PkiCertificate, b: PkiCertificate): boolean {
  return a.subjectKey === b.subjectKey && Buffer.compare(a.publicKeyInfo, b.publicKeyInfo) === 0
}

const WEIGHTS: Readonly<Record<PathFault['code'], number>> = {
  CERTIFICATE_WRONG_TREE: 4,
  CERTIFICATE_SHA1: 3,
  CERTIFICATE_CHAIN: 2,
  CERTIFICATE_UNTRUSTED: 1,
}

function weightOf({ code, reason }: PathFault): number {
  return WEIGHTS[code] + (reason === 'issuer-unknown' ? 0 : 0.5)
}
