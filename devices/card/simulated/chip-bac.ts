import { randomBytes } from 'node:crypto'
import { pad, TRIPLE_DES } from '../cipher-suite.ts'
import { deriveSessionKeys } from '../kdf.ts'
import type { ChipSession } from './chip-messaging.ts'

/** Checks EXTERNAL AUTHENTICATE of basic access control as the chip does (ICAO 9303-11 §4.3.2); null when the key behind it is not the card's. */
export function answerBac(
  mrzHash: Uint8Array,
  chipNonce: Uint8Array,
  data: Uint8Array,
): { readonly answer: Uint8Array; readonly session: ChipSession } | null {
  const access = deriveSessionKeys(TRIPLE_DES, mrzHash.subarray(0, 16))
  const cryptogram = data.subarray(0, 32)
  const mac = TRIPLE_DES.mac(access.mac, pad(cryptogram, 8))
  if (data.length !== 40 || Buffer.compare(mac, data.subarray(32)) !== 0) return null
  const plain = TRIPLE_DES.decrypt(access.encryption, cryptogram)
  const readerNonce = plain.subarray(0, 8)
  if (Buffer.compare(plain.subarray(8, 16), chipNonce) !== 0) return null
  const ownKey = randomBytes(16)
  const reply = TRIPLE_DES.encrypt(access.encryption, Buffer.concat([chipNonce, readerNonce, ownKey]))
  const seed = ownKey.map((byte, index) => byte ^ plain[16 + index]!)
  return {
    answer: Buffer.concat([reply, TRIPLE_DES.mac(access.mac, pad(reply, 8))]),
    session: {
      keys: deriveSessionKeys(TRIPLE_DES, seed),
      counter: Uint8Array.from([...chipNonce.subarray(4), ...readerNonce.subarray(4)]),
    },
  }
}
