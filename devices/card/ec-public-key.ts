import { createPublicKey } from 'node:crypto'
import { readTlvs } from './tlv.ts'

export interface EcPublicKey {
  /** As node:crypto names the curve; also where the key spells its parameters out, as chips do (OpenSSL recognises them). */
  readonly curveName: string
  /** SEC 1. */
  readonly point: Uint8Array
}

/** Curve and point of a SubjectPublicKeyInfo (DER); null when it is no key on a curve with a name. */
export function ecPublicKeyOf(spki: Uint8Array): EcPublicKey | null {
  try {
    const key = createPublicKey({ key: Buffer.from(spki), format: 'der', type: 'spki' })
    const curveName = key.asymmetricKeyType === 'ec' ? key.asymmetricKeyDetails?.namedCurve : undefined
    const bits = readTlvs(readTlvs(spki)[0]?.value ?? spki)[1]?.value
    // The first byte of a BIT STRING counts unused bits: none here.
    return curveName && bits && bits.length > 1 ? { curveName, point: bits.subarray(1) } : null
  } catch {
    return null
  }
}
