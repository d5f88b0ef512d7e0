import { constants, type KeyObject, privateEncrypt } from 'node:crypto'
import { p256 } from '@noble/curves/nist.js'

/** DigestInfo of SHA-256 up to the hash (RFC 8017 §9.2, note 1). */
const DIGEST_INFO = Buffer.from('3031300d060960864801650304020105000420', 'hex')
export const SHA256_BYTES = 32

/** Signs a hash that somebody else made, as these services do: PKCS #1 v1.5 with an RSA key, ECDSA in DER with one on P-256. node:crypto hashes by itself for the latter. */
export function signHash(key: KeyObject, hash: Uint8Array): Uint8Array {
  if (key.asymmetricKeyType === 'rsa') {
    return privateEncrypt({ key, padding: constants.RSA_PKCS1_PADDING }, Buffer.concat([DIGEST_INFO, hash]))
  }
  const secret = Buffer.from(key.export({ format: 'jwk' }).d ?? '', 'base64url')
  return p256.sign(hash, secret, { prehash: false, format: 'der' })
}
