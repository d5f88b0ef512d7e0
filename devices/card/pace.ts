import { timingSafeEqual } from 'node:crypto'
import { Fault } from '../../flows/base/fault.ts'
import type { ChipKey } from '../../flows/ports/card.port.ts'
import { pacePassword } from './access-key.ts'
import { type Channel, expectOk, STATUS_OK, statusText } from './channel.ts'
import { type CipherSuite, suiteOf } from './cipher-suite.ts'
import { drawPrivateKey, isKnownCurve, loadCurve, mapGenerator, publicPoint, sharedSecret } from './curves.ts'
import { derivePasswordKey, deriveSessionKeys } from './kdf.ts'
import type { PaceInfo } from './lds/security-infos.ts'
import { oidBytes } from './oid.ts'
import { bigOf, type Random } from './random.ts'
import { createSecureMessaging, type SecureMessaging } from './secure-messaging.ts'
import { readTlvs, tlv, valueUnder } from './tlv.ts'

const MSE_SET_AT = [0x00, 0x22, 0xc1, 0xa4] as const
/** GENERAL AUTHENTICATE; all but the last command of the chain say that more follows. */
const MORE = [0x10, 0x86, 0x00, 0x00] as const
const LAST = [0x00, 0x86, 0x00, 0x00] as const
/** Dynamic authentication data, and its objects in the order of the steps (ICAO 9303-11 §4.4.4.2). */
const DYNAMIC = 0x7c
const DO = {
  nonce: 0x80,
  ownMapping: 0x81,
  theirMapping: 0x82,
  ownKey: 0x83,
  theirKey: 0x84,
  ownToken: 0x85,
  theirToken: 0x86,
}
const PUBLIC_KEY = 0x7f49
const ANSWER_BYTES = 256

/** id-PACE-ECDH-GM and id-PACE-ECDH-CAM; the latter is the same exchange with a proof at its end, which is not needed to open the chip. */
const GENERIC_MAPPING = '0.4.0.127.0.7.2.2.4.2.'
const CHIP_AUTHENTICATION_MAPPING = '0.4.0.127.0.7.2.2.4.6.'

/**
 * Which of the card's offers to take: elliptic curves, generic mapping before chip authentication mapping, AES before 3DES, otherwise the card's order.
 * Null when none of them is spoken here (integrated mapping and finite fields are not).
 */
export function choosePace(offers: readonly PaceInfo[]): PaceInfo | null {
  const spoken = offers.filter(
    ({ oid, parameterId }) => rank(oid) > 0 && suiteOf(oid) !== null && isKnownCurve(parameterId),
  )
  return [...spoken].sort((a, b) => rank(b.oid) - rank(a.oid))[0] ?? null
}

export interface PaceOptions {
  readonly channel: Channel
  readonly info: PaceInfo
  readonly key: ChipKey
  readonly random: Random
  /** The card offers this protocol on several curves, so it must be told which. */
  readonly ambiguous?: boolean
}

/**
 * PACE over elliptic curves, generic mapping (ICAO 9303-11 §4.4): opens a session with the access number or the MRZ.
 * Null when the chip does not take the key. Raises CHIP_PROTOCOL when the chip breaks the rules, and what the line raises.
 */
