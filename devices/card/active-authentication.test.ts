import { constants, createHash, generateKeyPairSync, privateEncrypt, sign } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { answerApdu } from '../port/pcsc/apdu.ts'
import { authenticateActively } from './active-authentication.ts'
import { plainChannel } from './channel.ts'
import { tlv } from './tlv.ts'

const CHALLENGE = Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8)
const rsa = generateKeyPairSync('rsa', { modulusLength: 1024 })
const ec = generateKeyPairSync('ec', { namedCurve: 'brainpoolP256r1' })
const dg15 = ({ publicKey }: typeof rsa) => tlv(0x6f, publicKey.export({ format: 'der', type: 'spki' }))

const authenticate = (
  keys: typeof rsa,
  signature: Uint8Array,
  signatureAlgorithm: string | null = null,
  status = 0x9000,
) =>
  authenticateActively({
    channel: plainChannel(async () => answerApdu(status, signature)),
    dg15: dg15(keys),
    signatureAlgorithm,
    extended: true,
    random: () => CHALLENGE,
  })

/** ISO/IEC 9796-2 scheme 1 as a chip makes it; `frame` may be bent. */
function recoverable(
  hash: string,
  trailer: readonly number[],
  { head = 0x6a, challenge = CHALLENGE, flip = -1 } = {},
): Uint8Array {
  const digestBytes = createHash(hash).digest().length
  const chosen = new Uint8Array(128 - 1 - digestBytes - trailer.length).fill(0x5a)
  const digest = createHash(hash).update(chosen).update(challenge).digest()
  const message = Buffer.concat([Uint8Array.of(head), chosen, digest, Uint8Array.from(trailer)])
  if (flip >= 0) message[flip]! ^= 1
  return privateEncrypt({ key: rsa.privateKey, padding: constants.RSA_NO_PADDING }, message)
}

describe('RSA', () => {
  test.each([
    ['sha1', [0xbc]],
    ['sha1', [0x33, 0xcc]],
    ['sha224', [0x38, 0xcc]],
    ['sha256', [0x34, 0xcc]],
    ['sha384', [0x36, 0xcc]],
    ['sha512', [0x35, 0xcc]],
  ])('%s with trailer %j is understood', async (hash, trailer) => {
    expect(await authenticate(rsa, recoverable(hash, trailer))).toBe(true)
  })

  test.each([
    ['another challenge', recoverable('sha256', [0x34, 0xcc], { challenge: Uint8Array.of(9) })],
    ['another hash than the trailer says', recoverable('sha256', [0x38, 0xcc])],
    ['an unknown trailer', recoverable('sha256', [0x77, 0xcc])],
    ['no trailer', recoverable('sha256', [0x34, 0xcd])],
    ['another beginning', recoverable('sha256', [0x34, 0xcc], { head: 0x4b })],
    ['a bit flipped in what the chip chose', recoverable('sha256', [0x34, 0xcc], { flip: 10 })],
    ['a bit flipped in the hash', recoverable('sha256', [0x34, 0xcc], { flip: 110 })],
    ['nothing', new Uint8Array(0)],
    ['a number above the modulus', new Uint8Array(128).fill(0xff)],
    ['zero', new Uint8Array(128)],
    ['too few bytes', new Uint8Array(20).fill(1)],
  ])('%s is no proof', async (_, signature) => {
    expect(await authenticate(rsa, signature)).toBe(false)
  })
})

describe('ECDSA', () => {
  const plain = (hash: string) => sign(hash, CHALLENGE, { key: ec.privateKey, dsaEncoding: 'ieee-p1363' })
  test.each([
    ['sha1', '0.4.0.127.0.7.1.1.4.1.1'],
    ['sha224', '0.4.0.127.0.7.1.1.4.1.2'],
    ['sha256', '0.4.0.127.0.7.1.1.4.1.3'],
    ['sha384', '0.4.0.127.0.7.1.1.4.1.4'],
    ['sha512', '0.4.0.127.0.7.1.1.4.1.5'],
    ['sha256', null],
  ])('plain signature with %s', async (hash, oid) => {
    expect(await authenticate(ec, plain(hash), oid)).toBe(true)
  })

  test.each([
    ['another hash', plain('sha384'), '0.4.0.127.0.7.1.1.4.1.3'],
    ['an unknown algorithm', plain('sha256'), '1.2.3'],
    ['nothing', new Uint8Array(0), null],
    ['zeros', new Uint8Array(64), null],
  ])('%s is no proof', async (_, signature, oid) => {
    expect(await authenticate(ec, signature, oid)).toBe(false)
  })
})

test('a chip that refuses to sign has not proved itself', async () => {
  expect(await authenticate(rsa, new Uint8Array(0), null, 0x6982)).toBe(false)
})

test('a key nobody can read is no proof', async () => {
  const result = await authenticateActively({
    channel: plainChannel(async () => answerApdu(0x9000, new Uint8Array(128))),
    dg15: Uint8Array.of(0x6f, 0x02, 0x30, 0x00),
    signatureAlgorithm: null,
    extended: false,
    random: () => CHALLENGE,
  })
  expect(result).toBe(false)
})
