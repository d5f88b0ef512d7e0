import {
  constants,
  createHash,
  createPublicKey,
  type KeyObject,
  publicDecrypt,
  timingSafeEqual,
  verify,
} from 'node:crypto'
import { type Channel, STATUS_OK } from './channel.ts'
import type { Random } from './random.ts'
import { readTlvs } from './tlv.ts'

const INTERNAL_AUTHENTICATE = [0x00, 0x88, 0x00, 0x00] as const
const CHALLENGE_BYTES = 8
const DG15_TEMPLATE = 0x6f
const SHORT_ANSWER_BYTES = 256
const WHOLE_ANSWER_BYTES = 0x1_00_00

/** Plain ECDSA of BSI TR-03111 §5.2.1.1, as DG14 names it for active authentication. */
const ECDSA_HASHES: ReadonlyMap<string, string> = new Map([
  ['0.4.0.127.0.7.1.1.4.1.1', 'sha1'],
  ['0.4.0.127.0.7.1.1.4.1.2', 'sha224'],
  ['0.4.0.127.0.7.1.1.4.1.3', 'sha256'],
  ['0.4.0.127.0.7.1.1.4.1.4', 'sha384'],
  ['0.4.0.127.0.7.1.1.4.1.5', 'sha512'],
])

/** Trailers of ISO/IEC 9796-2 with a hash identifier of ISO/IEC 10118; BC alone means SHA-1 (ICAO 9303-11 §6.1.2.2). */
const TRAILER_HASHES: ReadonlyMap<number, string> = new Map([
  [0x33, 'sha1'],
  [0x38, 'sha224'],
  [0x34, 'sha256'],
  [0x36, 'sha384'],
  [0x35, 'sha512'],
])

export interface ActiveAuthenticationOptions {
  readonly channel: Channel
  /** DG15 as read. */
  readonly dg15: Uint8Array
  /** Object identifier of DG14; RSA needs none, ECDSA without one is tried as SHA-256. */
  readonly signatureAlgorithm: string | null
  /** Whether an answer may be longer than 256 bytes. */
  readonly extended: boolean
  readonly random: Random
}

/**
 * Active authentication (ICAO 9303-11 §6.1): the chip signs 8 bytes it could not know before. False when it does not, or its key cannot be read.
 * Raises what the channel raises.
 */
export async function authenticateActively(options: ActiveAuthenticationOptions): Promise<boolean> {
  const { channel, dg15, signatureAlgorithm, extended, random } = options
  const challenge = random(CHALLENGE_BYTES)
  const le = extended ? WHOLE_ANSWER_BYTES : SHORT_ANSWER_BYTES
  const { data, status } = await channel.send(INTERNAL_AUTHENTICATE, { data: challenge, le })
  if (status !== STATUS_OK) return false
  try {
    const template = readTlvs(dg15)[0]
    const spki = template?.tag === DG15_TEMPLATE ? template.value : new Uint8Array(0)
    const key = createPublicKey({ key: Buffer.from(spki), format: 'der', type: 'spki' })
    if (key.asymmetricKeyType === 'rsa') return verifyRecovering(key, data, challenge)
    const hash = signatureAlgorithm === null ? 'sha256' : ECDSA_HASHES.get(signatureAlgorithm)
    return hash !== undefined && verify(hash, challenge, { key, dsaEncoding: 'ieee-p1363' }, data)
  } catch {
    return false
  }
}

/**
 * ISO/IEC 9796-2 digital signature scheme 1, partial recovery (ICAO 9303-11 §6.1.2.2): 6A, what the chip chose, the hash over that and the challenge, trailer.
 * Raises what node:crypto raises for a signature that is no number below the modulus.
 */
function verifyRecovering(key: KeyObject, signature: Uint8Array, challenge: Uint8Array): boolean {
  const recovered = publicDecrypt({ key, padding: constants.RSA_NO_PADDING }, signature)
  const message = recovered.subarray(recovered.findIndex((byte) => byte !== 0))
  const explicit = message.at(-1) === 0xcc
  const hash = explicit ? TRAILER_HASHES.get(message.at(-2)!) : message.at(-1) === 0xbc ? 'sha1' : undefined
  if (message[0] !== 0x6a || !hash) return false
  const covered = message.subarray(1, explicit ? -2 : -1)
  const digestBytes = createHash(hash).digest().length
  const split = covered.length - digestBytes
  if (split < 0) return false
  const digest = createHash(hash).update(covered.subarray(0, split)).update(challenge).digest()
  return timingSafeEqual(digest, covered.subarray(split))
}
