import { createHash } from 'node:crypto'
import { CompactEncrypt, importJWK } from 'jose'
import { Compile } from 'typebox/compile'
import { Fault } from '../../flows/base/fault.ts'
import type { StationKey } from '../keys/station-keys.ts'
import { thumbprint } from '../keys/station-keys.ts'
import { PacketContent } from '../wire/packet.wire.ts'
import type { PublicJwk } from '../wire/primitives.ts'
import { signContent } from './sign-content.ts'

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

/** Makes the sealer for one station key and central's sealing key; central's key is imported once. */
export function createSeal(stationKey: StationKey, centralSealingKey: PublicJwk): Seal {
  const sealingKey = importJWK({ ...centralSealingKey }, 'ECDH-ES')
  const sealHeader = { alg: 'ECDH-ES', enc: 'A256GCM', cty: 'JOSE', kid: thumbprint(centralSealingKey) }
  const shape = Compile(PacketContent)
  return async (content) => {
    if (!shape.Check(content)) throw new Fault('SHAPE_INVALID', { at: shape.Errors(content)[0]?.instancePath ?? '' })
    const signed = Buffer.from(signContent(content, stationKey), 'ascii')
    const compact = await new CompactEncrypt(signed).setProtectedHeader(sealHeader).encrypt(await sealingKey)
    return { compact, hash: sealedHash(compact) }
  }
}

/** The hash that chains packets and names them to central. */
export function sealedHash(compact: string): Buffer {
  return createHash('sha256').update(compact, 'ascii').digest()
}
