import { expect, test } from 'vitest'
import type { ChipKey } from '../../flows/ports/card.port.ts'
import bac from '../../test/vectors/icao-9303-11/appendix-d-bac.json' with { type: 'json' }
import gm from '../../test/vectors/icao-9303-11/appendix-g1-pace-ecdh-gm.json' with { type: 'json' }
import cam from '../../test/vectors/icao-9303-11/appendix-i-pace-cam.json' with { type: 'json' }
import recorded from '../../test/vectors/icao-9303-11/section-6-recorded.json' with { type: 'json' }
import cmac from '../../test/vectors/nist-sp800-38b/aes-cmac.json' with { type: 'json' }
import { parseCommandApdu } from '../port/pcsc/apdu.ts'
import { mrzHash, pacePassword } from './access-key.ts'
import { authenticateActively } from './active-authentication.ts'
import { openBac } from './bac.ts'
import { plainChannel, securedChannel } from './channel.ts'
import { authenticateChip } from './chip-authentication.ts'
import { pad, suiteOf, TRIPLE_DES } from './cipher-suite.ts'
import { loadCurve, mapGenerator, publicPoint, sharedSecret } from './curves.ts'
import { derivePasswordKey, deriveSessionKeys, type SessionKeys } from './kdf.ts'
import { aesCmac } from './mac.ts'
import { oidBytes } from './oid.ts'
import { openPace, paceToken } from './pace.ts'
import { bigOf } from './random.ts'
import { createSecureMessaging } from './secure-messaging.ts'
import { bytesOf, hexOf } from './testing/hex.ts'
import { scriptedLine, scriptedRandom } from './testing/scripted-line.ts'

const AES_128 = suiteOf('.2')!
const mrzKey = (mrz: Omit<Extract<ChipKey, { kind: 'mrz' }>, 'kind'>) => ({ kind: 'mrz', ...mrz }) as const
const session = (suite: SessionKeys['suite'], { ksEnc, ksMac, ssc }: { ksEnc: string; ksMac: string; ssc: string }) =>
  createSecureMessaging({ suite, encryption: bytesOf(ksEnc), mac: bytesOf(ksMac) }, bytesOf(ssc))

test.each(
  cmac.keys.flatMap(({ key, macs }) =>
    Object.entries(macs).map(([length, mac]) => [key, Number(length), mac] as const),
  ),
)('AES-CMAC: key %s, %i bytes', (key, length, mac) => {
  expect(hexOf(aesCmac(bytesOf(key), bytesOf(cmac.message).subarray(0, length)))).toBe(mac)
})

test('appendix D.1: the keys of basic access control', () => {
  const keys = deriveSessionKeys(TRIPLE_DES, bytesOf(bac['D.1'].kSeed))
  expect(hexOf(keys.encryption)).toBe(bac['D.1'].kEnc)
  expect(hexOf(keys.mac)).toBe(bac['D.1'].kMac)
})

test('appendix D.2: the seed made of the MRZ', () => {
  expect(hexOf(mrzHash(mrzKey(bac['D.2'])))).toBe(bac['D.2'].sha1)
})

test('appendix D.3: authentication, step by step', () => {
  const d = bac['D.3']
  const encryption = bytesOf(bac['D.1'].kEnc)
  const mac = bytesOf(bac['D.1'].kMac)
  const cryptogram = TRIPLE_DES.encrypt(encryption, bytesOf(d.rndIfd + d.rndIc + d.kIfd))
  expect(hexOf(cryptogram)).toBe(d.eIfd)
  expect(hexOf(TRIPLE_DES.mac(mac, pad(cryptogram, 8)))).toBe(d.mIfd)
  const plain = TRIPLE_DES.decrypt(encryption, bytesOf(d.answer).subarray(0, 32))
  expect(hexOf(plain)).toBe(d.rndIc + d.rndIfd + d.kIc)
  const keys = deriveSessionKeys(TRIPLE_DES, bytesOf(d.ksSeed))
  expect(hexOf(keys.encryption)).toBe(d.ksEnc)
  expect(hexOf(keys.mac)).toBe(d.ksMac)
})

