import { createPrivateKey, type KeyObject, webcrypto } from 'node:crypto'
import { BitString, Utf8String } from 'asn1js'
import * as pkijs from 'pkijs'

/** Key references of SP 800-73-4 part 1, table 4b. */
export type PivSlot = '9A' | '9C' | '9D' | '9E'
export type PivAlgorithm = 'rsa-2048' | 'ec-p256'

export interface PivKey {
  readonly slot: PivSlot
  readonly algorithm: PivAlgorithm
  readonly privateKey: KeyObject
  /** X.509, DER. */
  readonly certificate: Uint8Array
}

export interface PivKeyOptions {
  readonly slot: PivSlot
  readonly algorithm: PivAlgorithm
  readonly commonName?: string
  readonly notBefore?: Date
  readonly notAfter?: Date
  /** First octet of the KeyUsage bit string (RFC 5280 §4.2.1.3). Default: digitalSignature and nonRepudiation. */
  readonly keyUsage?: number
}

const DAY_MS = 86_400_000
const SIGNATURE_AND_NON_REPUDIATION = 0xc0
const UNUSED_USAGE_BITS = 5

/** Makes a key pair and a certificate over it, signed by itself. The person is fictitious. */
export async function makePivKey(options: PivKeyOptions): Promise<PivKey> {
  const { slot, algorithm, commonName = 'NGUYỄN VĂN MẪU', keyUsage = SIGNATURE_AND_NON_REPUDIATION } = options
  const { notBefore = new Date(Date.now() - DAY_MS), notAfter = new Date(Date.now() + 365 * DAY_MS) } = options
  const engine = new pkijs.CryptoEngine({ name: 'node', crypto: webcrypto as never })
  const keys = await webcrypto.subtle.generateKey(GENERATION[algorithm], true, ['sign', 'verify'])

  const certificate = new pkijs.Certificate()
  certificate.version = 2
  certificate.serialNumber.valueBlock.valueHexView = Uint8Array.of(Number.parseInt(slot, 16) & 0x7f)
  for (const name of [certificate.subject, certificate.issuer]) {
    // One attribute: pkijs writes several into one RDN, which no certification authority does.
    name.typesAndValues.push(
      new pkijs.AttributeTypeAndValue({ type: '2.5.4.3', value: new Utf8String({ value: commonName }) }),
    )
  }
  certificate.notBefore.value = notBefore
  certificate.notAfter.value = notAfter
  const usage = new BitString({ valueHex: Uint8Array.of(keyUsage).buffer, unusedBits: UNUSED_USAGE_BITS })
  certificate.extensions = [
    new pkijs.Extension({ extnID: '2.5.29.15', critical: true, extnValue: usage.toBER(false), parsedValue: usage }),
  ]
  await certificate.subjectPublicKeyInfo.importKey(keys.publicKey, engine)
  await certificate.sign(keys.privateKey, 'SHA-256', engine)

  const pkcs8 = Buffer.from(await webcrypto.subtle.exportKey('pkcs8', keys.privateKey))
  return {
    slot,
    algorithm,
    privateKey: createPrivateKey({ key: pkcs8, format: 'der', type: 'pkcs8' }),
    certificate: new Uint8Array(certificate.toSchema(true).toBER(false)),
  }
}

const GENERATION = {
  'rsa-2048': {
    name: 'RSASSA-PKCS1-v1_5',
    hash: 'SHA-256',
    modulusLength: 2048,
    publicExponent: new Uint8Array([1, 0, 1]),
  },
  'ec-p256': { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' },
} as const
