import { constants, createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto'
import { bits, integer, NULL, octets, oid, printable, sequence, set, tlv, utcTime, utf8 } from './der-write.ts'

/** How a sample card is signed. `ecdsa-explicit`: the curve spelled out in the certificates, as many countries do. */
export type SignerAlgorithm = 'rsa-pss' | 'rsa' | 'ecdsa' | 'ecdsa-explicit'
export type SignerHash = 'sha256' | 'sha384' | 'sha512'

/** A key with its certificate. */
export interface SampleSigner {
  readonly privateKey: KeyObject
  readonly certificate: Uint8Array
  /** Name, DER. */
  readonly subject: Uint8Array
  readonly serial: number
  readonly keyId: Uint8Array
}

export const HASH_OIDS: Readonly<Record<SignerHash, string>> = {
  sha256: '2.16.840.1.101.3.4.2.1',
  sha384: '2.16.840.1.101.3.4.2.2',
  sha512: '2.16.840.1.101.3.4.2.3',
}

/** A self-signed country authority (CSCA). Its name says that it is a sample, so that nobody takes it for the ministry's. */
export function sampleAuthority(
  algorithm: SignerAlgorithm,
  hash: SignerHash,
  notAfter: Date,
  country = 'VN',
): SampleSigner {
  return certify({ name: 'CSCA MOTCUA SAMPLE', country, algorithm, hash, notAfter, issuer: null, purpose: null })
}

/** A document signer issued by `issuer`; `purpose` (an extended key usage, dotted) makes it a certificate for something else. */
export function sampleDocumentSigner(
  issuer: SampleSigner,
  algorithm: SignerAlgorithm,
  hash: SignerHash,
  notAfter: Date,
  purpose: string | null = null,
): SampleSigner {
  return certify({ name: 'DS MOTCUA SAMPLE', country: 'VN', algorithm, hash, notAfter, issuer, purpose })
}

/** CMS SignedData over the security object, one signer, its certificate inside (ICAO 9303-10 §4.6.2.2), in the template of EF.SOD. */
export function sampleSod(
  content: Uint8Array,
  signer: SampleSigner,
  issuer: SampleSigner,
  algorithm: SignerAlgorithm,
  hash: SignerHash,
  signerBy: 'issuer-and-serial' | 'key-id' = 'issuer-and-serial',
): Uint8Array {
  const contentType = oid('2.23.136.1.1.1')
  const digest = createHash(hash).update(content).digest()
  const attributes = [
    sequence(oid('1.2.840.113549.1.9.3'), set(contentType)),
    sequence(oid('1.2.840.113549.1.9.4'), set(octets(digest))),
  ]
  const byKey = signerBy === 'key-id'
  const signerInfo = sequence(
    integer(byKey ? 3 : 1),
    byKey ? tlv(0x80, signer.keyId) : sequence(issuer.subject, integer(signer.serial)),
    sequence(oid(HASH_OIDS[hash])),
    tlv(0xa0, ...attributes),
    signatureAlgorithm(algorithm, hash),
    octets(signed(set(...attributes), signer.privateKey, algorithm, hash)),
  )
  const signedData = sequence(
    integer(3),
    set(sequence(oid(HASH_OIDS[hash]))),
    sequence(contentType, tlv(0xa0, octets(content))),
    tlv(0xa0, signer.certificate),
    set(signerInfo),
  )
  return tlv(0x77, sequence(oid('1.2.840.113549.1.7.2'), tlv(0xa0, signedData)))
}

const RSA_BITS = 2048
const SALT_BYTES = 32
const NOT_BEFORE = new Date('2021-01-01T00:00:00Z')
const RSA_OIDS = { sha256: '1.2.840.113549.1.1.11', sha384: '1.2.840.113549.1.1.12', sha512: '1.2.840.113549.1.1.13' }
const ECDSA_OIDS = { sha256: '1.2.840.10045.4.3.2', sha384: '1.2.840.10045.4.3.3', sha512: '1.2.840.10045.4.3.4' }

interface CertificateRequest {
  readonly name: string
  readonly country: string
  readonly algorithm: SignerAlgorithm
  readonly hash: SignerHash
  readonly notAfter: Date
  readonly issuer: SampleSigner | null
  readonly purpose: string | null
}

/** RFC 5280, with the extensions of ICAO 9303-12 table 5 that a reader looks at. */
function certify({ name, country, algorithm, hash, notAfter, issuer, purpose }: CertificateRequest): SampleSigner {
  const { publicKey, privateKey } = keyPair(algorithm)
  const spki = publicKey.export({ type: 'spki', format: 'der' })
  const keyId = createHash('sha1').update(spki).digest()
  const subject = distinguishedName(country, name)
  const serial = 1 + randomBytes(3).readUIntBE(0, 3)
  const extension = (id: string, critical: boolean, value: Uint8Array) =>
    sequence(oid(id), ...(critical ? [tlv(0x01, Buffer.of(0xff))] : []), octets(value))
  const keyUsage = issuer ? bits(Buffer.of(0x80), 7) : bits(Buffer.of(0x06), 1)
  const tbs = sequence(
    tlv(0xa0, integer(2)),
    integer(serial),
    signatureAlgorithm(algorithm, hash),
    issuer?.subject ?? subject,
    sequence(utcTime(NOT_BEFORE), utcTime(notAfter)),
    subject,
    spki,
    tlv(
      0xa3,
      sequence(
        extension('2.5.29.14', false, octets(keyId)),
        extension('2.5.29.35', false, sequence(tlv(0x80, issuer?.keyId ?? keyId))),
        extension('2.5.29.15', true, keyUsage),
        ...(purpose === null ? [] : [extension('2.5.29.37', true, sequence(oid(purpose)))]),
        ...(issuer ? [] : [extension('2.5.29.19', true, sequence(tlv(0x01, Buffer.of(0xff)), integer(0)))]),
      ),
    ),
  )
  const signature = signed(tbs, issuer?.privateKey ?? privateKey, algorithm, hash)
  return {
    privateKey,
    certificate: sequence(tbs, signatureAlgorithm(algorithm, hash), bits(signature)),
    subject,
    serial,
    keyId,
  }
}

function keyPair(algorithm: SignerAlgorithm) {
  if (algorithm === 'rsa' || algorithm === 'rsa-pss') return generateKeyPairSync('rsa', { modulusLength: RSA_BITS })
  const paramEncoding = algorithm === 'ecdsa-explicit' ? 'explicit' : 'named'
  return generateKeyPairSync('ec', { namedCurve: 'brainpoolP256r1', paramEncoding })
}

function distinguishedName(country: string, commonName: string): Uint8Array {
  const attribute = (id: string, value: Uint8Array) => set(sequence(oid(id), value))
  return sequence(attribute('2.5.4.6', printable(country)), attribute('2.5.4.3', utf8(commonName)))
}

function signatureAlgorithm(algorithm: SignerAlgorithm, hash: SignerHash): Uint8Array {
  if (algorithm === 'rsa') return sequence(oid(RSA_OIDS[hash]), NULL)
  if (algorithm !== 'rsa-pss') return sequence(oid(ECDSA_OIDS[hash]))
  const hashAlgorithm = sequence(oid(HASH_OIDS[hash]), NULL)
  const mask = sequence(oid('1.2.840.113549.1.1.8'), hashAlgorithm)
  const parameters = sequence(tlv(0xa0, hashAlgorithm), tlv(0xa1, mask), tlv(0xa2, integer(SALT_BYTES)))
  return sequence(oid('1.2.840.113549.1.1.10'), parameters)
}

function signed(data: Uint8Array, key: KeyObject, algorithm: SignerAlgorithm, hash: SignerHash): Uint8Array {
  const pss = { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: SALT_BYTES }
  return sign(hash, data, { key, ...(algorithm === 'rsa-pss' ? pss : {}) })
}
