import { type CompactVerifyGetKey, compactVerify } from 'jose'
import { type Static, Type } from 'typebox'
import { Compile } from 'typebox/compile'
import type { FaultCode } from '../../../flows/base/fault-codes.ts'

/** What an ID token must say (OpenID Connect Core §3.1.3.7). */
export interface ExpectedToken {
  readonly issuer: string
  readonly clientId: string
  readonly nonce: string
  readonly nowMs: number
  /** When named, `acr` must be one of them. */
  readonly acrValues?: readonly string[]
}

export type TokenVerdict =
  | { readonly ok: true; readonly sub: string }
  | { readonly ok: false; readonly code: Extract<FaultCode, `SIGN_IN_${string}`> }

/** Clocks of two authorities run apart by this much at most; a provider a little ahead is no forger. */
export const CLOCK_TOLERANCE_MS = 120_000
const MS_PER_S = 1_000
const SUB_MAX_LENGTH = 255

/** Never `none`, never a secret of ours. */
const ALGORITHMS = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512', 'EdDSA', 'Ed25519']

/** Errors of jose that say something of the token; any other says that the keys could not be had. */
const SIGNATURE_ERRORS = new Set([
  'ERR_JWS_INVALID',
  'ERR_JWS_SIGNATURE_VERIFICATION_FAILED',
  'ERR_JOSE_ALG_NOT_ALLOWED',
  'ERR_JOSE_NOT_SUPPORTED',
  'ERR_JWKS_NO_MATCHING_KEY',
  'ERR_JWKS_MULTIPLE_MATCHING_KEYS',
])

const Payload = Type.Object({
  iss: Type.String(),
  sub: Type.String({ minLength: 1, maxLength: SUB_MAX_LENGTH }),
  aud: Type.Union([Type.String(), Type.Array(Type.String())]),
  azp: Type.Optional(Type.String()),
  nonce: Type.Optional(Type.String()),
  exp: Type.Number(),
  iat: Type.Number(),
  nbf: Type.Optional(Type.Number()),
  auth_time: Type.Optional(Type.Number()),
  acr: Type.Optional(Type.String()),
})
const payloadShape = Compile(Payload)

/**
 * Judges an ID token: SIGN_IN_SIGNATURE, SIGN_IN_ISSUER, SIGN_IN_AUDIENCE (for others, or for others too), SIGN_IN_NONCE (of another request, or of none),
 * SIGN_IN_EXPIRED (run out, or of the future), SIGN_IN_LEVEL (acr), SIGN_IN_CLAIMS (no token at all under a good signature). Raises what `keys` raises when the
 * provider's keys cannot be had: then nothing is decided.
 */
export async function judgeIdToken(
  token: string,
  keys: CompactVerifyGetKey,
  expected: ExpectedToken,
): Promise<TokenVerdict> {
  const payload = await verifiedPayload(token, keys)
  if (payload === 'unsigned') return wrong('SIGN_IN_SIGNATURE')
  if (!payloadShape.Check(payload)) return wrong('SIGN_IN_CLAIMS')
  if (payload.iss !== expected.issuer) return wrong('SIGN_IN_ISSUER')
  if (!isForUsAlone(payload, expected.clientId)) return wrong('SIGN_IN_AUDIENCE')
  if (payload.nonce !== expected.nonce) return wrong('SIGN_IN_NONCE')
  if (!isOfNow(payload, expected.nowMs)) return wrong('SIGN_IN_EXPIRED')
  if (expected.acrValues && !(payload.acr && expected.acrValues.includes(payload.acr))) return wrong('SIGN_IN_LEVEL')
  return { ok: true, sub: payload.sub }
}

function wrong(code: Extract<FaultCode, `SIGN_IN_${string}`>): TokenVerdict {
  return { ok: false, code }
}

async function verifiedPayload(token: string, keys: CompactVerifyGetKey): Promise<unknown> {
  try {
    const { payload } = await compactVerify(token, keys, { algorithms: ALGORITHMS })
    return parse(payload)
  } catch (error) {
    if (error instanceof Error && SIGNATURE_ERRORS.has((error as { code?: string }).code ?? '')) return 'unsigned'
    throw error
  }
}

function parse(payload: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(payload))
  } catch {
    return null
  }
}

/** An audience beside us is one nobody told us to trust. */
function isForUsAlone({ aud, azp }: Static<typeof Payload>, clientId: string): boolean {
  const audiences = typeof aud === 'string' ? [aud] : aud
  return audiences.length === 1 && audiences[0] === clientId && (azp === undefined || azp === clientId)
}

function isOfNow({ exp, iat, nbf = iat, auth_time = iat }: Static<typeof Payload>, nowMs: number): boolean {
  const latest = (nowMs + CLOCK_TOLERANCE_MS) / MS_PER_S
  const earliest = (nowMs - CLOCK_TOLERANCE_MS) / MS_PER_S
  return exp > earliest && iat <= latest && nbf <= latest && auth_time <= latest
}
