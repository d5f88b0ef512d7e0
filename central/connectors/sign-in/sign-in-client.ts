import * as openid from 'openid-client'
import type { Logger } from 'pino'
import { type Static, Type } from 'typebox'
import { Compile } from 'typebox/compile'
import type { Clock } from '../../../flows/base/clock.ts'
import { Fault } from '../../../flows/base/fault.ts'
import type { Subject } from '../../../flows/base/terms.ts'
import { dayInVietnam } from '../../../flows/base/vietnam-time.ts'
import { createParty, type PartyOptions } from '../party.ts'
import type { PartyAnswer, RemoteParty, StartedAtParty } from '../remote-party.ts'
import { CLAIM_NAMES, type ClaimNames, type SignInProvider } from './claim-names.ts'
import { askForTokens, type Tokens } from './device-grant.ts'
import { judgeIdToken } from './id-token.ts'
import { createIssuer, type IssuerOptions } from './issuer.ts'
import { type Claims, readClaims, type SignedIn } from './read-claims.ts'

export interface SignInOptions extends IssuerOptions {
  readonly provider: SignInProvider
  /** Lines that this provider names otherwise. */
  readonly claimNames?: Partial<ClaimNames>
  /** Asked for, and demanded of the ID token (OpenID Connect Core §3.1.2.1). Default none: their texts are unknown (domain.md §12). */
  readonly acrValues?: readonly string[]
  /** How patient to be; for tests. */
  readonly patience?: Partial<Omit<PartyOptions, 'unavailable'>>
}

/** Longer than a carrier gets: the answer to a poll can be had once only, and nobody stands waiting for this one. */
const ANSWER_WITHIN_MS = 6_000
/** RFC 8628 §3.2: what holds when the provider names no interval. */
const INTERVAL_DEFAULT_S = 5
/** Whatever the provider says, it is not asked without pause. */
const INTERVAL_MIN_S = 1
const INTERVAL_MAX_S = 300
const LIFETIME_MAX_S = 86_400
const USER_CODE_MAX_LENGTH = 40
const URI_MAX_LENGTH = 1_000
const MS_PER_S = 1_000
/** Requests with something to remember, before the oldest is forgotten. */
const REMEMBERED = 1_000

const Started = Compile(
  Type.Object({
    device_code: Type.String({ minLength: 1, maxLength: 4_096 }),
    // It goes to a terminal: visible ASCII alone.
    user_code: Type.String({ pattern: '^[!-~]+$', maxLength: USER_CODE_MAX_LENGTH }),
    verification_uri: Type.String({ maxLength: URI_MAX_LENGTH }),
    verification_uri_complete: Type.Optional(Type.String({ maxLength: URI_MAX_LENGTH })),
    expires_in: Type.Number({ minimum: 1, maximum: LIFETIME_MAX_S }),
    interval: Type.Optional(Type.Number({ minimum: 0, maximum: INTERVAL_MAX_S })),
  }),
)

/** What central keeps of a request. The device code is worth nothing without central's client secret. */
const Ref = Type.Object({
  deviceCode: Type.String(),
  intervalMs: Type.Number(),
  nonce: Type.String(),
  subject: Type.Union([Type.Literal('citizen'), Type.Literal('enterprise'), Type.Literal('agency')]),
})
const refShape = Compile(Ref)

/**
 * Signs a person in at an identity provider by device authorization (RFC 8628, OpenID Connect Core): `start` gives the code and the address for the phone, each `poll` is one
 * token request. Done, refused with a SIGN_IN_ code of its own for everything that is wrong, or waiting; both raise SIGN_IN_UNAVAILABLE when the provider is down, slow
 * or talks nonsense, and TRANSACTION_UNKNOWN for a reference that is none.
 */
