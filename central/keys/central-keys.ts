import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  randomBytes,
} from 'node:crypto'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { PublicJwk } from '../../data/wire/primitives.ts'
import { readOrMake } from './key-file.ts'

export interface KeyPair {
  readonly keyId: string
  readonly privateKey: KeyObject
  readonly publicKey: KeyObject
  /** With `kid`: what stations keep of it. */
  readonly publicJwk: PublicJwk
}

export interface CentralKeys {
  /** ECDH-ES: opens packets. */
  readonly sealing: KeyPair
  /** ES256: acknowledgements, OTP proofs, reference data. */
  readonly signing: KeyPair
  /** HMAC key of stored one-time codes. */
  readonly otpHmac: Uint8Array
}

/** Reads central's keys from the folder, making at first start what is not there. Whoever has the sealing key reads every packet. */
export async function loadCentralKeys(folder: string): Promise<CentralKeys> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  return {
    sealing: await loadPair(join(folder, 'sealing.key.pem')),
    signing: await loadPair(join(folder, 'signing.key.pem')),
    otpHmac: Buffer.from(
      await readOrMake(join(folder, 'otp.hmac.key'), () => randomBytes(32).toString('base64url')),
      'base64url',
    ),
  }
}

/** JWK thumbprint, RFC 7638 §3.1: SHA-256 over the required members in lexical order. */
export function jwkThumbprint(jwk: { readonly x: string; readonly y: string }): string {
  const text = `{"crv":"P-256","kty":"EC","x":${JSON.stringify(jwk.x)},"y":${JSON.stringify(jwk.y)}}`
  return createHash('sha256').update(text).digest('base64url')
}

async function loadPair(file: string): Promise<KeyPair> {
  const pem = await readOrMake(file, () => {
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
    return privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
  })
  const privateKey = createPrivateKey(pem)
  const publicKey = createPublicKey(privateKey)
  const { x, y } = publicKey.export({ format: 'jwk' }) as { x: string; y: string }
  const keyId = jwkThumbprint({ x, y })
  return { keyId, privateKey, publicKey, publicJwk: { kty: 'EC', crv: 'P-256', x, y, kid: keyId } }
}
