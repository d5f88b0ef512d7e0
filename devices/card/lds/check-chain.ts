import { X509Certificate } from 'node:crypto'
import type { PassiveAuthentication } from '../../../flows/ports/card.port.ts'
import type { SignerCertificate } from './signer-certificate.ts'

/**
 * Whether one of the installed CSCA certificates (DER) issued this document signer (ICAO 9303-11 §5.1, 9303-12 §7): named by key identifier and name, key
 * meant to sign certificates, the signer's own to sign documents, signature real, neither expired at `at`. `unchecked` when none of Vietnam's, or of no named country, is installed: a forger
 * who writes another country into his own certificate gains nothing. Anchors that cannot be read say nothing.
 * The start of validity is not asked: a station's clock may be behind the issuer's (traps.md), and a genuine signature from the future is still genuine.
 * Revocation is not asked: Vietnam publishes no list for its signers that is known.
 */
export function checkChain(
  { x509: signer, signsDocuments }: SignerCertificate,
  anchors: readonly Uint8Array[],
  at: Date,
): PassiveAuthentication['chain'] {
  const relevant = anchors.flatMap(readAnchor).filter(isOfVietnam)
  if (relevant.length === 0) return 'unchecked'
  const isTrusted =
    signsDocuments && !isOver(signer, at) && relevant.some((anchor) => !isOver(anchor, at) && hasIssued(anchor, signer))
  return isTrusted ? 'trusted' : 'untrusted'
}

function readAnchor(der: Uint8Array): readonly X509Certificate[] {
  try {
    return [new X509Certificate(der)]
  } catch {
    return []
  }
}

function isOfVietnam(anchor: X509Certificate): boolean {
  const country = /^C=(.*)$/m.exec(anchor.subject)?.[1]
  return country === undefined || country.toUpperCase() === 'VN'
}

function isOver(certificate: X509Certificate, at: Date): boolean {
  // A date nobody can read is over.
  return !(new Date(certificate.validTo) >= at)
}

function hasIssued(anchor: X509Certificate, signer: X509Certificate): boolean {
  try {
    // OpenSSL compares names in their canonical form, key identifiers, and the anchor's key usage; then the signature.
    return anchor.ca && signer.checkIssued(anchor) && signer.verify(anchor.publicKey)
  } catch {
    // A key or algorithm nobody here can judge vouches for nothing.
    return false
  }
}
