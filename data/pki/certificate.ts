import { createHash, createPublicKey, type KeyObject } from 'node:crypto'
import { type KeyKind, type SignatureScheme, schemeOf } from './algorithms.ts'
import { childrenOf, DerError, type DerNode, must, onlyChildOf, readDer, TAG } from './der.ts'
import { octetsOfBits, serialOf, timeOf } from './der-values.ts'
import {
  type Addresses,
  addressesOf,
  constraintsOf,
  type Extensions,
  keyUsageOf,
  purposesOf,
  readExtensions,
} from './extensions.ts'
import { nameKey } from './name.ts'

/** A certificate (RFC 5280 §4.1), read once. Nothing is judged yet. */
export interface PkiCertificate {
  readonly der: Uint8Array
  /** SHA-256 of `der`, lower-case hex. */
  readonly fingerprint: string
  /** Lower-case hex without leading zeros. */
  readonly serial: string
  readonly subject: DerNode
  readonly issuer: DerNode
  /** The forms in which names are compared. */
  readonly subjectKey: string
  readonly issuerKey: string
  /** Milliseconds since 1970; both ends are inside. */
  readonly validFrom: number
  readonly validTo: number
  readonly publicKeyInfo: Uint8Array
  /** The key alone, as OCSP hashes it (RFC 6960 §4.1.1). */
  readonly publicKeyBits: Uint8Array
  /** Null for a key that is neither RSA nor on a named curve that is known here. */
  readonly key: KeyObject | null
  readonly keyKind: KeyKind | null
  /** 0 for a curve, or an exponent, that nobody should use. */
  readonly keyBits: number
  readonly isAuthority: boolean
  /** How many authorities may stand below, null when not limited. */
  readonly pathLength: number | null
  /** Bits of RFC 5280 §4.2.1.3, null when not restricted. */
  readonly keyUsage: number | null
  /** Null when not restricted. */
  readonly purposes: readonly string[] | null
  readonly addresses: Addresses
  readonly extensions: Extensions
  /** The bytes that were signed. */
  readonly signed: Uint8Array
  readonly scheme: SignatureScheme
  readonly signature: Uint8Array
}

/** Bits of keyUsage (RFC 5280 §4.2.1.3). */
export const USAGE = { digitalSignature: 1, nonRepudiation: 2, keyCertSign: 32, crlSign: 64 } as const

/** Reads the DER of one certificate. Null for anything that is none. */
export function readCertificate(der: Uint8Array): PkiCertificate | null {
  try {
    return certificateOf(readDer(der))
  } catch (thrown) {
    if (thrown instanceof DerError) return null
    throw thrown
  }
}

/** Bits of curves by OpenSSL's names. */
const CURVE_BITS: Readonly<Record<string, number>> = { prime256v1: 256, secp384r1: 384, secp521r1: 521 }
const SERIAL_AT = 1
const EXPONENT_MIN = 3n

function certificateOf(node: DerNode): PkiCertificate {
  const [tbs, algorithm, signature, ...more] = childrenOf(node)
  const fields = childrenOf(tbs)
  // Without [0] it is a version 1 certificate, which has no extensions: no authority, no limits. It is read, and judged for what it lacks.
  const at = fields[0]?.tag === TAG.explicit0 ? SERIAL_AT : 0
  const [serial, innerAlgorithm, issuer, validity, subject, keyInfo] = fields.slice(at)
  const [notBefore, notAfter] = childrenOf(validity)
  if (!tbs || !algorithm || !innerAlgorithm || more.length > 0) throw new DerError('certificate')
  if (Buffer.compare(algorithm.raw, innerAlgorithm.raw) !== 0) throw new DerError('algorithms differ')
  const wrapped = fields.find(({ tag }) => tag === TAG.explicit3)
  const extensions = readExtensions(wrapped ? onlyChildOf(wrapped, TAG.explicit3) : undefined)
  const { key, keyKind, keyBits } = readKey(must(keyInfo, TAG.sequence))
  return {
    der: node.raw,
    fingerprint: createHash('sha256').update(node.raw).digest('hex'),
    serial: serialOf(serial),
    subject: must(subject, TAG.sequence),
    issuer: must(issuer, TAG.sequence),
    subjectKey: nameKey(must(subject, TAG.sequence)),
    issuerKey: nameKey(must(issuer, TAG.sequence)),
    validFrom: timeOf(notBefore),
    validTo: timeOf(notAfter),
    publicKeyInfo: must(keyInfo, TAG.sequence).raw,
    publicKeyBits: octetsOfBits(childrenOf(keyInfo)[1]),
    key,
    keyKind,
    keyBits,
    ...constraintsOf(extensions),
    keyUsage: keyUsageOf(extensions),
    purposes: purposesOf(extensions),
    addresses: addressesOf(extensions),
    extensions,
    signed: tbs.raw,
    scheme: schemeOf(algorithm),
    signature: octetsOfBits(signature),
  }
}

function readKey(keyInfo: DerNode): Pick<PkiCertificate, 'key' | 'keyKind' | 'keyBits'> {
  const key = publicKeyOf(keyInfo.raw)
  const { modulusLength = 0, publicExponent = 0n, namedCurve } = key?.asymmetricKeyDetails ?? {}
  // With an exponent of 1 everybody signs.
  if (key?.asymmetricKeyType === 'rsa')
    return { key, keyKind: 'rsa', keyBits: publicExponent >= EXPONENT_MIN ? modulusLength : 0 }
  if (key?.asymmetricKeyType === 'ec') return { key, keyKind: 'ec', keyBits: CURVE_BITS[namedCurve ?? ''] ?? 0 }
  return { key: null, keyKind: null, keyBits: 0 }
}

function publicKeyOf(keyInfo: Uint8Array): KeyObject | null {
  try {
    return createPublicKey({ key: Buffer.from(keyInfo), format: 'der', type: 'spki' })
  } catch {
    return null
  }
}
