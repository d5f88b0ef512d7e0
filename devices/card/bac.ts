import { timingSafeEqual } from 'node:crypto'
import { Fault } from '../../flows/base/fault.ts'
import { type Channel, expectOk, STATUS_OK } from './channel.ts'
import { pad, TRIPLE_DES } from './cipher-suite.ts'
import { deriveSessionKeys, wipeKeys } from './kdf.ts'
import type { Random } from './random.ts'
import { createSecureMessaging, type SecureMessaging } from './secure-messaging.ts'

const GET_CHALLENGE = [0x00, 0x84, 0x00, 0x00] as const
const EXTERNAL_AUTHENTICATE = [0x00, 0x82, 0x00, 0x00] as const
const NONCE_BYTES = 8
const KEY_BYTES = 16
const CRYPTOGRAM_BYTES = 32
const SEED_BYTES = 16

/**
 * Basic Access Control (ICAO 9303-11 §4.3): opens a session with the key made of the MRZ (`mrzHash`). Null when the chip does not take the key.
 * Raises CHIP_PROTOCOL when the chip breaks the rules, and what the line raises.
 */
export async function openBac(channel: Channel, mrzHash: Uint8Array, random: Random): Promise<SecureMessaging | null> {
  const access = deriveSessionKeys(TRIPLE_DES, mrzHash.subarray(0, SEED_BYTES))
  const ownKey = random(KEY_BYTES)
  try {
    const chipNonce = expectOk(await channel.send(GET_CHALLENGE, { le: NONCE_BYTES }), 'BAC challenge')
    if (chipNonce.length !== NONCE_BYTES) throw broken('BAC challenge')
    const ownNonce = random(NONCE_BYTES)
    const cryptogram = TRIPLE_DES.encrypt(access.encryption, Buffer.concat([ownNonce, chipNonce, ownKey]))
    const data = Buffer.concat([cryptogram, TRIPLE_DES.mac(access.mac, pad(cryptogram, 8))])
    const answer = await channel.send(EXTERNAL_AUTHENTICATE, { data, le: CRYPTOGRAM_BYTES + NONCE_BYTES })
    if (answer.status !== STATUS_OK) return null
    const theirs = answer.data.subarray(0, CRYPTOGRAM_BYTES)
    if (answer.data.length !== CRYPTOGRAM_BYTES + 8) throw broken('BAC answer')
    if (!timingSafeEqual(TRIPLE_DES.mac(access.mac, pad(theirs, 8)), answer.data.subarray(CRYPTOGRAM_BYTES))) {
      throw broken('BAC checksum')
    }
    const plain = TRIPLE_DES.decrypt(access.encryption, theirs)
    if (!Buffer.concat([chipNonce, ownNonce]).equals(plain.subarray(0, 2 * NONCE_BYTES))) throw broken('BAC nonce')
    const seed = plain.subarray(2 * NONCE_BYTES).map((byte, index) => byte ^ ownKey[index]!)
    const session = deriveSessionKeys(TRIPLE_DES, seed)
    for (const secret of [plain, seed]) secret.fill(0)
    return createSecureMessaging(session, Buffer.concat([chipNonce.subarray(4), ownNonce.subarray(4)]))
  } finally {
    wipeKeys(access)
    ownKey.fill(0)
  }
}

function broken(step: string): Fault {
  return new Fault('CHIP_PROTOCOL', { step })
}
