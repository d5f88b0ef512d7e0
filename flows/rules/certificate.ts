import type { FaultCode } from '../base/fault-codes.ts'
import type { TokenCertificate } from '../ports/token.port.ts'

export type CertificateCode = Extract<FaultCode, `CERTIFICATE_${string}`>

/** What a signature asks of its certificate beyond the common rule. Plain data, so that it can stand in a snapshot. */
export interface CertificateRule {
  /** `unproven`: nobody has confirmed this machine's time lately, so it may not send a person away; the finding becomes a doubt. */
  readonly clock: 'proven' | 'unproven'
  /** Findings that this signature forgives, for a live test of a token that is no registration. */
  readonly excuses: readonly CertificateCode[]
}

export const REGISTRATION_RULE: CertificateRule = { clock: 'proven', excuses: [] }

/** A test signature proves that the token works, whatever its certificate is worth by now. */
export const TEST_RULE: CertificateRule = {
  clock: 'proven',
  excuses: ['CERTIFICATE_EXPIRED', 'CERTIFICATE_NOT_YET_VALID'],
}

export type Screening =
  /** `doubt` is a finding that only a proven clock could decide; central looks again. */
  | { readonly kind: 'ok'; readonly doubt: CertificateCode | null }
  | { readonly kind: 'refused'; readonly code: CertificateCode }

/** Clocks of issuing machines run ahead of ours by minutes (traps.md, wrong clocks). */
export const CLOCK_TOLERANCE_MS = 5 * 60_000
/** Bits. Vietnamese CAs issue RSA-2048 and P-256 at the least (domain.md §3.3). */
export const RSA_BITS_MIN = 2048
export const EC_BITS_MIN = 256

/**
 * Whether a certificate found on a token may sign a registration, told before any PIN is asked (traps.md: "the PIN is asked before the certificate is
 * known to be expired"). `nowMs` is milliseconds since 1970; validity includes both ends (RFC 5280 §4.1.2.5). Signing needs digitalSignature or
 * nonRepudiation; a certificate without the extension is not restricted (RFC 5280 §4.2.1.3). What is told first is what the person can do least about.
 */
export function screenCertificate(
  certificate: TokenCertificate,
  nowMs: number,
  rule: CertificateRule = REGISTRATION_RULE,
): Screening {
  const findings = findingsOf(certificate, nowMs).filter((code) => !rule.excuses.includes(code))
  const doubtful = rule.clock === 'unproven' ? findings.filter(isAboutTime) : []
  const code = findings.find((finding) => !doubtful.includes(finding))
  return code ? { kind: 'refused', code } : { kind: 'ok', doubt: doubtful[0] ?? null }
}

function findingsOf(certificate: TokenCertificate, nowMs: number): readonly CertificateCode[] {
  const { keyUsages } = certificate
  const findings: CertificateCode[] = []
  if (certificate.isAuthority) findings.push('CERTIFICATE_OF_AUTHORITY')
  if (keyUsages && !keyUsages.includes('digitalSignature') && !keyUsages.includes('nonRepudiation'))
    findings.push('CERTIFICATE_KEY_USAGE')
  if (certificate.keyBits < (certificate.keyType === 'rsa' ? RSA_BITS_MIN : EC_BITS_MIN))
    findings.push('CERTIFICATE_KEY_WEAK')
  if (nowMs > certificate.validTo) findings.push('CERTIFICATE_EXPIRED')
  if (nowMs < certificate.validFrom - CLOCK_TOLERANCE_MS) findings.push('CERTIFICATE_NOT_YET_VALID')
  return findings
}

function isAboutTime(code: CertificateCode): boolean {
  return code === 'CERTIFICATE_EXPIRED' || code === 'CERTIFICATE_NOT_YET_VALID'
}
