import { createPrivateKey, createPublicKey, type KeyObject, randomBytes, sign } from 'node:crypto'
import { AsnConvert, OctetString } from '@peculiar/asn1-schema'
import {
  AlgorithmIdentifier,
  AttributeTypeAndValue,
  AttributeValue,
  BasicConstraints,
  Certificate,
  Extension,
  Extensions,
  KeyUsage,
  Name,
  RelativeDistinguishedName,
  SubjectPublicKeyInfo,
  TBSCertificate,
  Validity,
} from '@peculiar/asn1-x509'

/** Attribute types of the Vietnamese profile (domain.md §3.2). */
export const NAME_OID = {
  C: '2.5.4.6',
  ST: '2.5.4.8',
  L: '2.5.4.7',
  O: '2.5.4.10',
  OU: '2.5.4.11',
  T: '2.5.4.12',
  CN: '2.5.4.3',
  UID: '0.9.2342.19200300.100.1.1',
} as const
export type NameParts = readonly (readonly [kind: keyof typeof NAME_OID, text: string])[]

export interface CertificateDraft {
  readonly subject: NameParts
  readonly publicKey: KeyObject
  readonly issuer: NameParts
  readonly issuerKey: KeyObject
  readonly notBefore: Date
  readonly notAfter: Date
  /** Bits of RFC 5280 §4.2.1.3; null leaves the extension out. Default digitalSignature, nonRepudiation, keyEncipherment, dataEncipherment (domain.md §3.3). */
  readonly keyUsageBits?: number | null
  readonly isAuthority?: boolean
}

const USUAL_KEY_USAGE_BITS = 0b1111
const ECDSA_WITH_SHA256 = '1.2.840.10045.4.3.2'
const OID = { keyUsage: '2.5.29.15', basicConstraints: '2.5.29.19' }

/** Makes a certificate of nobody: for the simulated token and for tests. The issuer's key is EC. Gives DER. */
export function makeCertificate(draft: CertificateDraft): Uint8Array {
  const signatureAlgorithm = new AlgorithmIdentifier({ algorithm: ECDSA_WITH_SHA256 })
  const spki = createPublicKey(draft.publicKey.export({ type: 'spki', format: 'pem' })).export({
    type: 'spki',
    format: 'der',
  })
  const usage = draft.keyUsageBits === undefined ? USUAL_KEY_USAGE_BITS : draft.keyUsageBits
  const constraints = new BasicConstraints(draft.isAuthority ? { cA: true } : {})
  const tbsCertificate = new TBSCertificate({
    version: 2,
    // Positive: the highest bit stays clear.
    serialNumber: Uint8Array.from([0x54, ...randomBytes(15)]).buffer,
    signature: signatureAlgorithm,
    issuer: nameOf(draft.issuer),
    validity: new Validity({ notBefore: draft.notBefore, notAfter: draft.notAfter }),
    subject: nameOf(draft.subject),
    subjectPublicKeyInfo: AsnConvert.parse(spki, SubjectPublicKeyInfo),
    extensions: new Extensions([
      extension(OID.basicConstraints, AsnConvert.serialize(constraints)),
      ...(usage === null ? [] : [extension(OID.keyUsage, AsnConvert.serialize(new KeyUsage(usage)))]),
    ]),
  })
  const signed = sign('sha256', Buffer.from(AsnConvert.serialize(tbsCertificate)), draft.issuerKey)
  const signatureValue = Uint8Array.from(signed).buffer
  return new Uint8Array(AsnConvert.serialize(new Certificate({ tbsCertificate, signatureAlgorithm, signatureValue })))
}

/** PKCS#8 DER as a key. */
export function keyFromPkcs8(der: Uint8Array): KeyObject {
  return createPrivateKey({ key: Buffer.from(der), format: 'der', type: 'pkcs8' })
}

function nameOf(parts: NameParts): Name {
  return new Name(
    parts.map(([kind, text]) => {
      // Countries are PrintableString (RFC 5280 appendix A.1), everything else is UTF8String.
      const value = new AttributeValue(kind === 'C' ? { printableString: text } : { utf8String: text })
      return new RelativeDistinguishedName([new AttributeTypeAndValue({ type: NAME_OID[kind], value })])
    }),
  )
}

function extension(extnID: string, der: ArrayBuffer): Extension {
  return new Extension({ extnID, critical: true, extnValue: new OctetString(der) })
}
