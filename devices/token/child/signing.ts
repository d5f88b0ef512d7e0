import { isCkr } from '../ckr.ts'
import type { ChildAnswers, FindRequest, Refusal, SignatureAlgorithm } from '../messages.ts'
import { CKF, pinStanding } from '../token-flags.ts'
import { CK, type Cryptoki, ckrOf, type Handle, type TokenInfo } from './cryptoki.ts'
import { closeSession, type Found, findToken } from './find-token.ts'
import { identityOf, type Look } from './look.ts'
import { type SigningWay, waysToSign } from './mechanism.ts'
import { isPinFor } from './pin-text.ts'
import { findPrivateKey, type PrivateKey } from './private-key.ts'
import { quietly } from './quietly.ts'
import { type Doing, refusalOf, refused } from './refusal.ts'

/** RSA-8192 has 1024 bytes. */
const MAX_SIGNATURE_BYTES = 1024

/** One signing session at a time: found, checked, logged in, signed, logged out. What devices do every day is an answer, never a throw. */
export interface Signing {
  find(request: FindRequest): ChildAnswers['find']
  /** Wipes the PIN: at once, or at `end` where the key wants it again for the signature. */
  login(pin: Uint8Array | null): ChildAnswers['login']
  sign(data: Uint8Array): ChildAnswers['sign']
  end(): void
}

interface Chosen extends Found {
  readonly algorithm: SignatureAlgorithm
  readonly ways: readonly SigningWay[]
  readonly onPad: boolean
  readonly loggedIn: LoggedIn | null
}

interface LoggedIn extends PrivateKey {
  /** Kept only for a key that wants it again. */
  readonly pin: Uint8Array | null
}

export function createSigning(module: Cryptoki, look: Look): Signing {
  let chosen: Chosen | null = null

  const end = () => {
    const ending = chosen
    chosen = null
    if (!ending) return
    ending.loggedIn?.pin?.fill(0)
    closeSession(module, ending.session)
  }
  const infoOf = (slot: Handle): TokenInfo | null => quietly(() => module.C_GetTokenInfo(slot)) ?? null

  /** Logs in and finds the key. Before and after, it must be the token whose certificate was read: somebody may be swapping it at this moment. */
  const logIn = ({ slot, session, info, onPad, certificate, algorithm }: Chosen, pin: Uint8Array | null) => {
    const before = infoOf(slot)
    if (!before || identityOf(before) !== identityOf(info)) return refused('token-removed')
    const obstacle = obstacleToLogin(before)
    if (obstacle) return obstacle
    if (!onPad && !(pin && isPinFor(pin, before))) return refused('pin-malformed', before.flags)
    let thrown: unknown = null
    try {
      login(module, session, onPad ? null : pin)
    } catch (error) {
      thrown = error
    }
    const after = infoOf(slot)
    if (!after || identityOf(after) !== identityOf(info)) return refused('token-removed')
    if (thrown) return refusalOf(thrown, onPad ? 'login-on-pin-pad' : 'login', after.flags)
    return findPrivateKey(module, session, certificate, algorithm) ?? refused('key-missing')
  }

  return {
    find({ certificateId, algorithm }) {
      end()
      let found: Found | null = null
      try {
        found = findToken(module, look, certificateId)
        if (!found) return refused('token-removed')
        const obstacle = obstacleToLogin(found.info)
        if (obstacle) return obstacle
        const ways = waysToSign(algorithm, module.C_GetMechanismList(found.slot))
        if (ways.length === 0) return refused('mechanism')
        const onPad = (found.info.flags & CKF.PROTECTED_AUTHENTICATION_PATH) !== 0
        chosen = { ...found, algorithm, ways, onPad, loggedIn: null }
        return { kind: 'found', hasPinPad: onPad }
      } catch (thrown) {
        return refusalOf(thrown, 'anything-else')
      } finally {
        if (!chosen && found) closeSession(module, found.session)
      }
    },
    login(pin) {
      let keepPin = false
      try {
        if (!chosen) return refused('failed')
        const key = logIn(chosen, pin)
        if ('kind' in key) return key
        keepPin = key.alwaysAuthenticate && !chosen.onPad
        chosen = { ...chosen, loggedIn: { ...key, pin: keepPin ? pin : null } }
        return { kind: 'logged-in' }
      } catch (thrown) {
        return refusalOf(thrown, 'anything-else')
      } finally {
        if (!keepPin) pin?.fill(0)
        if (!chosen?.loggedIn) end()
      }
    },
    sign(data) {
      if (!chosen?.loggedIn) return refused('failed')
      const { session, ways, onPad, loggedIn } = chosen
      let doing: Doing = 'anything-else'
      try {
        const way = start(module, session, loggedIn.key, ways)
        if (loggedIn.alwaysAuthenticate) {
          doing = onPad ? 'login-on-pin-pad' : 'login'
          module.C_Login(session, CK.CKU_CONTEXT_SPECIFIC, asText(loggedIn.pin))
          doing = 'anything-else'
        }
        const signature = module.C_Sign(session, way.prepare(data), Buffer.alloc(MAX_SIGNATURE_BYTES))
        return { kind: 'signature', signature }
      } catch (thrown) {
        return refusalOf(thrown, doing)
      }
    },
    end,
  }
}

/** What forbids a login before it is tried: the flags were read just now, and the last try is not spent here (product.md §3). */
function obstacleToLogin({ flags }: TokenInfo): Refusal | null {
  switch (pinStanding(flags)) {
    case 'locked':
      return refused('pin-locked', flags)
    case 'final-try':
      return refused('pin-final-try', flags)
    case 'not-set':
      return refused('pin-not-set', flags)
    case 'fine':
    case 'count-low':
      return null
  }
}

/** Begins a signature in the first way the token accepts: some list a mechanism that this key does not do. Raises what the last one raised. */
function start(module: Cryptoki, session: Handle, key: Handle, ways: readonly SigningWay[]): SigningWay {
  for (const [index, way] of ways.entries()) {
    try {
      module.C_SignInit(session, { mechanism: way.mechanism }, key)
      return way
    } catch (thrown) {
      const unfit = isCkr(ckrOf(thrown), 'CKR_MECHANISM_INVALID', 'CKR_KEY_FUNCTION_NOT_PERMITTED')
      if (!unfit || index === ways.length - 1) throw thrown
    }
  }
  throw new Error('no way to sign')
}

/** A login left over by a crash of ours inside the module is ended first: nothing was tried with the PIN then. */
function login(module: Cryptoki, session: Handle, pin: Uint8Array | null): void {
  try {
    module.C_Login(session, CK.CKU_USER, asText(pin))
  } catch (thrown) {
    if (!isCkr(ckrOf(thrown), 'CKR_USER_ALREADY_LOGGED_IN', 'CKR_USER_ANOTHER_ALREADY_LOGGED_IN')) throw thrown
    module.C_Logout(session)
    module.C_Login(session, CK.CKU_USER, asText(pin))
  }
}

/** pkcs11js takes text alone; empty is its way to say that the PIN is typed on the token. The text is out of our reach and dies with this child. */
function asText(pin: Uint8Array | null): string {
  return pin ? Buffer.from(pin.buffer, pin.byteOffset, pin.length).toString('latin1') : ''
}
