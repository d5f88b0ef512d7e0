import { constants, createHash, diffieHellman, type KeyObject, privateEncrypt, randomBytes, sign } from 'node:crypto'
import type { CipherSuite } from '../cipher-suite.ts'
import { deriveSessionKeys } from '../kdf.ts'
import type { ChipSession } from './chip-messaging.ts'
import { publicKeyOnCurve } from './curve-key.ts'

/** The chip's side of chip authentication (ICAO 9303-11 §6.2): new session keys from its own key and the reader's point. */
export function agreeAsChip(chipKey: KeyObject, suite: CipherSuite, readerPoint: Uint8Array): ChipSession {
  const secret = diffieHellman({ privateKey: chipKey, publicKey: publicKeyOnCurve(chipKey, readerPoint) })
  return { keys: deriveSessionKeys(suite, secret), counter: new Uint8Array(suite.blockBytes) }
}

/** The chip's answer to INTERNAL AUTHENTICATE (§6.1): ISO/IEC 9796-2 scheme 1 with SHA-256 for RSA, plain ECDSA otherwise. */
export function signAsChip(activeKey: KeyObject, challenge: Uint8Array): Uint8Array {
  if (activeKey.asymmetricKeyType !== 'rsa')
    return sign('sha256', challenge, { key: activeKey, dsaEncoding: 'ieee-p1363' })
  const modulusBytes = activeKey.asymmetricKeyDetails!.modulusLength! / 8
  const chosen = randomBytes(modulusBytes - 32 - 3)
  const digest = createHash('sha256').update(chosen).update(challenge).digest()
  const message = Buffer.concat([Uint8Array.of(0x6a), chosen, digest, Uint8Array.of(0x34, 0xcc)])
  return privateEncrypt({ key: activeKey, padding: constants.RSA_NO_PADDING }, message)
}
