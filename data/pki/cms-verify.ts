import { hash as hashBytes } from 'node:crypto'
import { type Hash, hashOf, type SignatureScheme, schemeOf, signatureHolds } from './algorithms.ts'
import { type PkiCertificate, readCertificate } from './certificate.ts'
import { childrenOf, DerError, type DerNode, must, onlyChildOf, readDer, sameBytes, TAG } from './der.ts'
import { oidOf, serialOf, timeOf } from './der-values.ts'
import { nameKey } from './name.ts'
import { OID } from './oids.ts'

export type CmsResult =
  | {
      readonly kind: 'valid'
      readonly signer: PkiCertificate
      /** DER of every certificate inside, the signer's among them. */
      readonly certificates: readonly Uint8Array[]
      /** What the signer claims; null when it does not say. */
      readonly signedAtMs: number | null
    }
  | { readonly kind: 'invalid'; readonly code: CmsCode; readonly reason: CmsReason }

export type CmsCode = 'STATEMENT_SIGNATURE_INVALID' | 'STATEMENT_DIFFERS' | 'CERTIFICATE_SHA1'
export type CmsReason =
  /** No SignedData of one signer with signed attributes. */
  | 'unreadable'
  /** The signer's certificate is not inside. */
  | 'signer-missing'
  | 'hash-weak'
  | 'algorithm-unknown'
  | 'signature'
  /** signing-certificate-v2 is missing or names another certificate. */
  | 'signer-swapped'
  /** A sound signature of this signer over another text. */
  | 'content'

/**
 * Verifies a detached CMS signature over `content` (RFC 5652 §5.4 to §5.6, RFC 5035 §5): the signature over the very bytes of the signed attributes, the certificate
 * they name, content type data, and the digest of the content (of a text, its UTF-8). Content that came inside as well must be the same. One signer, signed attributes always: a
 * signature without them could pass attributes for content. Whether the certificate is trusted is another question (chain.ts). `read` may remember certificates
 * (certificate-reader.ts). Nothing is raised.
 */
export function verifyCms(
  cms: Uint8Array,
  content: Uint8Array | string,
  read: (der: Uint8Array) => PkiCertificate | null = readCertificate,
): CmsResult {
  try {
    return judge(readSigned(readDer(cms)), content, read)
  } catch (thrown) {
    if (thrown instanceof DerError) return invalid('unreadable')
    throw thrown
  }
}

interface Signed {
  readonly contents: Uint8Array | null
  readonly certificates: readonly Uint8Array[]
  readonly sid: DerNode
  readonly digest: DerNode
  readonly attributes: DerNode
  readonly algorithm: DerNode
  readonly signature: Uint8Array
}

function readSigned(info: DerNode): Signed {
  const [type, wrapped] = childrenOf(info)
  if (oidOf(type) !== OID.signedData) throw new DerError('not signed data')
  const [, , encapsulated, ...rest] = childrenOf(onlyChildOf(wrapped, TAG.explicit0))
  const [contentType, inside] = childrenOf(encapsulated)
  if (oidOf(contentType) !== OID.data) throw new DerError('content type')
  const list = rest.find(({ tag }) => tag === TAG.explicit0)
  const [sid, digest, attributes, algorithm, signature] = childrenOf(onlyChildOf(rest.at(-1), TAG.set)).slice(1)
  if (!sid) throw new DerError('signer')
  return {
    contents: inside ? must(onlyChildOf(inside, TAG.explicit0), TAG.octetString).contents : null,
    certificates: (list ? childrenOf(list, TAG.explicit0) : []).map(({ raw }) => raw),
    sid,
    digest: must(digest, TAG.sequence),
    attributes: must(attributes, TAG.explicit0),
    algorithm: must(algorithm, TAG.sequence),
    signature: must(signature, TAG.octetString).contents,
  }
}

