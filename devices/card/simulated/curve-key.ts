import { createPublicKey, type KeyObject } from 'node:crypto'

/** A public key on the curve of another key, from its point: the other's SubjectPublicKeyInfo with the point at its end exchanged. */
export function publicKeyOnCurve(key: KeyObject, point: Uint8Array): KeyObject {
  const own = createPublicKey(key).export({ format: 'der', type: 'spki' })
  const spki = Buffer.concat([own.subarray(0, own.length - point.length), point])
  return createPublicKey({ key: spki, format: 'der', type: 'spki' })
}