export async function openPace({
  channel,
  info,
  key,
  random,
  ambiguous,
}: PaceOptions): Promise<SecureMessaging | null> {
  const suite = suiteOf(info.oid)
  if (!suite || !isKnownCurve(info.parameterId)) throw broken('PACE parameters')
  const curve = await loadCurve(info.parameterId)
  const password = pacePassword(key)
  const passwordKey = derivePasswordKey(suite, password.bytes)
  const secrets: Uint8Array[] = [password.bytes, passwordKey]
  const secret = (bytes: Uint8Array) => {
    secrets.push(bytes)
    return bytes
  }
  try {
    await announce(channel, info, password.reference, ambiguous === true)

    const cryptogram = await step(channel, [], DO.nonce, suite.blockBytes)
    const nonce = secret(suite.decrypt(passwordKey, cryptogram))

    const mappingKey = secret(drawPrivateKey(curve.name, random))
    const ownMapping = publicPoint(curve.name, mappingKey)
    const theirMapping = await step(channel, [DO.ownMapping, ownMapping], DO.theirMapping)
    const generator = mapGenerator(curve, nonce, mappingKey, theirMapping)

    const agreementKey = secret(drawPrivateKey(curve.name, random))
    const ownPublic = generator.multiply(bigOf(agreementKey)).toBytes(false)
    const theirPublic = await step(channel, [DO.ownKey, ownPublic], DO.theirKey)
    // A chip that sends our own key back could compute nothing and still agree.
    if (Buffer.compare(ownPublic, theirPublic) === 0) throw broken('PACE key')
    const keys = deriveSessionKeys(suite, secret(sharedSecret(curve.name, agreementKey, theirPublic)))

    const ownToken = paceToken(suite, keys.mac, info.oid, theirPublic)
    const answer = await channel.send(LAST, { data: tlv(DYNAMIC, tlv(DO.ownToken, ownToken)), le: ANSWER_BYTES })
    if (answer.status !== STATUS_OK) return null
    const theirToken = valueUnder(dynamic(answer.data), DO.theirToken)
    const expected = paceToken(suite, keys.mac, info.oid, ownPublic)
    if (theirToken.length !== expected.length || !timingSafeEqual(theirToken, expected)) throw broken('PACE token')
    return createSecureMessaging(keys, new Uint8Array(suite.blockBytes))
  } finally {
    for (const bytes of secrets) bytes.fill(0)
  }
}

/** Authentication token over the other side's public key (ICAO 9303-11 §4.4.3.4). */
export function paceToken(suite: CipherSuite, macKey: Uint8Array, oid: string, point: Uint8Array): Uint8Array {
  return suite.token(macKey, tlv(PUBLIC_KEY, tlv(0x06, oidBytes(oid)), tlv(0x86, point)))
}

async function announce(channel: Channel, info: PaceInfo, reference: number, ambiguous: boolean): Promise<void> {
  const curve = ambiguous ? tlv(0x84, Uint8Array.of(info.parameterId!)) : new Uint8Array(0)
  const data = Buffer.concat([tlv(0x80, oidBytes(info.oid)), tlv(0x83, Uint8Array.of(reference)), curve])
  const { status } = await channel.send(MSE_SET_AT, { data })
  // 63 Cx only says how often the key may still be tried (§4.4.4.1).
  if (status !== STATUS_OK && status >> 4 !== 0x63c)
    throw new Fault('CHIP_PROTOCOL', { step: 'PACE', status: statusText(status) })
}

async function step(
  channel: Channel,
  sent: readonly [] | readonly [tag: number, value: Uint8Array],
  wanted: number,
  multipleOf = 1,
): Promise<Uint8Array> {
  const object = sent.length === 0 ? new Uint8Array(0) : tlv(sent[0], sent[1])
  const answer = await channel.send(MORE, { data: tlv(DYNAMIC, object), le: ANSWER_BYTES })
  const value = valueUnder(dynamic(expectOk(answer, 'PACE')), wanted)
  if (value.length === 0 || value.length % multipleOf !== 0) throw broken('PACE')
  return value
}

function dynamic(data: Uint8Array) {
  return readTlvs(valueUnder(readTlvs(data), DYNAMIC))
}

function rank(oid: string): number {
  const mapping = oid.startsWith(GENERIC_MAPPING) ? 4 : oid.startsWith(CHIP_AUTHENTICATION_MAPPING) ? 2 : 0
  return mapping === 0 ? 0 : mapping + (suiteOf(oid)?.name === '3des' ? 0 : 1)
}

function broken(step: string): Fault {
  return new Fault('CHIP_PROTOCOL', { step })
}
