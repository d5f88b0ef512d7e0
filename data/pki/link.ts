import { CLOCK_TOLERANCE_MS, EC_BITS_MIN, RSA_BITS_MIN } from '../../flows/rules/certificate.ts'
import { signatureHolds } from './algorithms.ts'
import { type PkiCertificate, USAGE } from './certificate.ts'
import { OID } from './oids.ts'

/** Why an authority may not stand where it stands in a path. */
export type AuthorityFault =
  | 'authority-not-one'
  | 'authority-usage'
  | 'authority-path-length'
  | 'authority-expired'
  | 'authority-not-yet-valid'
  | 'authority-key-weak'
  | 'extension-unknown'

/** Whether this authority's key signed that certificate; names are not asked. */
export function hasSigned(authority: PkiCertificate, certificate: PkiCertificate): boolean {
  return signatureHolds(certificate.scheme, authority, certificate.signed, certificate.signature)
}

/**
 * What keeps an authority from issuing at `atMs`, RFC 5280 §6.1.4 (k) to (o). `below` counts the authorities between it and the end, self-issued ones
 * left out. Null: nothing. A root is asked the same: it was installed, and may have been installed in error or long ago.
 */
export function authorityFault(authority: PkiCertificate, below: number, atMs: number): AuthorityFault | null {
  if (!authority.isAuthority) return 'authority-not-one'
  if (authority.keyUsage !== null && (authority.keyUsage & USAGE.keyCertSign) === 0) return 'authority-usage'
  if (authority.pathLength !== null && below > authority.pathLength) return 'authority-path-length'
  if (isKeyWeak(authority)) return 'authority-key-weak'
  if (hasUnknownExtension(authority)) return 'extension-unknown'
  if (atMs > authority.validTo) return 'authority-expired'
  if (atMs < authority.validFrom - CLOCK_TOLERANCE_MS) return 'authority-not-yet-valid'
  return null
}

/** RSA under 2048 bits, curves under 256, and keys that are neither. */
export function isKeyWeak({ keyKind, keyBits }: PkiCertificate): boolean {
  return keyBits < (keyKind === 'rsa' ? RSA_BITS_MIN : EC_BITS_MIN)
}

/** A critical extension that is not understood refuses its certificate (RFC 5280 §4.2). */
export function hasUnknownExtension({ extensions }: PkiCertificate): boolean {
  return [...extensions].some(([id, { critical }]) => critical && !UNDERSTOOD.has(id))
}

export function isSelfIssued({ subjectKey, issuerKey }: PkiCertificate): boolean {
  return subjectKey === issuerKey
}

/** Name and policy constraints are not among them: nobody in Vietnam is known to use them, and what is not processed is not accepted. */
const UNDERSTOOD: ReadonlySet<string> = new Set([
  OID.basicConstraints,
  OID.keyUsage,
  OID.extendedKeyUsage,
  OID.subjectKeyId,
  OID.authorityKeyId,
  OID.subjectAltName,
  OID.issuerAltName,
  OID.certificatePolicies,
  OID.policyMappings,
  OID.authorityInfoAccess,
  OID.crlDistributionPoints,
])
