import { createHash, type KeyObject } from 'node:crypto'
import { CompactEncrypt, CompactSign, importJWK } from 'jose'
import { Compile } from 'typebox/compile'
import { Fault } from '../../flows/base/fault.ts'
import type { StationKey } from '../keys/station-keys.ts'
import { thumbprint } from '../keys/station-keys.ts'
import { PacketContent } from '../wire/packet.wire.ts'
import type { PublicJwk } from '../wire/primitives.ts'

/**
 * Signs a packet's content and seals it to central: what comes out, the station itself cannot read. Raises SHAPE_INVALID for content central
 * would not take: after sealing nobody here could mend it, and the citizen would be gone.
 */
export type Seal = (content: PacketContent) => Promise<{
  /** Compact JWE (RFC 7516 §7.1), ECDH-ES + A256GCM, of a compact JWS ES256 (RFC 7515 §7.1). */
  readonly compact: string
  /** SHA-256 over the ASCII bytes of `compact`. */
  readonly hash: Buffer
}>

/** Makes the sealer for one station key and central's sealing key; both keys are imported once. */
export function createSeal(stationKey: StationKey, centralSealingKey: PublicJwk): Seal {
  const signingKey = importPrivate(stationKey.privateKey)
  const sealingKey = importJWK({ ...centralSealingKey }, 'ECDH-ES')
  const signHeader = { alg: 'ES256', kid: stationKey.keyId }
  const sealHeader = { alg: 'ECDH-ES', enc: 'A256GCM', cty: 'JOSE', kid: thumbprint(centralSealingKey) }
  const shape = Compile(PacketContent)
  return async (content) => {
    if (!shape.Check(content)) throw new Fault('SHAPE_INVALID', { at: shape.Errors(content)[0]?.instancePath ?? '' })
    const text = new TextEncoder()
    const signed = await new CompactSign(text.encode(JSON.stringify(content)))
      .setProtectedHeader(signHeader)
      .sign(await signingKey)
    const compact = await new CompactEncrypt(text.encode(signed))
      .setProtectedHeader(sealHeader)
      .encrypt(await sealingKey)
    return { compact, hash: sealedHash(compact) }
  }
}

/** The hash that chains packets and names them to central. */
export function sealedHash(compact: string): Buffer {
  return createHash('sha256').update(compact, 'ascii').digest()
}

function importPrivate(key: KeyObject) {
  return importJWK(key.export({ format: 'jwk' }), 'ES256')
}