function judge(
  signed: Signed,
  content: Uint8Array | string,
  read: (der: Uint8Array) => PkiCertificate | null,
): CmsResult {
  const { attributes, certificates, contents } = signed
  const signer = firstNamed(signed.sid, certificates, read)
  if (!signer) return invalid('signer-missing')
  const scheme = schemeIn(signed)
  if (scheme.kind === 'weak') return { kind: 'invalid', code: 'CERTIFICATE_SHA1', reason: 'hash-weak' }
  if (scheme.kind === 'unknown') return invalid('algorithm-unknown')
  // Signed as a SET OF, stored as [0] IMPLICIT.
  const data = Buffer.from(attributes.raw)
  data[0] = TAG.set
  if (!signatureHolds(scheme, signer, data, signed.signature)) return invalid('signature')
  const values = readAttributes(attributes)
  if (!namesSigner(values.get(OID.signingCertificateV2), signer)) return invalid('signer-swapped')
  const isData = oidOf(values.get(OID.contentType)) === OID.data
  const digest = hexOf(must(values.get(OID.messageDigest), TAG.octetString))
  const isSame = isData && digest === digestOf(scheme.hash, content)
  if (!isSame || (contents !== null && !sameBytes(contents, Buffer.from(content))))
    return { kind: 'invalid', code: 'STATEMENT_DIFFERS', reason: 'content' }
  const time = values.get(OID.signingTime)
  return { kind: 'valid', signer, certificates, signedAtMs: time ? timeOf(time) : null }
}

/** Reads no further than the signer's. */
function firstNamed(
  sid: DerNode,
  certificates: readonly Uint8Array[],
  read: (der: Uint8Array) => PkiCertificate | null,
): PkiCertificate | null {
  for (const der of certificates) {
    const one = read(der)
    if (one && isNamed(sid, one)) return one
  }
  return null
}

/** issuerAndSerialNumber, or subjectKeyIdentifier as [0] (RFC 5652 §5.3). */
function isNamed(sid: DerNode, certificate: PkiCertificate): boolean {
  if (sid.tag === TAG.context0) {
    const found = certificate.extensions.get(OID.subjectKeyId)
    return found !== undefined && sameBytes(readDer(found.value).contents, sid.contents)
  }
  const [issuer, serial] = childrenOf(sid)
  if (serialOf(serial) !== certificate.serial) return false
  const name = must(issuer, TAG.sequence)
  return sameBytes(name.raw, certificate.issuer.raw) || nameKey(name) === certificate.issuerKey
}

const WEAK_DIGESTS: readonly string[] = [OID.sha1, '1.2.840.113549.2.5']

/** Some software names the key alone as signature algorithm; the hash is then that of the digest (RFC 3370 §3.2). One hash for both, always. */
function schemeIn({ digest, algorithm }: Signed): SignatureScheme {
  if (WEAK_DIGESTS.includes(oidOf(childrenOf(digest)[0]))) return { kind: 'weak' }
  const hash = hashOf(digest)
  const id = oidOf(childrenOf(algorithm)[0])
  if (id === OID.rsa) return { kind: 'sound', key: 'rsa', hash }
  const scheme = schemeOf(algorithm)
  return scheme.kind === 'sound' && scheme.hash !== hash ? { kind: 'unknown' } : scheme
}

/** Each attribute once, with one value. */
function readAttributes(attributes: DerNode): ReadonlyMap<string, DerNode> {
  const values = new Map<string, DerNode>()
  for (const attribute of childrenOf(attributes, TAG.explicit0)) {
    const [type, set] = childrenOf(attribute)
    const id = oidOf(type)
    if (values.has(id)) throw new DerError('attribute twice')
    values.set(id, onlyChildOf(set, TAG.set))
  }
  return values
}

/** SigningCertificateV2 ::= { SEQUENCE OF ESSCertIDv2 { hashAlgorithm DEFAULT sha256, certHash, … }, … }: the first names the signer (RFC 5035 §5). */
function namesSigner(value: DerNode | undefined, signer: PkiCertificate): boolean {
  if (!value) return false
  const [first] = childrenOf(childrenOf(value)[0])
  const [one, two] = childrenOf(first)
  const hash = one?.tag === TAG.sequence ? hashOf(one) : 'sha256'
  const named = hexOf(must(one?.tag === TAG.sequence ? two : one, TAG.octetString))
  return named === (hash === 'sha256' ? signer.fingerprint : digestOf(hash, signer.der))
}

/** In hex: a string is made in half the time of a buffer. */
function digestOf(hash: Hash, bytes: Uint8Array | string): string {
  return hashBytes(hash, bytes, 'hex')
}

function hexOf({ contents }: DerNode): string {
  return Buffer.from(contents).toString('hex')
}

function invalid(reason: CmsReason): CmsResult {
  return { kind: 'invalid', code: 'STATEMENT_SIGNATURE_INVALID', reason }
}
