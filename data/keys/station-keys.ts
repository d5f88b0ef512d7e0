import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { Fault } from '../../flows/base/fault.ts'
import { writeFileAtomic } from '../disk/write-file-atomic.ts'
import type { PublicJwk } from '../wire/primitives.ts'

/** The station's own ES256 key (P-256): it signs packets and requests. */
export interface StationKey {
  /** JWK thumbprint, SHA-256 (RFC 7638 §3). */
  readonly keyId: string
  readonly privateKey: KeyObject
  readonly publicKey: KeyObject
  readonly publicJwk: PublicJwk
}

export interface StationKeys {
  /** The key of this station, or null when none was made yet. Raises CONFIG_INVALID when the file holds something else. */
  load(): StationKey | null
  /** Gives the key there is, or makes one and keeps it first. */
  loadOrCreate(): StationKey
}

/** Keys in a JWK file (RFC 7517) that only its owner reads (mode 0600), written whole or not at all. */
export function createStationKeys(path: string): StationKeys {
  const load = () => {
    const text = readIfThere(path)
    return text === null ? null : parseKey(text, path)
  }
  return {
    load,
    loadOrCreate() {
      const kept = load()
      if (kept) return kept
      const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
      // Another process may have made one meanwhile; the first file stays, and both read it.
      writeFileAtomic(path, JSON.stringify(privateKey.export({ format: 'jwk' })), { mode: 0o600, replace: false })
      return load() ?? toStationKey(privateKey)
    },
  }
}

/** The thumbprint of a P-256 public key: SHA-256 over its members in lexical order (RFC 7638 §3.2), base64url. */
export function thumbprint(jwk: PublicJwk): string {
  const members = JSON.stringify({ crv: jwk.crv, kty: jwk.kty, x: jwk.x, y: jwk.y })
  return createHash('sha256').update(members).digest('base64url')
}

function readIfThere(path: string): string | null {
  try {
    return readFileSync(path, 'utf8')
  } catch (thrown) {
    if (thrown instanceof Error && 'code' in thrown && thrown.code === 'ENOENT') return null
    throw new Fault('CONFIG_INVALID', { file: path }, thrown)
  }
}

function parseKey(text: string, path: string): StationKey {
  try {
    return toStationKey(createPrivateKey({ key: JSON.parse(text), format: 'jwk' }))
  } catch {
    // The cause may quote the file, and the file is the secret.
    throw new Fault('CONFIG_INVALID', { file: path })
  }
}

function toStationKey(privateKey: KeyObject): StationKey {
  const publicKey = createPublicKey(privateKey)
  const { kty, crv, x, y } = publicKey.export({ format: 'jwk' })
  if (kty !== 'EC' || crv !== 'P-256' || x === undefined || y === undefined) throw new Fault('CONFIG_INVALID')
  const publicJwk: PublicJwk = { kty, crv, x, y }
  return { keyId: thumbprint(publicJwk), privateKey, publicKey, publicJwk }
}
