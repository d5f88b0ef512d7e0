import { randomBytes } from 'node:crypto'
import type { Authorities } from '../authorities/authorities.ts'
import type { PhoneRequests } from '../phone/requests.ts'
import { secretsEqual } from '../secrets-equal.ts'
import { type CscAnswer, erred, invalid, said } from './csc-answer.ts'
import { createProviderKeys, type HeldKey } from './keys.ts'
import { SHA256_BYTES } from './raw-sign.ts'
import type { RemoteKey } from './remote-key.ts'
import { createSigningDesk, type SigningCase } from './signing-desk.ts'

export interface CscProviderOptions {
  readonly keys: readonly RemoteKey[]
  readonly authorities: Authorities
  readonly phones: PhoneRequests
  readonly now: () => number
  /** The one client that is known. */
  readonly clientId: string
  readonly clientSecret: string
  /** How long the holder has. Default 300 000. */
  readonly lifetimeMs?: number
  /** Default 300 000. */
  readonly sadLifetimeMs?: number
  /** Default 3 600 000. */
  readonly tokenLifetimeMs?: number
}

export interface ListRequest {
  readonly userID?: string
  readonly credentialInfo?: boolean
}

export interface AuthorizeRequest {
  readonly credentialID: string
  readonly numSignatures: number
  readonly hashes: readonly string[]
  readonly hashAlgorithmOID: string
  readonly authData?: readonly { readonly id: string }[]
  readonly description?: string
}

export interface SignHashRequest {
  readonly credentialID: string
  readonly SAD: string
  readonly hashes: readonly string[]
  readonly signAlgo: string
  readonly operationMode?: 'S' | 'A'
}

/** A signing service by CSC API v2; each function is the method of that name. */
export interface CscProvider {
  readonly methods: readonly string[]
  token(form: Readonly<Record<string, string | undefined>>): CscAnswer
  /** Whether a bearer token was given here and still counts. */
  isLetIn(token: string): boolean
  list(request: ListRequest): Promise<CscAnswer>
  info(credentialID: string): Promise<CscAnswer>
  authorize(request: AuthorizeRequest): Promise<CscAnswer>
  authorizeCheck(handle: string): CscAnswer
  signHash(request: SignHashRequest): CscAnswer
  signPolling(requestID: string): CscAnswer
}

const FIVE_MINUTES_MS = 300_000
const HOUR_MS = 3_600_000
const SHA256 = '2.16.840.1.101.3.4.2.1'
const ECDSA_SHA256 = '1.2.840.10045.4.3.2'
const P256 = '1.2.840.10045.3.1.7'
/** How the app is asked: CSC API v2 §8.3.1.5. */
const APP = { type: 'ChallengeResponseOOB', id: 'APP', label: 'Ứng dụng ký số' }
const TOKENS_MAX = 1_000
const ID_PREFIX = 'csc-'

/**
 * One authorisation gives one SAD, bound to its hash (SCAL 2), and one signature. Asking `authorizeCheck` or `signHash` again with the same handle or SAD and hash gives
 * the same again, so that a client that lost an answer can ask anew; with another hash it is refused.
 */
