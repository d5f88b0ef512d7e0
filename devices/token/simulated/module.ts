import { createPublicKey, type KeyObject, privateEncrypt, sign } from 'node:crypto'
import { p256, p384 } from '@noble/curves/nist.js'
import { type Attribute, CK, type Cryptoki, type Handle, type TokenInfo } from '../child/cryptoki.ts'
import { CKR, type CkrName } from '../ckr.ts'
import { CKF } from '../token-flags.ts'
import { openTokenFolder, type SimulatedToken, type TokenFolder } from './folder.ts'
import { keyFromPkcs8 } from './make-certificate.ts'

const SLOW_MS = 700
const MIN_PIN = 4
const MAX_PIN = 16

interface Session {
  readonly slot: string
  readonly token: SimulatedToken
  found: Handle[]
  signing: { readonly mechanism: number; contextLogin: boolean } | null
}

/** Objects of a token: its certificates by index, its private key. */
const KEY_OBJECT = 99
const GARBAGE_OBJECT = 98
/** CKA_ID of the key and of its certificate. */
const OWN_ID = Buffer.from([0x45])
const GARBAGE = Buffer.from('no certificate at all')

/**
 * A PKCS#11 module in software, with the semantics of v2.40 as real tokens have them: sessions end when their token is pulled, private keys are seen after
 * login alone, wrong PINs count down to FINAL_TRY and LOCKED. Its tokens lie in a folder (openTokenFolder), which the simulator changes meanwhile.
 */
