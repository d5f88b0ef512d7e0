import { generateKeyPairSync, type KeyObject, randomUUID } from 'node:crypto'
import { CompactSign } from 'jose'
import type { JWK } from 'oidc-provider'

/** The key a provider signs ID tokens with, and a stranger's that says it is the same. */
export interface SigningKey {
  /** Private JWK, ES256. */
  readonly jwk: JWK
  /** Signs a changed payload with the true key (`own`) or with the stranger's under the true key's id. */
  sign(payload: object, by: 'own' | 'stranger'): Promise<string>
}

export function createSigningKey(): SigningKey {
  const kid = randomUUID()
  const own = newKey()
  const stranger = newKey()
  return {
    jwk: { ...(own.export({ format: 'jwk' }) as JWK), kid, alg: 'ES256', use: 'sig' },
    sign: (payload, by) =>
      new CompactSign(new TextEncoder().encode(JSON.stringify(payload)))
        .setProtectedHeader({ alg: 'ES256', typ: 'JWT', kid })
        .sign(by === 'own' ? own : stranger),
  }
}

function newKey(): KeyObject {
  return generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey
}
