import { createHash } from 'node:crypto'
import { BER, type BerNode, integerOf, invalidFile, oidOf, readBer, readTemplate } from './ber.ts'
import { EF_SOD } from './efs.ts'
import { readSignedData, type SignerInfo } from './signed-data.ts'
import { readSignerCertificate, type SignerCertificate } from './signer-certificate.ts'
import { hashOf, verifySignature } from './verify-signature.ts'

/** EF.SOD, read and with its own signature judged (ICAO 9303-10 §4.6.2, 9303-11 §5.1). */
export interface SecurityObject {
  /** As node:crypto names it. */
  readonly hash: string
  /** The hash of each data group the issuer signed, by number. */
  readonly hashes: ReadonlyMap<number, Uint8Array>
  readonly signature: 'valid' | 'invalid'
  /** The document signer whose signature holds; of an invalid one, the signer named. */
  readonly signer: SignerCertificate
}

/** Raises CHIP_FILE_INVALID for anything that is no CMS SignedData over an LDSSecurityObject with its signer's certificate inside. */
export function readSecurityObject(sod: Uint8Array): SecurityObject {
  const template = readTemplate(sod, EF_SOD.tag, FILE)
  const { contentType, content, certificates, signers } = readSignedData(template.value, FILE)
  if (contentType !== LDS_SECURITY_OBJECT) throw invalidFile(FILE, 'content')
  const known = certificates.map((node) => readSignerCertificate(node, FILE))
  const judged = signers.flatMap((info) => {
    const certificate = known.find((each) => isNamed(each, info))
    return certificate ? [{ certificate, holds: signatureHolds(info, certificate, content) }] : []
  })
  const signer = judged.find(({ holds }) => holds) ?? judged[0]
  if (!signer) throw invalidFile(FILE, 'signer')
  return { ...readHashes(content), signature: signer.holds ? 'valid' : 'invalid', signer: signer.certificate }
}

/** Digest of `data` by node:crypto's name. */
export function digestOf(hash: string, data: Uint8Array): Uint8Array {
  return createHash(hash).update(data).digest()
}

/** Equal length and content. Nothing here is secret: no constant time is needed. */
export function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return Buffer.compare(a, b) === 0
}

const FILE = EF_SOD.name
const LDS_SECURITY_OBJECT = '2.23.136.1.1.1'
// RFC 5652 §11.1, §11.2.
const CONTENT_TYPE = '1.2.840.113549.1.9.3'
const MESSAGE_DIGEST = '1.2.840.113549.1.9.4'

/** Only a look-up among the SOD's own certificates: the issuer's name, which some countries encode in two ways, is not compared; the signature decides. */
function isNamed({ serial, subjectKeyId }: SignerCertificate, { signer }: SignerInfo): boolean {
  if ('serial' in signer) return sameBytes(signer.serial, serial)
  return subjectKeyId !== null && sameBytes(signer.keyId, subjectKeyId)
}

/** The attributes were signed; they must name this content and its digest (RFC 5652 §5.4, §5.6). ICAO 9303-10 asks for attributes always. */
function signatureHolds(info: SignerInfo, { publicKey }: SignerCertificate, content: Uint8Array): boolean {
  const hash = hashOf(info.digest)
  if (!hash) throw invalidFile(FILE, 'algorithm')
  const { attributes } = info
  if (!attributes) throw invalidFile(FILE, 'attributes')
  const named = attributeOf(attributes, MESSAGE_DIGEST)
  if (oidOf(attributeOf(attributes, CONTENT_TYPE)) !== LDS_SECURITY_OBJECT) return false
  if (!sameBytes(named.value, digestOf(hash, content))) return false
  const data = Uint8Array.from(attributes.raw)
  // Signed as a SET OF, stored as [0] IMPLICIT.
  data[0] = BER.set
  const { algorithm, signature } = info
  return verifySignature({ algorithm, hash, key: publicKey, data, signature, file: FILE })
}

function attributeOf(attributes: BerNode, type: string): BerNode {
  const found = attributes.children.filter(({ children }) => oidOf(children[0]) === type)
  const values = found[0]?.children[1]?.children ?? []
  const [value] = values
  if (found.length !== 1 || values.length !== 1 || !value) throw invalidFile(FILE, 'attributes')
  return value
}

/** LDSSecurityObject ::= SEQUENCE { version, hashAlgorithm, SEQUENCE OF SEQUENCE { number, hash }, … } (ICAO 9303-10 §4.6.2.3). */
function readHashes(content: Uint8Array): Pick<SecurityObject, 'hash' | 'hashes'> {
  const [version, algorithm, list] = readBer(content, FILE).children
  const hash = hashOf(algorithm)
  if (integerOf(version) === null || list?.tag !== BER.sequence) throw invalidFile(FILE, 'content')
  if (!hash) throw invalidFile(FILE, 'algorithm')
  const hashes = new Map<number, Uint8Array>()
  for (const { children } of list.children) {
    const number = integerOf(children[0])
    const value = children[1]
    if (number === null || value?.tag !== BER.octets || hashes.has(number)) throw invalidFile(FILE, 'content')
    hashes.set(number, value.value)
  }
  return { hash, hashes }
}
