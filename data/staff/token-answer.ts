import { verify } from 'node:crypto'
import type { KeyUsage, TokenCertificate } from '../../flows/ports/token.port.ts'
import { type PkiCertificate, readCertificate, USAGE } from '../pki/certificate.ts'

export interface TokenAnswer {
  readonly certificateBase64: string
  readonly signatureBase64: string
  readonly algorithm: 'RS256' | 'ES256' | 'ES384'
}

/** Hash, key and least size of each algorithm (RFC 7518 §3.3, §3.4); ECDSA signatures come as DER, as TokenPort gives them. */
const ALGORITHMS = {
  RS256: { hash: 'sha256', keyKind: 'rsa', isSize: (bits: number) => bits >= 2048 },
  ES256: { hash: 'sha256', keyKind: 'ec', isSize: (bits: number) => bits === 256 },
  ES384: { hash: 'sha384', keyKind: 'ec', isSize: (bits: number) => bits === 384 },
} as const

/** The certificate whose key signed `data`, null for any other answer. Whose it is and whether it still holds are other questions. */
export function signerOf(data: Uint8Array, answer: TokenAnswer): PkiCertificate | null {
  const certificate = readCertificate(Buffer.from(answer.certificateBase64, 'base64'))
  const { hash, keyKind, isSize } = ALGORITHMS[answer.algorithm]
  if (!certificate?.key || certificate.keyKind !== keyKind || !isSize(certificate.keyBits)) return null
  try {
    return verify(hash, data, certificate.key, Buffer.from(answer.signatureBase64, 'base64')) ? certificate : null
  } catch {
    return null
  }
}

/** The certificate in the shape that flows/rules/certificate screens. Null for a key nobody can sign with here. Names are not read: they are not asked for. */
export function screenable(certificate: PkiCertificate): TokenCertificate | null {
  const { keyKind, keyUsage } = certificate
  if (keyKind === null) return null
  return {
    certificateId: certificate.fingerprint,
    der: certificate.der,
    commonName: '',
    organisation: null,
    issuerName: '',
    validFrom: certificate.validFrom,
    validTo: certificate.validTo,
    keyUsages: keyUsage === null ? null : SIGNING.filter((name) => keyUsage & USAGE[name]),
    isAuthority: certificate.isAuthority,
    keyType: keyKind,
    keyBits: certificate.keyBits,
  }
}

/** The usages that decide whether a key may sign. */
const SIGNING = ['digitalSignature', 'nonRepudiation'] as const satisfies readonly KeyUsage[]
