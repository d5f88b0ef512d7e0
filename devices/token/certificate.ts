import { createHash, createPublicKey, type KeyObject, X509Certificate } from 'node:crypto'
import { AsnConvert } from '@peculiar/asn1-schema'
import { BasicConstraints, Certificate, KeyUsage as KeyUsageBits, type Name } from '@peculiar/asn1-x509'
import type { KeyUsage, TokenCertificate } from '../../flows/ports/token.port.ts'

/** RFC 5280 §4.2.1.3, appendix A. */
const OID = { commonName: '2.5.4.3', organisation: '2.5.4.10', keyUsage: '2.5.29.15', basicConstraints: '2.5.29.19' }

/**
 * Reads a certificate as RFC 5280 has it; subjects in the Vietnamese profile (domain.md §3.2) may have their parts in any order and more than one of a kind, the
 * first is taken. Text is NFC. Raises Error for what is no certificate, or has a key that is neither RSA nor EC.
 */
export function readCertificate(der: Uint8Array): TokenCertificate {
  const { tbsCertificate } = AsnConvert.parse(der, Certificate)
  const key = publicKeyOf(der)
  const details = key.asymmetricKeyDetails ?? {}
  const keyType = key.asymmetricKeyType
  if (keyType !== 'rsa' && keyType !== 'ec') throw new TypeError('neither RSA nor EC')
  const extension = (id: string) => tbsCertificate.extensions?.find(({ extnID }) => extnID === id)?.extnValue
  const usages = extension(OID.keyUsage)
  const constraints = extension(OID.basicConstraints)
  const organisation = namePart(tbsCertificate.subject, OID.organisation)
  return {
    certificateId: createHash('sha256').update(der).digest('hex'),
    der,
    commonName: namePart(tbsCertificate.subject, OID.commonName) ?? organisation ?? '',
    organisation,
    issuerName:
      namePart(tbsCertificate.issuer, OID.commonName) ?? namePart(tbsCertificate.issuer, OID.organisation) ?? '',
    validFrom: tbsCertificate.validity.notBefore.getTime().getTime(),
    validTo: tbsCertificate.validity.notAfter.getTime().getTime(),
    keyUsages: usages ? namedUsages(AsnConvert.parse(usages.buffer, KeyUsageBits).toNumber()) : null,
    isAuthority: constraints ? AsnConvert.parse(constraints.buffer, BasicConstraints).cA : false,
    keyType,
    keyBits: details.modulusLength ?? CURVE_BITS[details.namedCurve ?? ''] ?? 0,
  }
}

/** The key in a certificate. Raises Error. OpenSSL reads it ten times as fast; what it is too strict for is read without it. */
export function publicKeyOf(der: Uint8Array): KeyObject {
  try {
    return new X509Certificate(der).publicKey
  } catch {
    const { tbsCertificate } = AsnConvert.parse(der, Certificate)
    const spki = Buffer.from(AsnConvert.serialize(tbsCertificate.subjectPublicKeyInfo))
    return createPublicKey({ key: spki, format: 'der', type: 'spki' })
  }
}

/** In the order of their bits (RFC 5280 §4.2.1.3). */
const KEY_USAGES: readonly KeyUsage[] = [
  'digitalSignature',
  'nonRepudiation',
  'keyEncipherment',
  'dataEncipherment',
  'keyAgreement',
  'keyCertSign',
  'cRLSign',
  'encipherOnly',
  'decipherOnly',
]

function namedUsages(bits: number): readonly KeyUsage[] {
  return KEY_USAGES.filter((_, index) => bits & (1 << index))
}

/** OpenSSL's names of the curves of RFC 5480 §2.1.1.1. */
const CURVE_BITS: Readonly<Record<string, number>> = { prime256v1: 256, secp384r1: 384, secp521r1: 521 }

function namePart(name: Name, type: string): string | null {
  for (const part of name) {
    const value = part.find((one) => one.type === type)?.value
    if (value) return value.toString().normalize('NFC').trim()
  }
  return null
}
