import { Fault } from '../../../../flows/base/fault.ts'
import type { CscAnswer, CscCalls, CscRefusal } from './csc-calls.ts'
import { isAuthorize, isSign } from './csc-replies.ts'

/** OID of the one hash in use. */
export const SHA256 = '2.16.840.1.101.3.4.2.1'
/** Asynchronous signatures whose name is remembered. */
const ASKED_MAX = 1_000

export interface CscSigningOrder {
  readonly handle: string
  readonly credentialId: string
  readonly signAlgo: string
  /** SHA-256 in base64, the one the authorisation was made for. */
  readonly hash: string
}

export type CscSigned =
  | { readonly kind: 'waiting' }
  | { readonly kind: 'signed'; readonly signature: string }
  | { readonly kind: 'erred'; readonly meaning: CscRefusal }

/**
 * Gives the second half of a signature, to be called until it ends: `authorizeCheck` until there is a SAD, `signHash` with it, and `signPolling` where the service
 * answers later (CSC API v2 §11.7, §11.10, §11.12). The name of an asynchronous signature lives in memory: after a restart `signHash` is asked again.
 */
export function createCscSigning(
  calls: CscCalls,
  operationMode: 'S' | 'A',
): (order: CscSigningOrder) => Promise<CscSigned> {
  /** Handle to responseID. */
  const asked = new Map<string, string>()

  const fetchLater = async (requestID: string) =>
    signedOf(await calls.ask('safe', 'signatures/signPolling', { requestID }, isSign))

  return async ({ handle, credentialId, signAlgo, hash }) => {
    const known = asked.get(handle)
    if (known !== undefined) return fetchLater(known)
    const check = await calls.ask('safe', 'credentials/authorizeCheck', { handle }, isAuthorize)
    if (check.kind === 'erred') return check
    if (check.kind === 'accepted') return { kind: 'waiting' }
    const { SAD, handle: next } = check.value
    if (SAD === undefined && next !== undefined) return { kind: 'waiting' }
    if (SAD === undefined) throw new Fault('REMOTE_SIGN_UNAVAILABLE', { reason: 'failed' })
    const order = { credentialID: credentialId, SAD, hashes: [hash], hashAlgorithmOID: SHA256, signAlgo, operationMode }
    const answer = await calls.ask('once', 'signatures/signHash', order, isSign)
    const { responseID, signatures } = answer.kind === 'said' ? answer.value : {}
    if (answer.kind === 'erred' || signatures) return signedOf(answer)
    if (responseID === undefined) throw new Fault('REMOTE_SIGN_UNAVAILABLE', { reason: 'failed' })
    asked.set(handle, responseID)
    const [oldest] = asked.keys()
    if (asked.size > ASKED_MAX && oldest !== undefined) asked.delete(oldest)
    return fetchLater(responseID)
  }
}

function signedOf(answer: CscAnswer<{ signatures?: string[] }>): CscSigned {
  if (answer.kind === 'erred') return answer
  const [signature] = answer.kind === 'said' ? (answer.value.signatures ?? []) : []
  return signature === undefined ? { kind: 'waiting' } : { kind: 'signed', signature }
}