export function createSimulatedModule(path: string): Cryptoki {
  const folder = openTokenFolder(path)
  const sessions = new Map<string, Session>()
  const loggedIn = new Map<string, string>()
  let slotsBefore = ''
  let nextHandle = 1

  const tokenIn = (slot: Handle): SimulatedToken => {
    const name = folder.slots()[keyOf(slot)]
    return name === undefined ? raise('CKR_TOKEN_NOT_PRESENT') : folder.token(name)
  }
  const sessionOf = (handle: Handle): Session => {
    const session = sessions.get(keyOf(handle))
    if (!session) return raise('CKR_SESSION_HANDLE_INVALID')
    if (folder.slots()[session.slot] !== session.token.name) {
      sessions.delete(keyOf(handle))
      loggedIn.delete(session.slot)
      return raise('CKR_DEVICE_REMOVED')
    }
    return session
  }
  const isLoggedIn = (session: Session) => loggedIn.get(session.slot) === session.token.name

  return {
    C_Initialize() {},
    C_Finalize() {},
    C_GetSlotList() {
      if (folder.strikes('hang-look')) hang()
      if (folder.strikes('crash-look')) crash()
      if (folder.strikes('service-gone')) raise('CKR_GENERAL_ERROR')
      return Object.keys(folder.slots()).map((slot) => handleOf(Number(slot)))
    },
    C_GetTokenInfo: (slot) => tokenInfo(folder, tokenIn(slot)),
    C_GetMechanismList: (slot) => mechanismsOf(tokenIn(slot)),
    C_WaitForSlotEvent() {
      const now = JSON.stringify(folder.slots())
      const changed = slotsBefore !== '' && now !== slotsBefore
      const slot = Object.keys({ ...JSON.parse(slotsBefore || '{}'), ...JSON.parse(now) })[0]
      slotsBefore = now
      return changed && slot !== undefined ? handleOf(Number(slot)) : null
    },
    C_OpenSession(slot) {
      if (folder.strikes('session-count')) raise('CKR_SESSION_COUNT')
      const handle = handleOf(nextHandle++)
      sessions.set(keyOf(handle), { slot: keyOf(slot), token: tokenIn(slot), found: [], signing: null })
      return handle
    },
    C_CloseSession(handle) {
      const { slot } = sessionOf(handle)
      sessions.delete(keyOf(handle))
      if (![...sessions.values()].some((session) => session.slot === slot)) loggedIn.delete(slot)
    },
    C_Login(handle, userType, pin) {
      const session = sessionOf(handle)
      if (folder.strikes('hang-login')) hang()
      if (folder.strikes('pin-pad-cancelled')) raise('CKR_FUNCTION_CANCELED')
      if (userType === CK.CKU_USER && isLoggedIn(session)) raise('CKR_USER_ALREADY_LOGGED_IN')
      checkPin(folder, session.token, pin)
      if (userType === CK.CKU_CONTEXT_SPECIFIC) {
        if (!session.signing) raise('CKR_OPERATION_NOT_INITIALIZED')
        else session.signing.contextLogin = true
        return
      }
      loggedIn.set(session.slot, session.token.name)
      if (folder.strikes('swap-at-login')) folder.setSlots({ ...folder.slots(), [session.slot]: 'enterprise' })
    },
    C_Logout(handle) {
      if (!loggedIn.delete(sessionOf(handle).slot)) raise('CKR_USER_NOT_LOGGED_IN')
    },
    C_FindObjectsInit(handle, template) {
      const session = sessionOf(handle)
      const garbage = folder.strikes('garbage') ? [GARBAGE_OBJECT] : []
      const certificates = [...garbage, ...session.token.certificates.map((_, index) => index)]
      const wanted = wantedClass(template)
      const keys = isLoggedIn(session) && wantsKey(template, session.token) ? [KEY_OBJECT] : []
      session.found = (wanted === CK.CKO_CERTIFICATE ? certificates : keys).map(handleOf)
    },
    C_FindObjects: (handle, count) => sessionOf(handle).found.splice(0, count),
    C_FindObjectsFinal(handle) {
      sessionOf(handle).found = []
    },
    C_GetAttributeValue(handle, object, template) {
      const { token } = sessionOf(handle)
      return template.map(({ type }) => ({ type, value: attribute(token, object.readUInt32LE(0), type) }))
    },
    C_SignInit(handle, { mechanism }) {
      const session = sessionOf(handle)
      if (!isLoggedIn(session)) raise('CKR_USER_NOT_LOGGED_IN')
      if (!mechanismsOf(session.token).includes(mechanism)) raise('CKR_MECHANISM_INVALID')
      session.signing = { mechanism, contextLogin: false }
    },
    C_Sign(handle, data, out) {
      if (folder.strikes('hang')) hang()
      if (folder.strikes('crash')) crash()
      if (folder.strikes('slow')) pause(SLOW_MS)
      if (folder.strikes('unplug-at-sign')) folder.setSlots({})
      const session = sessionOf(handle)
      const { signing, token } = session
      session.signing = null
      if (!signing) return raise('CKR_OPERATION_NOT_INITIALIZED')
      if (token.alwaysAuthenticate && !signing.contextLogin) return raise('CKR_USER_NOT_LOGGED_IN')
      if (folder.strikes('device-error')) return raise('CKR_DEVICE_ERROR')
      const signature = signatureOf(keyFromPkcs8(Buffer.from(token.key, 'base64')), signing.mechanism, data)
      if (folder.strikes('wrong-signature')) signature[signature.length - 1]! ^= 1
      out.set(signature)
      return out.subarray(0, signature.length)
    },
  }
}

function tokenInfo(folder: TokenFolder, token: SimulatedToken): TokenInfo {
  const wrong = folder.wrongTries(token.name)
  const left = token.maxTries - wrong
  const flags =
    CKF.TOKEN_INITIALIZED |
    CKF.USER_PIN_INITIALIZED |
    (token.pinPad ? CKF.PROTECTED_AUTHENTICATION_PATH : 0) |
    (wrong > 0 && left > 0 ? CKF.USER_PIN_COUNT_LOW : 0) |
    (left === 1 ? CKF.USER_PIN_FINAL_TRY : 0) |
    (left <= 0 ? CKF.USER_PIN_LOCKED : 0)
  // Padded with blanks, as the structure has it.
  const label = token.label.padEnd(32)
  return { label, serialNumber: token.serialNumber.padEnd(16), flags, minPinLen: MIN_PIN, maxPinLen: MAX_PIN }
}

