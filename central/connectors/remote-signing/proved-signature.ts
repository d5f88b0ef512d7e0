import { createPublicKey, type KeyObject, verify } from 'node:crypto'
import { integer, sequence } from '../../../data/pki/der-write.ts'
import type { RemoteSignature } from './remote-signer.ts'

/** Two numbers of 32 octets: what some services give in place of the DER of RFC 3279 §2.2.3. */
const P256_PAIR_BYTES = 64
/** An RSA signature is as long as its modulus, an ECDSA-Sig-Value over P-256 never beyond 72 octets. */
const RSA_MIN_BYTES = 128

/**
 * Checks a provider's signature before anybody else sees it. `publicKeyInfo` is the SubjectPublicKeyInfo of the certificate. Null for a signature that is not of
 * this key over these bytes. An ECDSA pair of numbers is given as DER.
 */
export function proveSignature(
  signature: Uint8Array,
  toBeSigned: Uint8Array,
  publicKeyInfo: Uint8Array,
): RemoteSignature | null {
  const key = createPublicKey({ key: Buffer.from(publicKeyInfo), format: 'der', type: 'spki' })
  const algorithm = key.asymmetricKeyType === 'rsa' ? 'RS256' : 'ES256'
  if (holds(key, toBeSigned, signature)) return { signature, algorithm }
  if (algorithm === 'RS256' || signature.length !== P256_PAIR_BYTES) return null
  const half = P256_PAIR_BYTES / 2
  const der = sequence(integer(signature.subarray(0, half)), integer(signature.subarray(half)))
  return holds(key, toBeSigned, der) ? { signature: der, algorithm } : null
}

/** A signature whose key is not known here: its length tells the kind, and `prepareCms().finish` refuses what does not hold. */
export function unprovedSignature(signature: Uint8Array): RemoteSignature {
  return { signature, algorithm: signature.length < RSA_MIN_BYTES ? 'ES256' : 'RS256' }
}

function holds(key: KeyObject, data: Uint8Array, signature: Uint8Array): boolean {
  try {
    return verify('sha256', data, key, signature)
  } catch {
    return false
  }
}
