import type { FaultCode } from '../../flows/base/fault-codes.ts'
import { CLOCK_TOLERANCE_MS } from '../../flows/rules/certificate.ts'
import { type PkiCertificate, readCertificate, USAGE } from './certificate.ts'
import type { ReadCertificate } from './certificate-reader.ts'
import { hasUnknownExtension, isKeyWeak } from './link.ts'
import { OID } from './oids.ts'
import { findPath, type PathFault } from './path.ts'
import type { Tree, Trust } from './trust.ts'

export interface ChainQuestion {
  /** DER of the certificate that signed. */
  readonly certificate: Uint8Array
  /** DER of what came with it, in any order: hints, never trusted. */
  readonly others: readonly Uint8Array[]
  readonly trust: Trust
  /** Trees that will do: the state's alone for an agency (product.md §2). */
  readonly trees: readonly Tree[]
  /** When it signed, milliseconds since 1970. */
  readonly atMs: number
  /** One that remembers spares reading the same certificates again. */
  readonly read?: ReadCertificate
}

export type ChainResult =
  | {
      readonly kind: 'trusted'
      readonly tree: Tree
      readonly leaf: PkiCertificate
      /** From the certificate to the root, two at least. */
      readonly path: readonly PkiCertificate[]
    }
  | { readonly kind: 'refused'; readonly code: ChainCode; readonly reason: ChainReason }

export type ChainCode = Extract<
  FaultCode,
  | 'CERTIFICATE_CHAIN'
  | 'CERTIFICATE_UNTRUSTED'
  | 'CERTIFICATE_WRONG_TREE'
  | 'CERTIFICATE_SHA1'
  | 'CERTIFICATE_EXPIRED'
  | 'CERTIFICATE_NOT_YET_VALID'
  | 'CERTIFICATE_KEY_USAGE'
  | 'CERTIFICATE_OF_AUTHORITY'
  | 'CERTIFICATE_KEY_WEAK'
>

/** For staff and logs: what exactly. `leaf` where the code says it all. */
export type ChainReason = 'leaf' | 'unreadable' | PathFault['reason']

/**
 * Whether a certificate leads to an installed root of one of the trees (RFC 5280 §6.1, RFC 4158), and may sign: signatures, dates at `atMs`, basicConstraints,
 * path length, key usage and purposes, critical extensions, no SHA-1 or MD5, no weak key. The root's own signature is not asked, as it was installed.
 * Revocation is another question (revocation.ts). What concerns the certificate itself is told before what concerns its issuers.
 */
export function checkChain({
  certificate,
  others,
  trust,
  trees,
  atMs,
  read = readCertificate,
}: ChainQuestion): ChainResult {
  const leaf = read(certificate)
  if (!leaf) return { kind: 'refused', code: 'CERTIFICATE_CHAIN', reason: 'unreadable' }
  const code = leafFault(leaf, atMs)
  if (code) return { kind: 'refused', code, reason: 'leaf' }
  if (hasUnknownExtension(leaf)) return { kind: 'refused', code: 'CERTIFICATE_CHAIN', reason: 'extension-unknown' }
  const hints = others.slice(0, OTHERS_MAX).flatMap((der) => read(der) ?? [])
  const found = findPath(leaf, hints, trust, trees, atMs)
  if (found.kind === 'none') return { kind: 'refused', ...found.fault }
  return { kind: 'trusted', tree: found.tree, leaf, path: found.path }
}

/** More than any chain has; a longer list is somebody's attempt to keep this machine busy. */
const OTHERS_MAX = 16

/** Purposes with which people sign (domain.md §3.3); a certificate for servers or time stamps is not for this. */
const SIGNING_PURPOSES: readonly string[] = [OID.clientAuth, OID.emailProtection, OID.documentSigning, OID.anyPurpose]

function leafFault(leaf: PkiCertificate, atMs: number): ChainCode | null {
  const { keyUsage, purposes } = leaf
  if (leaf.isAuthority) return 'CERTIFICATE_OF_AUTHORITY'
  if (keyUsage !== null && (keyUsage & (USAGE.digitalSignature | USAGE.nonRepudiation)) === 0)
    return 'CERTIFICATE_KEY_USAGE'
  if (purposes !== null && !purposes.some((purpose) => SIGNING_PURPOSES.includes(purpose)))
    return 'CERTIFICATE_KEY_USAGE'
  if (isKeyWeak(leaf)) return 'CERTIFICATE_KEY_WEAK'
  if (leaf.scheme.kind === 'weak') return 'CERTIFICATE_SHA1'
  if (atMs > leaf.validTo) return 'CERTIFICATE_EXPIRED'
  return atMs < leaf.validFrom - CLOCK_TOLERANCE_MS ? 'CERTIFICATE_NOT_YET_VALID' : null
}