test('appendix D.3 and D.4: the whole conversation, byte for byte', async () => {
  const d = bac['D.3']
  const line = scriptedLine([
    ['0084000008', `${d.rndIc}9000`],
    [d.command, d.answer],
    ...bac['D.4'].map(({ command, answer }) => [command, answer]),
  ])
  const random = scriptedRandom(d.kIfd, d.rndIfd)
  const messaging = await openBac(plainChannel(line.transmit), mrzHash(mrzKey(bac['D.2'])), random)
  const channel = securedChannel(line.transmit, messaging!)
  for (const { plain, data } of bac['D.4']) {
    const { cla, ins, p1, p2, data: sent, le } = parseCommandApdu(bytesOf(plain))!
    const answer = await channel.send([cla, ins, p1, p2], { data: sent, ...(le === null ? {} : { le }) })
    expect(answer.status).toBe(0x9000)
    expect(hexOf(answer.data)).toBe(data)
  }
  expect(line.left).toBe(0)
})

test('appendix D.4: the send sequence counter after each exchange', () => {
  const d = bac['D.3']
  const counter = bytesOf(d.ssc)
  const keys = { suite: TRIPLE_DES, encryption: bytesOf(d.ksEnc), mac: bytesOf(d.ksMac) }
  const messaging = createSecureMessaging(keys, counter)
  for (const { plain, command, answer, sscAfter } of bac['D.4']) {
    expect(hexOf(messaging.protect(parseCommandApdu(bytesOf(plain))!))).toBe(command)
    messaging.unprotect(bytesOf(answer))
    expect(hexOf(counter)).toBe(sscAfter)
  }
})

test('appendix G.1: key derivation, nonce, mapping, agreement and tokens, step by step', async () => {
  const key = mrzKey(gm.mrz)
  expect(hexOf(pacePassword(key).bytes)).toBe(gm.mrzInformationSha1)
  const passwordKey = derivePasswordKey(AES_128, pacePassword(key).bytes)
  expect(hexOf(passwordKey)).toBe(gm.kPi)
  const nonce = AES_128.decrypt(passwordKey, bytesOf(gm.encryptedNonce))
  expect(hexOf(nonce)).toBe(gm.nonce)
  expect(hexOf(oidBytes(gm.oid))).toBe(gm.oidBytes)

  const curve = await loadCurve(gm.parameterId)
  const { mapping, agreement } = gm
  expect(hexOf(publicPoint(curve.name, bytesOf(mapping.ifdPrivate)))).toBe(mapping.ifdPublic)
  expect(hexOf(publicPoint(curve.name, bytesOf(mapping.icPrivate)))).toBe(mapping.icPublic)
  const agreed = curve.point(bytesOf(mapping.icPublic)).multiply(bigOf(bytesOf(mapping.ifdPrivate)))
  expect(hexOf(agreed.toBytes(false))).toBe(mapping.agreed)
  const generator = mapGenerator(curve, nonce, bytesOf(mapping.ifdPrivate), bytesOf(mapping.icPublic))
  expect(hexOf(generator.toBytes(false))).toBe(mapping.generator)
  const fromTheChip = mapGenerator(curve, nonce, bytesOf(mapping.icPrivate), bytesOf(mapping.ifdPublic))
  expect(hexOf(fromTheChip.toBytes(false))).toBe(mapping.generator)

  expect(hexOf(generator.multiply(bigOf(bytesOf(agreement.ifdPrivate))).toBytes(false))).toBe(agreement.ifdPublic)
  expect(hexOf(generator.multiply(bigOf(bytesOf(agreement.icPrivate))).toBytes(false))).toBe(agreement.icPublic)
  const secret = sharedSecret(curve.name, bytesOf(agreement.ifdPrivate), bytesOf(agreement.icPublic))
  expect(hexOf(secret)).toBe(agreement.secret)
  const keys = deriveSessionKeys(AES_128, secret)
  expect(hexOf(keys.encryption)).toBe(gm.ksEnc)
  expect(hexOf(keys.mac)).toBe(gm.ksMac)
  expect(hexOf(paceToken(AES_128, keys.mac, gm.oid, bytesOf(agreement.icPublic)))).toBe(gm.tokenIfd)
  expect(hexOf(paceToken(AES_128, keys.mac, gm.oid, bytesOf(agreement.ifdPublic)))).toBe(gm.tokenIc)
})

