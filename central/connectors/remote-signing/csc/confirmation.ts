import type { CscCredential } from './csc-replies.ts'

/** CSC API v2 §8.3.1.3, §8.3.1.5: asked for by the service outside this exchange, on the holder's own device. */
const OUT_OF_BAND: ReadonlySet<string> = new Set(['PasswordOOB', 'ChallengeResponseOOB'])

/**
 * The `authData` with which the service asks the holder in its app: empty objects, by id (§8.3.1). Null for a credential that wants a PIN or code typed here, which
 * this product never asks for, or another kind of authorisation than `explicit`.
 */
export function confirmationOf(auth: CscCredential['auth']): readonly { readonly id: string }[] | null {
  const { mode, expression = '', objects = [] } = auth
  const own = objects.filter(({ type }) => OUT_OF_BAND.has(type)).map(({ id }) => ({ id }))
  const [first] = own
  if (mode !== 'explicit' || !first) return null
  const isChoice = /\bX?OR\b/.test(expression) && !/\bAND\b/.test(expression)
  if (isChoice) return [first]
  return own.length === objects.length && !/\bX?OR\b/.test(expression) ? own : null
}
