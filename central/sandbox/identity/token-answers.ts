import { decodeJwt } from 'jose'
import type { KoaContextWithOIDC } from 'oidc-provider'
import type { FaultSwitches, IdentityFault } from '../fault-switches.ts'
import type { SigningKey } from './signing-key.ts'

/** RFC 8628 §3.5: what "slow_down" adds to the interval, for good. */
const SLOW_DOWN_MS = 5_000
/** Timers end a little early now and then. */
const GRACE_MS = 50
/** Device codes whose last question is remembered. */
const KEPT = 1_000
const MS_PER_S = 1_000

/** What each hostile fault changes in an ID token that is right otherwise. */
const CHANGES: Partial<Record<IdentityFault, object>> = {
  'wrong-issuer': { iss: 'https://issuer.example' },
  'wrong-audience': { aud: 'somebody-else' },
  'wrong-nonce': { nonce: 'of-another-request' },
  'wrong-signature': {},
}

/**
 * What the library leaves out: nonce and interval of a device authorization request (OpenID Connect Core §2, RFC 8628 §3.2), slow_down for who asks too often (§3.5),
 * and the lies of a provider that is hostile today.
 */
export function createTokenAnswers(parts: {
  readonly key: SigningKey
  readonly switches: FaultSwitches
  readonly intervalMs: number
  readonly now: () => number
}) {
  const { key, switches, now } = parts
  const asked = new Map<string, { atMs: number; intervalMs: number }>()

  /** Notes the question and tells whether it came too soon. */
  const isTooSoon = (deviceCode: string): boolean => {
    const before = asked.get(deviceCode)
    const intervalMs = before?.intervalMs ?? parts.intervalMs
    const soon = before !== undefined && now() - before.atMs < intervalMs - GRACE_MS
    asked.delete(deviceCode)
    asked.set(deviceCode, { atMs: now(), intervalMs: soon ? intervalMs + SLOW_DOWN_MS : intervalMs })
    if (asked.size > KEPT) asked.delete(asked.keys().next().value!)
    return soon
  }

  return async (ctx: KoaContextWithOIDC, next: () => Promise<unknown>): Promise<void> => {
    if (switches.now.identity === 'silent' && ctx.path === '/token') {
      ctx.status = 400
      ctx.body = { error: 'authorization_pending' }
      return
    }
    await next()
    const body = ctx.body as Record<string, unknown> | undefined
    if (ctx.path === '/device/auth' && ctx.status === 200) {
      await keepNonce(ctx)
      ctx.body = { ...body, interval: parts.intervalMs / MS_PER_S }
    }
    if (ctx.path !== '/token') return
    const deviceCode = ctx.oidc.params?.device_code
    if (body?.error === 'authorization_pending' && typeof deviceCode === 'string' && isTooSoon(deviceCode))
      ctx.body = { error: 'slow_down' }
    const fault = switches.now.identity
    const change = CHANGES[fault]
    if (change && typeof body?.id_token === 'string') {
      const payload = { ...decodeJwt(body.id_token), ...change }
      ctx.body = { ...body, id_token: await key.sign(payload, fault === 'wrong-signature' ? 'stranger' : 'own') }
    }
  }
}

/** The library takes a nonce here but brings it back only in the flows of a browser. */
async function keepNonce(ctx: KoaContextWithOIDC): Promise<void> {
  const code = ctx.oidc.entities.DeviceCode
  const nonce = code?.params?.nonce
  if (!code || typeof nonce !== 'string') return
  code.nonce = nonce
  await code.save()
}
