import { createHash } from 'node:crypto'
import { Fault } from '../../flows/base/fault.ts'
import { type Hash, type SignatureScheme, signatureHolds } from './algorithms.ts'
import { type PkiCertificate, readCertificate } from './certificate.ts'
import { TAG } from './der.ts'
import { certificateTime, integer, nullValue, octetString, oid, sequence, setOf, writeDer } from './der-write.ts'
import { OID } from './oids.ts'

export interface CmsDraft {
  /** What is signed; it is not put inside (detached). */
  readonly content: Uint8Array
  /** DER of the certificate whose key signs. */
  readonly certificate: Uint8Array
  /** DER of its issuers, to travel along. */
  readonly authorities?: readonly Uint8Array[]
  /** What the signer claims as the time; CAdES baseline B asks for it (EN 319 122-1 §6.3). */
  readonly signedAtMs: number
}

export interface PreparedCms {
  /** Bytes for the token: it hashes them with `hash` and signs (TokenPort.sign takes them as `data`). */
  readonly toBeSigned: Uint8Array
  readonly hash: Hash
  /**
   * The whole as DER. `signature` is PKCS #1 v1.5 for RSA, an ECDSA-Sig-Value in DER for EC. Raises STATEMENT_SIGNATURE_INVALID for a signature that is not of
   * this key over these bytes: nothing false leaves here.
   */
  finish(signature: Uint8Array): Uint8Array
}

/**
 * CMS SignedData around a signature that a token, SIM or service makes (RFC 5652 §5; CAdES-BES of RFC 5126 §4.3.1: contentType, messageDigest, signingTime,
 * signing-certificate-v2). What is signed are the DER signed attributes, which hold the digest of the content. SHA-384 for P-384 keys, else SHA-256, as tokens
 * sign (RFC 7518 §3.1). Raises CERTIFICATE_KEY_WEAK for a key that has no place there.
 */
export function prepareCms({ content, certificate, authorities = [], signedAtMs }: CmsDraft): PreparedCms {
  const signer = readCertificate(certificate)
  const scheme = signer ? schemeFor(signer) : null
  if (!signer || !scheme) throw new Fault('CERTIFICATE_KEY_WEAK')
  const { hash, signatureId, digestId } = scheme
  const digest = algorithm(digestId)
  const attributes = setOf(
    attribute(OID.contentType, oid(OID.data)),
    attribute(OID.signingTime, certificateTime(signedAtMs)),
    attribute(OID.messageDigest, octetString(hashed(hash, content))),
    attribute(OID.signingCertificateV2, signingCertificate(signer, scheme)),
  )
  return {
    toBeSigned: attributes,
    hash,
    finish(signature) {
      if (!signatureHolds(scheme, signer, attributes, signature)) throw new Fault('STATEMENT_SIGNATURE_INVALID')
      const signerInfo = sequence(
        integer(1),
        sequence(signer.issuer.raw, integer(Buffer.from(signer.serial.padStart(2, '0'), 'hex'))),
        digest,
        // Signed as a SET OF, stored as [0] IMPLICIT (RFC 5652 §5.4).
        withTag(attributes, TAG.explicit0),
        signatureId === OID.rsaSha256 ? sequence(oid(signatureId), nullValue()) : sequence(oid(signatureId)),
        octetString(signature),
      )
      const certificates = withTag(setOf(certificate, ...authorities), TAG.explicit0)
      const signed = sequence(integer(1), setOf(digest), sequence(oid(OID.data)), certificates, setOf(signerInfo))
      return sequence(oid(OID.signedData), writeDer(TAG.explicit0, signed))
    },
  }
}

type Scheme = Extract<SignatureScheme, { kind: 'sound' }> & { readonly signatureId: string; readonly digestId: string }

function schemeFor({ keyKind, keyBits }: PkiCertificate): Scheme | null {
  const plain = { kind: 'sound', hash: 'sha256', digestId: OID.sha256 } as const
  if (keyKind === 'rsa' && keyBits > 0) return { ...plain, key: 'rsa', signatureId: OID.rsaSha256 }
  if (keyKind === 'ec' && keyBits === 256) return { ...plain, key: 'ec', signatureId: OID.ecdsaSha256 }
  if (keyKind === 'ec' && keyBits === 384)
    return { kind: 'sound', hash: 'sha384', digestId: OID.sha384, key: 'ec', signatureId: OID.ecdsaSha384 }
  return null
}

/** SigningCertificateV2 (RFC 5035 §3): which certificate is meant, so that another with the same key cannot be put in its place. SHA-256 is its default and left out. */
function signingCertificate(signer: PkiCertificate, { hash, digestId }: Scheme): Uint8Array {
  const named = hash === 'sha256' ? [] : [algorithm(digestId)]
  return sequence(sequence(sequence(...named, octetString(hashed(hash, signer.der)))))
}

function attribute(type: string, value: Uint8Array): Uint8Array {
  return sequence(oid(type), setOf(value))
}

/** RFC 5754 §2: SHA-2 without parameters. */
function algorithm(id: string): Uint8Array {
  return sequence(oid(id))
}

function hashed(hash: Hash, bytes: Uint8Array): Uint8Array {
  return createHash(hash).update(bytes).digest()
}

function withTag(value: Uint8Array, tag: number): Uint8Array {
  const copy = Uint8Array.from(value)
  copy[0] = tag
  return copy
}