export function createCscProvider(options: CscProviderOptions): CscProvider {
  const { now, clientId, clientSecret, lifetimeMs = FIVE_MINUTES_MS } = options
  const { sadLifetimeMs = FIVE_MINUTES_MS, tokenLifetimeMs = HOUR_MS } = options
  const keys = createProviderKeys('csc', options)
  const desk = createSigningDesk({ phones: options.phones, now, lifetimeMs })
  const tokens = new Map<string, number>()
  const sads = new Map<string, { readonly handle: string; readonly untilMs: number }>()
  const sadOf = new Map<string, string>()
  /** Asynchronous signatures: whether they were asked after once. */
  const responses = new Map<string, { readonly handle: string; isAsked: boolean }>()

  const credential = (credentialID: string) => keys.bySerial(credentialID.replace(ID_PREFIX, ''))

  return {
    methods: METHODS,
    token({ grant_type, scope, client_id = '', client_secret = '' }) {
      if (grant_type !== 'client_credentials') return erred('unsupported_grant_type', 'Invalid parameter grant_type')
      if (scope !== undefined && scope !== 'service') return erred('invalid_scope', 'Invalid parameter scope')
      const isKnown = secretsEqual(client_id, clientId) && secretsEqual(client_secret, clientSecret)
      if (!isKnown) return erred('invalid_client', 'Invalid parameter client_secret', 401)
      const access_token = randomBytes(24).toString('base64url')
      keep(tokens, access_token, now() + tokenLifetimeMs)
      return said({ access_token, token_type: 'Bearer', expires_in: tokenLifetimeMs / 1_000 })
    },
    isLetIn: (token) => (tokens.get(token) ?? 0) > now(),
    async list({ userID, credentialInfo = false }) {
      if (userID === undefined) return invalid('Invalid parameter userID')
      const held = await keys.of(userID)
      if (held.length === 0) return invalid('Invalid parameter userID')
      const credentialIDs = held.map(credentialIdOf)
      if (!credentialInfo) return said({ credentialIDs })
      return said({
        credentialIDs,
        credentialInfos: held.map((one) => ({ credentialID: credentialIdOf(one), ...infoOf(one) })),
      })
    },
    async info(credentialID) {
      const held = await credential(credentialID)
      return held ? said(infoOf(held)) : invalid('Invalid parameter credentialID')
    },
    async authorize({ credentialID, numSignatures, hashes, hashAlgorithmOID, authData = [], description = '' }) {
      const held = await credential(credentialID)
      if (!held) return invalid('Invalid parameter credentialID')
      if (held.status === 'expired') return invalid('Signing certificate is expired')
      if (held.status === 'revoked') return invalid('The credential identified by credentialID is disabled')
      if (numSignatures !== 1 || hashes.length !== 1) return invalid('Numbers of signatures is too high')
      if (hashAlgorithmOID !== SHA256) return invalid('Invalid parameter hashAlgorithmOID')
      const hash = Buffer.from(hashes[0] ?? '', 'base64')
      if (hash.length !== SHA256_BYTES) return invalid('Invalid digest value length')
      if (authData.length !== 1 || authData[0]?.id !== APP.id)
        return erred('invalid_authentication_data', 'The authentication data is invalid')
      return said({ handle: desk.open({ held, hash, text: description }).id }, 202)
    },
    authorizeCheck(handle) {
      const found = desk.find(handle)
      switch (found?.state) {
        case undefined:
          return invalid('Invalid parameter handle')
        case 'waiting':
          return said({ handle }, 202)
        case 'cancelled':
          return erred('access_denied', 'The user denied the request')
        case 'expired':
          return erred('expired', 'The authorization request has expired')
        case 'confirmed': {
          const SAD = sadOf.get(handle) ?? randomBytes(24).toString('base64url')
          keep(sadOf, handle, SAD)
          if (!sads.has(SAD)) keep(sads, SAD, { handle, untilMs: now() + sadLifetimeMs })
          return said({ SAD, expiresIn: sadLifetimeMs / 1_000 })
        }
      }
    },
    signHash({ credentialID, SAD, hashes, signAlgo, operationMode = 'S' }) {
      const given = sads.get(SAD)
      const found = given && desk.find(given.handle)
      if (!given || !found) return invalid('Invalid parameter SAD')
      if (given.untilMs <= now()) return invalid('SAD expired')
      if (credentialIdOf(found.held) !== credentialID) return invalid('Invalid parameter credentialID')
      if (hashes.length !== 1 || hashes[0] !== Buffer.from(found.hash).toString('base64'))
        return invalid('Hash is not authorized by the SAD')
      if (signAlgo !== ECDSA_SHA256) return invalid('Invalid parameter signAlgo')
      if (operationMode === 'S') return said({ signatures: [signatureOf(found)] })
      const responseID = `async-${found.id}`
      if (!responses.has(responseID)) keep(responses, responseID, { handle: found.id, isAsked: false })
      return said({ responseID })
    },
    signPolling(requestID) {
      const response = responses.get(requestID)
      const found = response && desk.find(response.handle)
      if (!response || !found) return invalid('Invalid parameter requestID')
      if (!response.isAsked) {
        response.isAsked = true
        return erred('accepted_request', 'The request has been accepted but not yet completed', 202)
      }
      return said({ signatures: [signatureOf(found)] })
    },
  }

  function signatureOf(found: SigningCase): string {
    return Buffer.from(desk.sign(found)).toString('base64')
  }
}

const METHODS = [
  'oauth2/token',
  'info',
  'credentials/list',
  'credentials/info',
  'credentials/authorize',
  'credentials/authorizeCheck',
  'signatures/signHash',
  'signatures/signPolling',
]

/** Names nobody: it travels in references and logs. */
function credentialIdOf({ serial }: HeldKey): string {
  return `${ID_PREFIX}${serial}`
}

function infoOf({ status, certificates }: HeldKey) {
  return {
    key: {
      status: status === 'valid' ? 'enabled' : 'disabled',
      algo: [ECDSA_SHA256],
      len: 256,
      curve: P256,
    },
    cert: { status, certificates: certificates.map((one) => Buffer.from(one).toString('base64')) },
    auth: { mode: 'explicit', expression: APP.id, objects: [APP] },
    SCAL: '2',
    multisign: 1,
  }
}

/** The newest thousand are kept. */
function keep<Value>(map: Map<string, Value>, key: string, value: Value): void {
  map.set(key, value)
  const [oldest] = map.keys()
  if (map.size > TOKENS_MAX && oldest !== undefined) map.delete(oldest)
}
