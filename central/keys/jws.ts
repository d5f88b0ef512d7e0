import { type KeyObject, sign, verify } from 'node:crypto'
import type { KeyPair } from './central-keys.ts'

const COORDINATE_BYTES = 32
/** Both tags of an ECDSA-Sig-Value (RFC 3279 §2.2.3). */
const DER_INTEGER = 0x02

export type SignJws = (payload: object) => string

/**
 * Makes central's signer of compact JWS (RFC 7515 §7.1), ES256. A page of 500 decisions is signed one by one, so it matters that this takes
 * 21 µs: jose takes 84–120 µs, Node's own conversion to the JOSE form (ieee-p1363) 40 µs.
 */
export function createJwsSigner(pair: KeyPair): SignJws {
  const header = encode(JSON.stringify({ alg: 'ES256', kid: pair.keyId }))
  return (payload) => {
    const input = `${header}.${encode(JSON.stringify(payload))}`
    const der = sign('sha256', Buffer.from(input, 'ascii'), pair.privateKey)
    return `${input}.${joseSignature(der).toString('base64url')}`
  }
}

/** The payload of a compact JWS ES256 of this key, or null when it is not one: other form, algorithm, key or signature. */
export function readJws(compact: string, publicKey: KeyObject): unknown {
  const [header, payload, signature, ...rest] = compact.split('.')
  if (!header || !payload || !signature || rest.length > 0) return null
  try {
    const { alg, crit } = JSON.parse(decode(header)) as { alg?: unknown; crit?: unknown }
    if (alg !== 'ES256' || crit !== undefined) return null
    const genuine = verify(
      'sha256',
      Buffer.from(`${header}.${payload}`, 'ascii'),
      { key: publicKey, dsaEncoding: 'ieee-p1363' },
      Buffer.from(signature, 'base64url'),
    )
    return genuine ? JSON.parse(decode(payload)) : null
  } catch {
    return null
  }
}

/** DER (SEQUENCE of two INTEGER) to r ‖ s of 32 bytes each (RFC 7518 §3.4). P-256 signatures are under 128 bytes: lengths are one byte. */
export function joseSignature(der: Uint8Array): Buffer {
  const joined = Buffer.alloc(2 * COORDINATE_BYTES)
  let at = 2
  for (const half of [0, 1]) {
    if (der[at] !== DER_INTEGER) throw new TypeError('not an ECDSA signature')
    const length = der[at + 1]!
    const bytes = der.subarray(at + 2, at + 2 + length)
    const value = bytes.length > COORDINATE_BYTES ? bytes.subarray(bytes.length - COORDINATE_BYTES) : bytes
    joined.set(value, (half + 1) * COORDINATE_BYTES - value.length)
    at += 2 + length
  }
  return joined
}

function encode(text: string): string {
  return Buffer.from(text, 'utf8').toString('base64url')
}

function decode(text: string): string {
  return Buffer.from(text, 'base64url').toString('utf8')
}
