import { randomBytes } from 'node:crypto'
import { type CipherSuite, suiteOf } from '../cipher-suite.ts'
import {
  type Curve,
  type CurvePoint,
  drawPrivateKey,
  loadCurve,
  mapGenerator,
  publicPoint,
  sharedSecret,
} from '../curves.ts'
import { derivePasswordKey, deriveSessionKeys } from '../kdf.ts'
import { paceToken } from '../pace.ts'
import { bigOf, systemRandom } from '../random.ts'
import { readTlvs, tlv } from '../tlv.ts'
import type { ChipSession } from './chip-messaging.ts'

/** What one GENERAL AUTHENTICATE of PACE is answered; `refused` is a wrong key, `session` the end of a right one. */
export type PaceAnswer =
  | { readonly kind: 'more'; readonly data: Uint8Array }
  | { readonly kind: 'refused' }
  | { readonly kind: 'session'; readonly data: Uint8Array; readonly session: ChipSession }

/** The chip's side of PACE with generic mapping over a curve (ICAO 9303-11 §4.4), one command after the other. */
export function createChipPace(options: {
  readonly oid: string
  readonly parameterId: number
  readonly password: Uint8Array
}): {
  answer(data: Uint8Array): Promise<PaceAnswer>
} {
  const suite: CipherSuite = suiteOf(options.oid)!
  const nonce = randomBytes(16)
  let curve: Curve
  let generator: CurvePoint
  let own: { readonly privateKey: Uint8Array; readonly point: Uint8Array }
  let theirs: Uint8Array
  const more = (tag: number, value: Uint8Array): PaceAnswer => ({ kind: 'more', data: tlv(0x7c, tlv(tag, value)) })
  return {
    async answer(data) {
      curve ??= await loadCurve(options.parameterId)
      const object = readTlvs(readTlvs(data)[0]?.value ?? data)[0]
      switch (object?.tag) {
        case undefined:
          return more(0x80, suite.encrypt(derivePasswordKey(suite, options.password), nonce))
        case 0x81: {
          const privateKey = drawPrivateKey(curve.name, systemRandom)
          generator = mapGenerator(curve, nonce, privateKey, object.value)
          return more(0x82, publicPoint(curve.name, privateKey))
        }
        case 0x83: {
          theirs = Uint8Array.from(object.value)
          const privateKey = drawPrivateKey(curve.name, systemRandom)
          own = { privateKey, point: generator.multiply(bigOf(privateKey)).toBytes(false) }
          return more(0x84, own.point)
        }
        case 0x85: {
          const keys = deriveSessionKeys(suite, sharedSecret(curve.name, own.privateKey, theirs))
          const token = paceToken(suite, keys.mac, options.oid, own.point)
          if (Buffer.compare(token, object.value) !== 0) return { kind: 'refused' }
          const reply = tlv(0x7c, tlv(0x86, paceToken(suite, keys.mac, options.oid, theirs)))
          return { kind: 'session', data: reply, session: { keys, counter: new Uint8Array(suite.blockBytes) } }
        }
        default:
          return { kind: 'refused' }
      }
    },
  }
}