export function createSignInClient(
  options: SignInOptions,
  deps: { readonly log: Logger; readonly clock: Clock },
): RemoteParty<{ readonly subject: Subject }, SignedIn> {
  const { provider, clientId, issuer: issuerId, acrValues } = options
  const { log, clock } = deps
  const names = { ...CLAIM_NAMES[provider], ...options.claimNames }
  const party = createParty({ unavailable: 'SIGN_IN_UNAVAILABLE', timeoutMs: ANSWER_WITHIN_MS, ...options.patience })
  const issuer = createIssuer(options, clock)
  /** By device code: a longer interval, and tokens whose keys or claims could not be had yet. Lost at a restart, which costs one slow_down or one sign-in. */
  const remembered = new Map<string, { intervalMs?: number; tokens?: Tokens }>()

  /** Who asks while an answer is under way shares it: the second of two token requests would be told that the code is spent. */
  const polling = new Map<string, Promise<PartyAnswer<SignedIn>>>()

  const ask: typeof party.ask = (kind, question) =>
    party.ask(kind, question).catch((error: unknown) => {
      issuer.forget()
      log.warn({ err: error, provider }, 'identity provider did not answer')
      throw error
    })

  const remember = (deviceCode: string, facts: { intervalMs?: number; tokens?: Tokens }) => {
    remembered.set(deviceCode, { ...remembered.get(deviceCode), ...facts })
    if (remembered.size > REMEMBERED) remembered.delete(remembered.keys().next().value!)
  }

  async function tokensOf(ref: Static<typeof Ref>): Promise<PartyAnswer<Tokens>> {
    const before = remembered.get(ref.deviceCode)
    if (before?.tokens) return { kind: 'done', result: before.tokens }
    const intervalMs = before?.intervalMs ?? ref.intervalMs
    const answer = await ask('once', (signal) => askForTokens(issuer, ref.deviceCode, intervalMs, signal))
    if (answer.kind === 'done') remember(ref.deviceCode, { tokens: answer.result })
    if (answer.kind === 'waiting' && answer.pollAfterMs > intervalMs)
      remember(ref.deviceCode, { intervalMs: answer.pollAfterMs })
    return answer
  }

  async function judge(ref: Static<typeof Ref>, tokens: Tokens): Promise<PartyAnswer<SignedIn>> {
    const verdict = await ask('safe', async (signal) =>
      judgeIdToken(tokens.idToken, await issuer.keys(signal), {
        issuer: issuerId,
        clientId,
        nonce: ref.nonce,
        nowMs: clock.now(),
        ...(acrValues ? { acrValues } : {}),
      }),
    )
    if (!verdict.ok) {
      log.warn({ provider, code: verdict.code }, 'ID token refused')
      return { kind: 'refused', code: verdict.code }
    }
    const { accessToken } = tokens
    if (accessToken === null) throw new Fault('SIGN_IN_UNAVAILABLE', { reason: 'token' })
    const claims: Claims = await ask('safe', async (signal) =>
      openid.fetchUserInfo(await issuer.configuration(signal), accessToken, openid.skipSubjectCheck),
    )
    // OpenID Connect Core §5.3.2: claims of somebody else must not be used.
    if (claims.sub !== verdict.sub) return { kind: 'refused', code: 'SIGN_IN_CLAIMS' }
    return readClaims(claims, { provider, names, subject: ref.subject, today: dayInVietnam(clock.now()) })
  }

  async function pollOnce(partyRef: string): Promise<PartyAnswer<SignedIn>> {
    const ref = readRef(partyRef)
    const answer = await tokensOf(ref)
    const verdict = answer.kind === 'done' ? await judge(ref, answer.result) : answer
    if (verdict.kind !== 'waiting') remembered.delete(ref.deviceCode)
    return verdict
  }

  return {
    mayRestart: true,

    async start({ subject }) {
      const nonce = openid.randomNonce()
      const parameters = { scope: names.scope, nonce, ...(acrValues ? { acr_values: acrValues.join(' ') } : {}) }
      return ask('once', async (signal) => {
        const configuration = await issuer.configuration(signal)
        const reply: unknown = await openid.initiateDeviceAuthorization(configuration, parameters)
        if (!Started.Check(reply)) throw new Error('device authorization of another shape')
        const intervalMs = Math.max(reply.interval ?? INTERVAL_DEFAULT_S, INTERVAL_MIN_S) * MS_PER_S
        const ref: Static<typeof Ref> = { deviceCode: reply.device_code, intervalMs, nonce, subject }
        const complete = reply.verification_uri_complete
        const started: StartedAtParty = {
          kind: 'started',
          partyRef: JSON.stringify(ref),
          lifetimeMs: reply.expires_in * MS_PER_S,
          pollAfterMs: intervalMs,
          shown: {
            userCode: reply.user_code,
            verificationUri: webAddress(reply.verification_uri, options.allowHttp),
            ...(complete === undefined ? {} : { verificationUriComplete: webAddress(complete, options.allowHttp) }),
          },
        }
        return started
      })
    },

    poll(partyRef) {
      const open = polling.get(partyRef)
      if (open) return open
      const answer = pollOnce(partyRef).finally(() => polling.delete(partyRef))
      polling.set(partyRef, answer)
      return answer
    },
  }
}

/** The address in its normal form, which has no control characters; throws on anything but a page on the web. */
function webAddress(text: string, allowHttp = false): string {
  const { protocol, href } = new URL(text)
  if (protocol !== 'https:' && !(allowHttp && protocol === 'http:')) throw new Error('no address of a page')
  return href
}

function readRef(partyRef: string): Static<typeof Ref> {
  try {
    const ref: unknown = JSON.parse(partyRef)
    if (refShape.Check(ref)) return ref
  } catch (cause) {
    throw new Fault('TRANSACTION_UNKNOWN', { reason: 'reference' }, cause)
  }
  throw new Fault('TRANSACTION_UNKNOWN', { reason: 'reference' })
}
