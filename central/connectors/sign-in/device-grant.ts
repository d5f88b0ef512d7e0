import * as openid from 'openid-client'
import type { PartyAnswer } from '../remote-party.ts'
import { type Fetch, fetchCapped, type Issuer } from './issuer.ts'

export interface Tokens {
  readonly idToken: string
  /** Null when openid-client would not take the answer: then the ID token is looked at for the reason alone. */
  readonly accessToken: string | null
}

const DEVICE_GRANT = 'urn:ietf:params:oauth:grant-type:device_code'
/** RFC 8628 §3.5. */
const SLOW_DOWN_MS = 5_000

/**
 * One token request for a device code (RFC 8628 §3.4). Waiting after `intervalMs`, or 5 s more of it on slow_down; refused with SIGN_IN_DENIED or SIGN_IN_EXPIRED
 * (also for a code the provider no longer knows). Throws on everything that is no answer to this request.
 */
export async function askForTokens(
  issuer: Issuer,
  deviceCode: string,
  intervalMs: number,
  signal: AbortSignal,
): Promise<PartyAnswer<Tokens>> {
  let seen: string | null = null
  // openid-client refuses a wrong issuer or audience in words of its own; which of them it was is for judgeIdToken to say.
  const watch: Fetch = async (url, options) => {
    const response = await fetchCapped(url, options)
    seen = await idTokenIn(response.clone())
    return response
  }
  try {
    const configuration = await issuer.configuration(signal, watch)
    const reply = await openid.genericGrantRequest(configuration, DEVICE_GRANT, { device_code: deviceCode })
    if (reply.id_token === undefined) throw new Error('no ID token')
    return { kind: 'done', result: { idToken: reply.id_token, accessToken: reply.access_token } }
  } catch (error) {
    if (seen !== null) return { kind: 'done', result: { idToken: seen, accessToken: null } }
    const answer = error instanceof openid.ResponseBodyError ? answerTo(error.error, intervalMs) : null
    if (answer) return answer
    throw error
  }
}

function answerTo(error: string, intervalMs: number): Exclude<PartyAnswer<Tokens>, { kind: 'done' }> | null {
  switch (error) {
    case 'authorization_pending':
      return { kind: 'waiting', pollAfterMs: intervalMs }
    case 'slow_down':
      return { kind: 'waiting', pollAfterMs: intervalMs + SLOW_DOWN_MS }
    case 'access_denied':
      return { kind: 'refused', code: 'SIGN_IN_DENIED' }
    case 'expired_token':
    case 'invalid_grant':
      return { kind: 'refused', code: 'SIGN_IN_EXPIRED' }
    default:
      return null
  }
}

async function idTokenIn(response: Response): Promise<string | null> {
  if (response.status !== 200) return null
  const body = (await response.json().catch(() => null)) as { id_token?: unknown } | null
  return typeof body?.id_token === 'string' ? body.id_token : null
}