/** An empty PIN is the person at the pin pad, who types the right one. */
function checkPin(folder: TokenFolder, token: SimulatedToken, pin: string): void {
  const wrong = folder.wrongTries(token.name)
  if (wrong >= token.maxTries) raise('CKR_PIN_LOCKED')
  const typed = token.pinPad ? token.pin : pin
  if (typed.length < MIN_PIN || typed.length > MAX_PIN) raise('CKR_PIN_LEN_RANGE')
  if (typed !== token.pin) {
    folder.setWrongTries(token.name, wrong + 1)
    raise(wrong + 1 >= token.maxTries ? 'CKR_PIN_LOCKED' : 'CKR_PIN_INCORRECT')
  }
  folder.setWrongTries(token.name, 0)
}

/** The enterprise's token hashes here and not in itself, as some do. */
function mechanismsOf(token: SimulatedToken): number[] {
  if (token.algorithm === 'ec') return [CK.CKM_ECDSA]
  return token.name === 'enterprise' ? [CK.CKM_RSA_PKCS] : [CK.CKM_RSA_PKCS, CK.CKM_SHA256_RSA_PKCS]
}

function signatureOf(key: KeyObject, mechanism: number, data: Buffer): Buffer {
  switch (mechanism) {
    case CK.CKM_SHA256_RSA_PKCS:
      return sign('sha256', data, key)
    case CK.CKM_RSA_PKCS:
      return privateEncrypt(key, data)
    default:
      return ecdsaOverHash(key, data)
  }
}

/** r and s side by side. node:crypto would hash the hash again. */
function ecdsaOverHash(key: KeyObject, hash: Buffer): Buffer {
  const { d, crv } = key.export({ format: 'jwk' })
  const curve = crv === 'P-384' ? p384 : p256
  return Buffer.from(curve.sign(hash, Buffer.from(d ?? '', 'base64url'), { prehash: false, lowS: false }))
}

function attribute(token: SimulatedToken, object: number, type: number): Buffer {
  if (object === GARBAGE_OBJECT) return type === CK.CKA_VALUE ? GARBAGE : Buffer.alloc(0)
  switch (type) {
    case CK.CKA_VALUE:
      return Buffer.from(token.certificates[object] ?? raise('CKR_ATTRIBUTE_TYPE_INVALID'), 'base64')
    case CK.CKA_ID:
      return object === KEY_OBJECT || object === 0 ? OWN_ID : Buffer.from([object])
    case CK.CKA_ALWAYS_AUTHENTICATE:
      return Buffer.from([token.alwaysAuthenticate ? 1 : 0])
    case CK.CKA_MODULUS: {
      const { n } = createPublicKey(keyFromPkcs8(Buffer.from(token.key, 'base64'))).export({ format: 'jwk' })
      return n === undefined ? raise('CKR_ATTRIBUTE_TYPE_INVALID') : Buffer.from(n, 'base64url')
    }
    default:
      return raise('CKR_ATTRIBUTE_TYPE_INVALID')
  }
}

function wantedClass(template: Attribute[]): unknown {
  return template.find(({ type }) => type === CK.CKA_CLASS)?.value
}

function wantsKey(template: Attribute[], token: SimulatedToken): boolean {
  const id = template.find(({ type }) => type === CK.CKA_ID)?.value
  if (Buffer.isBuffer(id) && !id.equals(OWN_ID)) return false
  const kind = template.find(({ type }) => type === CK.CKA_KEY_TYPE)?.value
  return kind === (token.algorithm === 'rsa' ? CK.CKK_RSA : CK.CKK_EC)
}

function handleOf(value: number): Handle {
  const handle = Buffer.alloc(8)
  handle.writeUInt32LE(value, 0)
  return handle
}

function keyOf(handle: Handle): string {
  return String(handle.readUInt32LE(0))
}

function raise(name: CkrName): never {
  throw Object.assign(new Error(name), { code: CKR[name][0] })
}

function pause(forMs: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, forMs)
}

/** As native code does it: the thread is gone, nothing runs any more. */
function hang(): void {
  pause(Number.POSITIVE_INFINITY)
}

function crash(): void {
  process.kill(process.pid, 'SIGSEGV')
  hang()
}
