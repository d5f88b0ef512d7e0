import { createCipheriv, createDecipheriv } from 'node:crypto'
import { Fault } from '../../flows/base/fault.ts'
import { aesCmac, retailMac } from './mac.ts'

/** One set of algorithms of secure messaging, PACE and chip authentication (ICAO 9303-11 §9.8.6, table 7). */
export interface CipherSuite {
  readonly name: '3des' | 'aes-128' | 'aes-192' | 'aes-256'
  readonly blockBytes: 8 | 16
  readonly keyBytes: 16 | 24 | 32
  /** Hash of the key derivation (§9.7.1.1). */
  readonly kdfHash: 'sha1' | 'sha256'
  /** CBC over whole blocks, no padding; without `iv` it is zero. */
  encrypt(key: Uint8Array, blocks: Uint8Array, iv?: Uint8Array): Uint8Array
  decrypt(key: Uint8Array, blocks: Uint8Array, iv?: Uint8Array): Uint8Array
  /** Initialisation vector of one protected message: zero for 3DES, the encrypted send sequence counter for AES (§9.8.6.3). */
  messageIv(key: Uint8Array, counter: Uint8Array): Uint8Array
  /** 8 bytes over whole, already padded blocks. */
  mac(key: Uint8Array, blocks: Uint8Array): Uint8Array
  /** Authentication token of PACE, 8 bytes, over any bytes (§4.4.3.4). */
  token(key: Uint8Array, message: Uint8Array): Uint8Array
}

const MAC_BYTES = 8

export const TRIPLE_DES: CipherSuite = {
  name: '3des',
  blockBytes: 8,
  keyBytes: 16,
  kdfHash: 'sha1',
  encrypt: (key, blocks, iv = new Uint8Array(8)) =>
    unpaddedCbc(createCipheriv('des-ede3-cbc', threeKeys(key), iv), blocks),
  decrypt: (key, blocks, iv = new Uint8Array(8)) =>
    unpaddedCbc(createDecipheriv('des-ede3-cbc', threeKeys(key), iv), blocks),
  messageIv: () => new Uint8Array(8),
  mac: retailMac,
  token: (key, message) => retailMac(key, pad(message, 8)),
}

/** By the last arc of the object identifiers of PACE and chip authentication (ICAO 9303-11 §9.2.1, §9.2.3). */
const SUITES: ReadonlyMap<number, CipherSuite> = new Map([
  [1, TRIPLE_DES],
  [2, aes(16)],
  [3, aes(24)],
  [4, aes(32)],
])

export const CIPHER_SUITES: readonly CipherSuite[] = [...SUITES.values()]

/** The suite an object identifier ends in; null for one that names none. */
export function suiteOf(oid: string): CipherSuite | null {
  return SUITES.get(Number(oid.slice(oid.lastIndexOf('.') + 1))) ?? null
}

/** ISO/IEC 9797-1 padding method 2: 80, then zeros up to a whole block; always at least one byte. */
export function pad(data: Uint8Array, blockBytes: number): Uint8Array {
  const blocks = new Uint8Array((Math.floor(data.length / blockBytes) + 1) * blockBytes)
  blocks.set(data)
  blocks[data.length] = 0x80
  return blocks
}

/** Takes the padding off again, without copying. Raises CHIP_PROTOCOL when there is none. */
export function unpad(blocks: Uint8Array): Uint8Array {
  let end = blocks.length - 1
  while (end >= 0 && blocks[end] === 0) end -= 1
  if (blocks[end] !== 0x80) throw new Fault('CHIP_PROTOCOL', { step: 'padding' })
  return blocks.subarray(0, end)
}

function aes(keyBytes: 16 | 24 | 32): CipherSuite {
  const bits = (keyBytes * 8) as 128 | 192 | 256
  const cbc = `aes-${bits}-cbc`
  return {
    name: `aes-${bits}`,
    blockBytes: 16,
    keyBytes,
    kdfHash: bits === 128 ? 'sha1' : 'sha256',
    encrypt: (key, blocks, iv = new Uint8Array(16)) => unpaddedCbc(createCipheriv(cbc, key, iv), blocks),
    decrypt: (key, blocks, iv = new Uint8Array(16)) => unpaddedCbc(createDecipheriv(cbc, key, iv), blocks),
    messageIv: (key, counter) => unpaddedCbc(createCipheriv(`aes-${bits}-ecb`, key, null), counter),
    mac: (key, blocks) => aesCmac(key, blocks).subarray(0, MAC_BYTES),
    token: (key, message) => aesCmac(key, message).subarray(0, MAC_BYTES),
  }
}

function threeKeys(key: Uint8Array): Uint8Array {
  return Buffer.concat([key, key.subarray(0, 8)])
}

function unpaddedCbc(
  cipher: ReturnType<typeof createCipheriv | typeof createDecipheriv>,
  blocks: Uint8Array,
): Uint8Array {
  return cipher.setAutoPadding(false).update(blocks)
}