test.each([
  ['G.1', { ...gm, ifd: [gm.mapping.ifdPrivate, gm.agreement.ifdPrivate] }],
  ['I, up to its tokens', { ...cam, ifd: [cam.mappingPrivate, cam.agreementPrivate] }],
])(
  'appendix %s: the whole conversation, byte for byte',
  async (_, { oid, parameterId, mrz, exchange, ifd, ksEnc, ksMac }) => {
    const line = scriptedLine(exchange)
    const messaging = await openPace({
      channel: plainChannel(line.transmit),
      info: { oid, version: 2, parameterId },
      key: mrzKey(mrz),
      random: scriptedRandom(...ifd),
    })
    expect(line.left).toBe(0)
    const same = session(AES_128, { ksEnc, ksMac, ssc: '00'.repeat(16) })
    const command = { cla: 0, ins: 0xb0, p1: 0x9c, p2: 0, data: bytesOf('0102'), le: 256 }
    expect(hexOf(messaging!.protect(command))).toBe(hexOf(same.protect(command)))
  },
)

test('section 9.7.3: the access number is its digits (password key of BSI TR-03110, worked example, "123456")', () => {
  const password = pacePassword({ kind: 'can', can: '123456' })
  expect(password.reference).toBe(2)
  expect(hexOf(derivePasswordKey(AES_128, password.bytes))).toBe('591468CDA83D65219CCCB8560233600F')
})

test.each(recorded.chipAuthentication.map((example) => [example.name, example] as const))(
  'section %s',
  async (_, example) => {
    const line = scriptedLine([...example.exchange, example.selectDg14])
    const channel = securedChannel(line.transmit, session(AES_128, example.before))
    const offer = {
      info: { oid: example.oid, version: 1, keyId: example.keyId },
      suite: AES_128,
      spki: bytesOf(example.spki),
    }
    const messaging = await authenticateChip(channel, offer, scriptedRandom(example.ifdPrivate))
    const answer = await securedChannel(line.transmit, messaging!).send([0x00, 0xa4, 0x02, 0x0c], {
      data: bytesOf('010E'),
    })
    expect(answer.status).toBe(0x9000)
    expect(line.left).toBe(0)
  },
)

test.each([
  ['the chip signed', recorded.activeAuthentication.rndIfd, true],
  ['another challenge', '0102030405060708', false],
])('section 6.1: RSA, %s', async (_, challenge, genuine) => {
  const { before, dg15, exchange, rndIfd } = recorded.activeAuthentication
  const line = scriptedLine([exchange])
  const channel = securedChannel(line.transmit, session(TRIPLE_DES, before))
  const plain = { cla: 0, ins: 0x88, p1: 0, p2: 0, data: bytesOf(rndIfd), le: 256 }
  // The command of the recording goes out whatever was drawn: only the check differs.
  const replayed = { ...channel, send: () => channel.send([plain.cla, plain.ins, plain.p1, plain.p2], plain) }
  const result = await authenticateActively({
    channel: replayed,
    dg15: bytesOf(dg15),
    signatureAlgorithm: null,
    extended: false,
    random: scriptedRandom(challenge),
  })
  expect(result).toBe(genuine)
})
