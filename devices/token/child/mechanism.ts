import { createHash } from 'node:crypto'
import type { SignatureAlgorithm } from '../messages.ts'
import { CK } from './cryptoki.ts'

/** One way to have the token sign, with what is handed to it. */
export interface SigningWay {
  readonly mechanism: number
  prepare(data: Uint8Array): Buffer
}

/** DigestInfo of SHA-256 up to the hash (RFC 8017 §9.2, note 1). */
const SHA256_DIGEST_INFO = Buffer.from('3031300d060960864801650304020105000420', 'hex')

const RSA_HASHED_BY_TOKEN: SigningWay = { mechanism: CK.CKM_SHA256_RSA_PKCS, prepare: (data) => Buffer.from(data) }
const RSA_HASHED_HERE: SigningWay = {
  mechanism: CK.CKM_RSA_PKCS,
  prepare: (data) => Buffer.concat([SHA256_DIGEST_INFO, hash('sha256', data)]),
}
const ecdsa = (name: string): SigningWay => ({ mechanism: CK.CKM_ECDSA, prepare: (data) => hash(name, data) })

/** The ways a token can make this signature, the best first; none is a token that cannot. `mechanisms` is its C_GetMechanismList. */
export function waysToSign(algorithm: SignatureAlgorithm, mechanisms: readonly number[]): readonly SigningWay[] {
  const ways: Record<SignatureAlgorithm, readonly SigningWay[]> = {
    RS256: [RSA_HASHED_BY_TOKEN, RSA_HASHED_HERE],
    ES256: [ecdsa('sha256')],
    ES384: [ecdsa('sha384')],
  }
  return ways[algorithm].filter((way) => mechanisms.includes(way.mechanism))
}

function hash(name: string, data: Uint8Array): Buffer {
  return createHash(name).update(data).digest()
}
