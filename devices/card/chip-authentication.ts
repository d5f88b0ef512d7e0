import { Fault } from '../../flows/base/fault.ts'
import { type Channel, STATUS_OK } from './channel.ts'
import { type CipherSuite, suiteOf } from './cipher-suite.ts'
import { drawPrivateKey, publicPoint, sharedSecret } from './curves.ts'
import { ecPublicKeyOf } from './ec-public-key.ts'
import { deriveSessionKeys } from './kdf.ts'
import type { ChipAuthenticationInfo, SecurityInfos } from './lds/security-infos.ts'
import { oidBytes } from './oid.ts'
import type { Random } from './random.ts'
import { createSecureMessaging, type SecureMessaging } from './secure-messaging.ts'
import { tlv } from './tlv.ts'

const MSE_SET_AT = [0x00, 0x22, 0x41, 0xa4] as const
const MSE_SET_KAT = [0x00, 0x22, 0x41, 0xa6] as const
const GENERAL_AUTHENTICATE = [0x00, 0x86, 0x00, 0x00] as const
const DYNAMIC = 0x7c
/** id-CA-ECDH; finite fields (id-CA-DH) are not spoken. */
const OVER_CURVES = '0.4.0.127.0.7.2.2.3.2.'
/** A key without a protocol means 3DES (ICAO 9303-11 §9.2.5). */
const WITHOUT_INFO: ChipAuthenticationInfo = { oid: `${OVER_CURVES}1`, version: 1, keyId: null }

export interface ChipAuthenticationOffer {
  readonly info: ChipAuthenticationInfo
  readonly suite: CipherSuite
  /** SubjectPublicKeyInfo, DER. */
  readonly spki: Uint8Array
}

/** The offer of DG14 to take, AES before 3DES; null when there is none over elliptic curves. */
export function chooseChipAuthentication(infos: SecurityInfos): ChipAuthenticationOffer | null {
  const announced = infos.chipAuthentication.length > 0 ? infos.chipAuthentication : [WITHOUT_INFO]
  const offers = announced.flatMap((info) => {
    const suite = info.oid.startsWith(OVER_CURVES) ? suiteOf(info.oid) : null
    const key = infos.chipAuthenticationKeys.find(
      ({ keyId, spki }) => (info.keyId === null || keyId === info.keyId) && ecPublicKeyOf(spki) !== null,
    )
    return suite && key ? [{ info, suite, spki: key.spki }] : []
  })
  return offers.find(({ suite }) => suite.name !== '3des') ?? offers[0] ?? null
}

/**
 * Chip authentication (ICAO 9303-11 §6.2): agrees on new session keys with the chip's own key. Whether the chip really has it is known only when its next
 * answer, under the new keys, is right. Null when the chip refuses. Raises what the channel raises, and CHIP_PROTOCOL for a key that is none.
 */
export async function authenticateChip(
  channel: Channel,
  { info, suite, spki }: ChipAuthenticationOffer,
  random: Random,
): Promise<SecureMessaging | null> {
  const key = ecPublicKeyOf(spki)
  if (!key) throw new Fault('CHIP_PROTOCOL', { step: 'chip authentication' })
  const own = drawPrivateKey(key.curveName, random)
  const ownPublic = publicPoint(key.curveName, own)
  const keyId = info.keyId === null ? new Uint8Array(0) : tlv(0x84, keyReference(info.keyId))
  const agreed =
    suite.name === '3des'
      ? await setKeyAgreement(channel, ownPublic, keyId)
      : await setAndAuthenticate(channel, info.oid, ownPublic, keyId)
  const secret = sharedSecret(key.curveName, own, key.point)
  const keys = deriveSessionKeys(suite, secret)
  for (const bytes of [own, secret]) bytes.fill(0)
  return agreed ? createSecureMessaging(keys, new Uint8Array(suite.blockBytes)) : null
}

/** 3DES: one command, the old way (§6.2.4.1). */
async function setKeyAgreement(channel: Channel, ownPublic: Uint8Array, keyId: Uint8Array): Promise<boolean> {
  const { status } = await channel.send(MSE_SET_KAT, { data: Buffer.concat([tlv(0x91, ownPublic), keyId]) })
  return status === STATUS_OK
}

/** AES: protocol first, then the key (§6.2.4.2). */
async function setAndAuthenticate(
  channel: Channel,
  oid: string,
  ownPublic: Uint8Array,
  keyId: Uint8Array,
): Promise<boolean> {
  const set = await channel.send(MSE_SET_AT, { data: Buffer.concat([tlv(0x80, oidBytes(oid)), keyId]) })
  if (set.status !== STATUS_OK) return false
  const { status } = await channel.send(GENERAL_AUTHENTICATE, { data: tlv(DYNAMIC, tlv(0x80, ownPublic)), le: 256 })
  return status === STATUS_OK
}

/** A number in as few bytes as it needs. */
function keyReference(keyId: number): Uint8Array {
  const hex = keyId.toString(16)
  return Uint8Array.from(Buffer.from(hex.padStart(hex.length + (hex.length % 2), '0'), 'hex'))
}
