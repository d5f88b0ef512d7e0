import { createECDH } from 'node:crypto'
import type { WeierstrassPoint, WeierstrassPointCons } from '@noble/curves/abstract/weierstrass.js'
import { Fault } from '../../flows/base/fault.ts'
import { bigOf, type Random } from './random.ts'

export type CurvePoint = WeierstrassPoint<bigint>

/** One elliptic curve PACE may run on: by name for OpenSSL, and as points that can be added, which OpenSSL does not offer to Node. */
export interface Curve {
  /** As node:crypto names it. */
  readonly name: string
  /** An uncompressed point (SEC 1). Raises CHIP_PROTOCOL when it does not lie on the curve. */
  point(bytes: Uint8Array): CurvePoint
}

/** Standardised domain parameters (ICAO 9303-11 table 6). Those of 224 bits and less, and brainpoolP320r1 (14), nobody is known to issue. */
const CURVES: ReadonlyMap<number, { readonly name: string; load(): Promise<WeierstrassPointCons<bigint>> }> = new Map([
  [12, { name: 'prime256v1', load: async () => (await import('@noble/curves/nist.js')).p256.Point }],
  [13, { name: 'brainpoolP256r1', load: async () => (await import('@noble/curves/misc.js')).brainpoolP256r1.Point }],
  [15, { name: 'secp384r1', load: async () => (await import('@noble/curves/nist.js')).p384.Point }],
  [16, { name: 'brainpoolP384r1', load: async () => (await import('@noble/curves/misc.js')).brainpoolP384r1.Point }],
  [17, { name: 'brainpoolP512r1', load: async () => (await import('@noble/curves/misc.js')).brainpoolP512r1.Point }],
  [18, { name: 'secp521r1', load: async () => (await import('@noble/curves/nist.js')).p521.Point }],
])

/** Whether PACE can run on the parameters with this number. */
export function isKnownCurve(parameterId: number | null): parameterId is number {
  return parameterId !== null && CURVES.has(parameterId)
}

/** Raises CHIP_PROTOCOL for a number `isKnownCurve` does not know. */
export async function loadCurve(parameterId: number): Promise<Curve> {
  const found = CURVES.get(parameterId)
  if (!found) throw new Fault('CHIP_PROTOCOL', { step: 'curve', parameterId })
  const points = await found.load()
  return {
    name: found.name,
    point(bytes) {
      try {
        const point = points.fromBytes(bytes)
        point.assertValidity()
        return point
      } catch (thrown) {
        throw new Fault('CHIP_PROTOCOL', { step: 'point' }, thrown)
      }
    },
  }
}

/** A one-time private key, big-endian, drawn until it lies between 1 and the order of the curve (FIPS 186-5 A.2.2). */
export function drawPrivateKey(curveName: string, random: Random): Uint8Array {
  // OpenSSL names every curve by its bits.
  const bits = Number(/\d+/.exec(curveName)?.[0])
  const sizeBytes = Math.ceil(bits / 8)
  const keys = createECDH(curveName)
  for (;;) {
    const drawn = random(sizeBytes)
    drawn[0]! &= 0xff >> (sizeBytes * 8 - bits)
    try {
      keys.setPrivateKey(drawn)
      return drawn
    } catch {
      drawn.fill(0)
    }
  }
}

/** The generator times a private key, uncompressed. */
export function publicPoint(curveName: string, privateKey: Uint8Array): Uint8Array {
  const keys = createECDH(curveName)
  keys.setPrivateKey(privateKey)
  return Uint8Array.from(keys.getPublicKey())
}

/** Elliptic curve Diffie-Hellman: the x coordinate, as long as the field. Raises CHIP_PROTOCOL for a point that is not on the curve. */
export function sharedSecret(curveName: string, privateKey: Uint8Array, point: Uint8Array): Uint8Array {
  const keys = createECDH(curveName)
  try {
    keys.setPrivateKey(privateKey)
    return Uint8Array.from(keys.computeSecret(point))
  } catch (thrown) {
    throw new Fault('CHIP_PROTOCOL', { step: 'point' }, thrown)
  }
}

/**
 * Generic mapping of PACE (ICAO 9303-11 §4.4.3.3.1): G' = s · G + H, where H is the whole point both sides agree on. Gives the new generator.
 */
export function mapGenerator(
  curve: Curve,
  nonce: Uint8Array,
  privateKey: Uint8Array,
  theirPoint: Uint8Array,
): CurvePoint {
  const agreed = curve.point(theirPoint).multiply(bigOf(privateKey))
  const scaled = curve.point(publicPoint(curve.name, nonce))
  const mapped = scaled.add(agreed)
  if (mapped.is0()) throw new Fault('CHIP_PROTOCOL', { step: 'mapping' })
  return mapped
}
