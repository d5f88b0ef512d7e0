import { type KeyObject, verify } from 'node:crypto'
import { Integer, Sequence } from 'asn1js'
import type { SignatureAlgorithm } from './messages.ts'

const HASHES: Record<SignatureAlgorithm, string> = { RS256: 'sha256', ES256: 'sha256', ES384: 'sha384' }
/** First byte of a DER SEQUENCE. */
const SEQUENCE_TAG = 0x30

/** How a key signs here (RFC 7518 §3.1); null for a key or curve that has no place there. */
export function algorithmOf(key: KeyObject): SignatureAlgorithm | null {
  if (key.asymmetricKeyType === 'rsa') return 'RS256'
  switch (key.asymmetricKeyDetails?.namedCurve) {
    case 'prime256v1':
      return 'ES256'
    case 'secp384r1':
      return 'ES384'
    default:
      return null
  }
}

/**
 * Turns what a token gave into the signature as the port has it, and proves it with the certificate's own key; null when it is not the signature
 * of that key over that data. ECDSA comes as r and s side by side (PKCS#11 v2.40 §2.3.1) and becomes an ECDSA-Sig-Value (RFC 3279 §2.2.3);
 * a module that gives DER already is taken at its word, and proved like the others.
 */
export function provenSignature(
  raw: Uint8Array,
  data: Uint8Array,
  key: KeyObject,
  algorithm: SignatureAlgorithm,
): Uint8Array | null {
  const candidates = algorithm === 'RS256' ? [raw] : [ecdsaDer(raw), ...(raw[0] === SEQUENCE_TAG ? [raw] : [])]
  return candidates.find((signature) => verify(HASHES[algorithm], data, key, signature)) ?? null
}

function ecdsaDer(raw: Uint8Array): Uint8Array {
  const half = raw.length / 2
  const number = (bytes: Uint8Array) => Integer.fromBigInt(BigInt(`0x0${Buffer.from(bytes).toString('hex')}`))
  const value = [number(raw.subarray(0, half)), number(raw.subarray(half))]
  return new Uint8Array(new Sequence({ value }).toBER())
}
