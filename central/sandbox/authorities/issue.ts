import { createHash, createPublicKey, type KeyObject, sign } from 'node:crypto'
import { childrenOf, readDer } from '../../../data/pki/der.ts'
import { octetsOfBits } from '../../../data/pki/der-values.ts'
import {
  bitString,
  boolean,
  certificateTime,
  integer,
  namedBits,
  nullValue,
  octetString,
  oid,
  sequence,
  setOf,
  utf8,
  writeDer,
} from '../../../data/pki/der-write.ts'
import { OID } from '../../../data/pki/oids.ts'

/** Attribute types of the Vietnamese profile (domain.md §3.2) by the letters people know them by. */
export const ATTRIBUTE = {
  C: OID.country,
  ST: OID.province,
  L: OID.locality,
  O: OID.organisation,
  OU: OID.organisationUnit,
  T: OID.title,
  CN: OID.commonName,
  UID: OID.userId,
  E: OID.emailAddress,
  ORGID: OID.organisationIdentifier,
} as const
export type StringKind = 'utf8' | 'printable' | 'bmp' | 'teletex' | 'ia5'
export type NameParts = readonly (readonly [attribute: keyof typeof ATTRIBUTE, text: string, kind?: StringKind])[]

export interface Signer {
  readonly name: NameParts
  readonly key: KeyObject
}

export interface CertificateDraft {
  readonly subject: NameParts
  readonly publicKey: KeyObject
  readonly issuer: Signer
  /** Positive. */
  readonly serial: Uint8Array
  readonly notBefore: number
  readonly notAfter: number
  /** Bits of RFC 5280 §4.2.1.3; null leaves the extension out. */
  readonly usage: number | null
  readonly purposes?: readonly string[]
  /** Set for an authority. */
  readonly authority?: { readonly pathLength: number | null }
  readonly ocspUrl?: string
  readonly crlUrl?: string
  readonly issuerUrl?: string
  readonly email?: string
  readonly ocspNoCheck?: boolean
  /** Left-over practice of years ago, for showing that it is refused. */
  readonly hash?: 'sha1' | 'sha256'
  /** DER of further extensions, for tests. */
  readonly more?: readonly Uint8Array[]
}

/** Makes a certificate (RFC 5280 §4.1) as Vietnamese issuers do (domain.md §3.3). Gives DER. */
export function issueCertificate(draft: CertificateDraft): Uint8Array {
  const { issuer, subject, hash = 'sha256' } = draft
  const keyInfo = spkiOf(draft.publicKey)
  const tbs = sequence(
    writeDer(0xa0, integer(2)),
    integer(draft.serial),
    signatureAlgorithm(issuer.key, hash),
    writeName(issuer.name),
    sequence(certificateTime(draft.notBefore), certificateTime(draft.notAfter)),
    writeName(subject),
    keyInfo,
    writeDer(0xa3, sequence(...extensionsOf(draft))),
  )
  return signed(tbs, issuer.key, hash)
}

/** A signed structure of X.509: what was signed, the algorithm, the signature. */
export function signed(
  tbs: Uint8Array,
  key: KeyObject,
  hash: 'sha1' | 'sha256' = 'sha256',
  ...more: Uint8Array[]
): Uint8Array {
  return sequence(tbs, signatureAlgorithm(key, hash), bitString(sign(hash, tbs, key)), ...more)
}

export function signatureAlgorithm(key: KeyObject, hash: 'sha1' | 'sha256'): Uint8Array {
  const isRsa = key.asymmetricKeyType === 'rsa'
  if (isRsa) return sequence(oid(hash === 'sha1' ? OID.rsaSha1 : OID.rsaSha256), nullValue())
  return sequence(oid(hash === 'sha1' ? OID.ecdsaSha1 : OID.ecdsaSha256))
}

export function writeName(parts: NameParts): Uint8Array {
  return sequence(
    ...parts.map(([attribute, text, kind]) => {
      const usual = attribute === 'C' ? 'printable' : attribute === 'E' ? 'ia5' : 'utf8'
      return setOf(sequence(oid(ATTRIBUTE[attribute]), writeText(text, kind ?? usual)))
    }),
  )
}

export function extension(id: string, critical: boolean, value: Uint8Array): Uint8Array {
  return sequence(oid(id), ...(critical ? [boolean(true)] : []), octetString(value))
}

/** SHA-1 of the key's bits: its identifier (RFC 5280 §4.2.1.2 (1)). */
export function keyIdOf(key: KeyObject): Uint8Array {
  return createHash('sha1').update(keyBitsOf(key)).digest()
}

/** The key alone, out of its SubjectPublicKeyInfo. */
export function keyBitsOf(key: KeyObject): Uint8Array {
  return octetsOfBits(childrenOf(readDer(spkiOf(key)))[1])
}

export function spkiOf(key: KeyObject): Uint8Array {
  const isPrivate = key.type === 'private'
  return new Uint8Array((isPrivate ? createPublicKey(key) : key).export({ type: 'spki', format: 'der' }))
}

function extensionsOf(draft: CertificateDraft): readonly Uint8Array[] {
  const { authority, usage, purposes, ocspUrl, crlUrl, issuerUrl, email, ocspNoCheck, more = [] } = draft
  const constraints = authority
    ? [boolean(true), ...(authority.pathLength === null ? [] : [integer(authority.pathLength)])]
    : []
  const access = [
    ...(ocspUrl ? [sequence(oid(OID.ocsp), uri(ocspUrl))] : []),
    ...(issuerUrl ? [sequence(oid(OID.caIssuers), uri(issuerUrl))] : []),
  ]
  return [
    extension(OID.basicConstraints, true, sequence(...constraints)),
    extension(OID.subjectKeyId, false, octetString(keyIdOf(draft.publicKey))),
    extension(OID.authorityKeyId, false, sequence(writeDer(0x80, keyIdOf(draft.issuer.key)))),
    ...(usage === null ? [] : [extension(OID.keyUsage, true, namedBits(usage))]),
    ...(purposes ? [extension(OID.extendedKeyUsage, false, sequence(...purposes.map(oid)))] : []),
    ...(email ? [extension(OID.subjectAltName, false, sequence(writeDer(0x81, Buffer.from(email, 'latin1'))))] : []),
    ...(access.length > 0 ? [extension(OID.authorityInfoAccess, false, sequence(...access))] : []),
    ...(crlUrl
      ? [extension(OID.crlDistributionPoints, false, sequence(sequence(writeDer(0xa0, writeDer(0xa0, uri(crlUrl))))))]
      : []),
    ...(ocspNoCheck ? [extension(OID.ocspNoCheck, false, nullValue())] : []),
    ...more,
  ]
}

function uri(url: string): Uint8Array {
  return writeDer(0x86, Buffer.from(url, 'latin1'))
}

function writeText(text: string, kind: StringKind): Uint8Array {
  switch (kind) {
    case 'utf8':
      return utf8(text)
    case 'printable':
      return writeDer(0x13, Buffer.from(text, 'latin1'))
    case 'ia5':
      return writeDer(0x16, Buffer.from(text, 'latin1'))
    case 'teletex':
      return writeDer(0x14, Buffer.from(text, 'latin1'))
    case 'bmp':
      return writeDer(0x1e, Buffer.from(text, 'utf16le').swap16())
  }
}
