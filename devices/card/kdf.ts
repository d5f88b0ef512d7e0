import { createHash } from 'node:crypto'
import type { CipherSuite } from './cipher-suite.ts'

/** Counters of the key derivation (ICAO 9303-11 §9.7.1). */
const ENCRYPTION = 1
const MAC = 2
const PASSWORD = 3

export interface SessionKeys {
  readonly suite: CipherSuite
  readonly encryption: Uint8Array
  readonly mac: Uint8Array
}

/** Keys of secure messaging from a shared secret (ICAO 9303-11 §9.7.1: KDF_Enc, KDF_MAC). The secret is not wiped. */
export function deriveSessionKeys(suite: CipherSuite, secret: Uint8Array): SessionKeys {
  return { suite, encryption: derive(suite, secret, ENCRYPTION), mac: derive(suite, secret, MAC) }
}

/** The key that encrypts the nonce of PACE (KDF_π, ICAO 9303-11 §9.7.3). */
export function derivePasswordKey(suite: CipherSuite, password: Uint8Array): Uint8Array {
  return derive(suite, password, PASSWORD)
}

/** Overwrites both keys. */
export function wipeKeys(keys: SessionKeys): void {
  keys.encryption.fill(0)
  keys.mac.fill(0)
}

function derive(suite: CipherSuite, secret: Uint8Array, counter: number): Uint8Array {
  const hash = createHash(suite.kdfHash)
    .update(secret)
    .update(Uint8Array.of(0, 0, 0, counter))
    .digest()
  const key = Uint8Array.from(hash.subarray(0, suite.keyBytes))
  hash.fill(0)
  return suite.name === '3des' ? key.map(withOddParity) : key
}

/** DES ignores the last bit of each byte; the worked examples show keys with it set to odd parity (§9.7.1.2). */
function withOddParity(byte: number): number {
  const seven = byte >> 1
  const ones = seven.toString(2).replaceAll('0', '').length
  return (byte & 0xfe) | (ones % 2 === 0 ? 1 : 0)
}
