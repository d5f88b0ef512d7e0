import { createCipheriv } from 'node:crypto'

const DES_BLOCK_BYTES = 8
const AES_BLOCK_BYTES = 16
/** Constant of the field in which CMAC doubles, for blocks of 128 bits (NIST SP 800-38B §5.3). */
const CMAC_R128 = 0x87

/**
 * ISO/IEC 9797-1 MAC algorithm 3 with DES ("retail MAC"): `key` 16 bytes, `blocks` already padded to whole blocks of 8 bytes. Gives 8 bytes.
 * OpenSSL 3 has no single DES any more: three times the same key in triple DES is the same thing.
 */
export function retailMac(key: Uint8Array, blocks: Uint8Array): Uint8Array {
  const first = key.subarray(0, DES_BLOCK_BYTES)
  const last = blocks.length - DES_BLOCK_BYTES
  const single = createCipheriv('des-ede3-cbc', Buffer.concat([first, first, first]), new Uint8Array(DES_BLOCK_BYTES))
  const chained = single.setAutoPadding(false).update(blocks.subarray(0, last))
  const iv = last === 0 ? new Uint8Array(DES_BLOCK_BYTES) : chained.subarray(-DES_BLOCK_BYTES)
  const twice = createCipheriv('des-ede3-cbc', Buffer.concat([key, first]), iv)
  return twice.setAutoPadding(false).update(blocks.subarray(last))
}

/** AES-CMAC (NIST SP 800-38B), key of 16, 24 or 32 bytes, any message. Gives the whole 16 bytes; ICAO 9303-11 §9.8.6.2 uses the first 8. */
export function aesCmac(key: Uint8Array, message: Uint8Array): Uint8Array {
  const cipher = `aes-${key.length * 8}-cbc`
  const zero = new Uint8Array(AES_BLOCK_BYTES)
  const doubled = doubleInField(createCipheriv(cipher, key, zero).update(zero))
  const whole = message.length > 0 && message.length % AES_BLOCK_BYTES === 0
  const blocks = whole ? Uint8Array.from(message) : padded(message)
  const subkey = whole ? doubled : doubleInField(doubled)
  const last = blocks.length - AES_BLOCK_BYTES
  subkey.forEach((byte, index) => {
    blocks[last + index]! ^= byte
  })
  return createCipheriv(cipher, key, zero).update(blocks).subarray(-AES_BLOCK_BYTES)
}

function doubleInField(block: Uint8Array): Uint8Array {
  const shifted = block.map((byte, index) => ((byte << 1) | ((block[index + 1] ?? 0) >> 7)) & 0xff)
  if (block[0]! & 0x80) shifted[AES_BLOCK_BYTES - 1]! ^= CMAC_R128
  return shifted
}

function padded(message: Uint8Array): Uint8Array {
  const blocks = new Uint8Array((Math.floor(message.length / AES_BLOCK_BYTES) + 1) * AES_BLOCK_BYTES)
  blocks.set(message)
  blocks[message.length] = 0x80
  return blocks
}
