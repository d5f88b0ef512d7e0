import { createHash } from 'node:crypto'
import type { Logger } from 'pino'
import { Type } from 'typebox'
import { Compile } from 'typebox/compile'
import { type Clock, systemClock } from '../../../../flows/base/clock.ts'
import { Fault } from '../../../../flows/base/fault.ts'
import type { FaultCode } from '../../../../flows/base/fault-codes.ts'
import { createParty } from '../../party.ts'
import type { PartyAnswer, RefusedByParty } from '../../remote-party.ts'
import { bytesOf } from '../certificates.ts'
import { under } from '../exchange.ts'
import { readPartyRef } from '../party-ref.ts'
import { proveSignature } from '../proved-signature.ts'
import type { RemoteSignature, RemoteSigner } from '../remote-signer.ts'
import { shownText } from '../shown-text.ts'
import { type CscAnswer, type CscRefusal, createCscCalls } from './csc-calls.ts'
import { checkConformance } from './csc-conformance.ts'
import { remoteCredentialOf, usableKeyOf } from './csc-keys.ts'
import { isAuthorize, isCredential, isList } from './csc-replies.ts'
import { createCscSigning, SHA256 } from './csc-signing.ts'
import { createServiceToken } from './service-token.ts'

export interface CscOptions {
  /** Base of the service, with the version: https://service.domain.org/csc/v2 */
  readonly url: string
  /** Where tokens are given; the base with `/oauth2/token` when not set. Never taken from the service's own `info`: the secret goes where this side says. */
  readonly tokenUrl?: string
  readonly clientId: string
  readonly clientSecret: string
  /** `A` where a service signs asynchronously (§11.10). Default S. */
  readonly operationMode?: 'S' | 'A'
  /** How long the holder has; the API does not say. Default 300 000. */
  readonly lifetimeMs?: number
  /** Default 3 000. */
  readonly pollAfterMs?: number
  /** Wait for one answer. Default 10 000. */
  readonly timeoutMs?: number
}

const LIFETIME_MS = 300_000
const POLL_AFTER_MS = 3_000
const TIMEOUT_MS = 10_000
/** After a 429. */
const BUSY_POLL_AFTER_MS = 10_000

const CODES: Readonly<Record<CscRefusal, FaultCode>> = {
  rejected: 'REMOTE_SIGN_REJECTED',
  expired: 'REMOTE_SIGN_EXPIRED',
  'no-credential': 'REMOTE_SIGN_NO_CERTIFICATE',
  busy: 'REMOTE_SIGN_BUSY',
  failed: 'REMOTE_SIGN_FAILED',
}

const isRef = Compile(
  Type.Object({
    v: Type.Literal(1),
    handle: Type.String(),
    credentialId: Type.String(),
    signAlgo: Type.String(),
    publicKeyInfo: Type.String(),
    toBeSigned: Type.String(),
  }),
)

/**
 * A signing service by the API of the Cloud Signature Consortium, version 2 (domain.md §5.1): `credentials/authorize` with the hash bound to it (SCAL 2), the holder
 * agrees in the service's app, `credentials/authorizeCheck` then gives the SAD, and with it `signatures/signHash` is asked once.
 *
 * The reference holds the handle, the public key and the bytes to be signed; never a SAD or a token. A poll that is repeated after a crash asks `authorizeCheck` and
 * `signHash` again with the same handle and hash. A service that answers the same SAD and signature then ends well; one that takes a spent SAD for an error ends with
 * REMOTE_SIGN_FAILED, and the person starts anew: nothing is ever signed but that one hash. The API lets nobody choose the name of an authorisation, so there is no
 * `recover`.
 */
export function createCscSigner(
  options: CscOptions,
  deps: { readonly log: Logger; readonly clock?: Clock },
): RemoteSigner {
  const { url, pollAfterMs = POLL_AFTER_MS, lifetimeMs = LIFETIME_MS, operationMode = 'S' } = options
  const { log, clock = systemClock } = deps
  const party = createParty({ unavailable: 'REMOTE_SIGN_UNAVAILABLE', timeoutMs: options.timeoutMs ?? TIMEOUT_MS })
  const tokenUrl = options.tokenUrl ?? under(url, 'oauth2/token')
  const { clientId, clientSecret } = options
  const token = createServiceToken({ tokenUrl, clientId, clientSecret }, { log, clock })
  const calls = createCscCalls(url, { party, token, log })
  const conformance = checkConformance(url, { operationMode, party, log })
  const fetchSigned = createCscSigning(calls, operationMode)
  const polls = new Map<string, Promise<PartyAnswer<RemoteSignature>>>()

  const infoOf = (credentialID: string) =>
    calls.ask('safe', 'credentials/info', { credentialID, ...FULL }, isCredential)

  const credentials = async (userID: string) => {
    await conformance()
    const list = await calls.ask('safe', 'credentials/list', { userID, credentialInfo: true, ...FULL }, isList)
    if (list.kind === 'erred' && list.meaning === 'no-credential') return []
    const { credentialIDs, credentialInfos } = said(list)
    const infos =
      credentialInfos ??
      (await Promise.all(credentialIDs.map(async (id) => ({ credentialID: id, ...said(await infoOf(id)) }))))
    const readable = infos.flatMap((one) => remoteCredentialOf(one.credentialID, one) ?? [])
    // Nothing but noise is a service gone wrong, not a person without a key.
    if (infos.length > 0 && readable.length === 0) throw unavailable('failed')
    return readable
  }

  const pollOnce = async (partyRef: string): Promise<PartyAnswer<RemoteSignature>> => {
    const ref = readPartyRef(isRef, partyRef)
    const signed = await fetchSigned({ ...ref, hash: hashOf(base64(ref.toBeSigned)) })
    if (signed.kind === 'waiting') return { kind: 'waiting', pollAfterMs }
    if (signed.kind === 'erred') {
      if (signed.meaning === 'busy') return { kind: 'waiting', pollAfterMs: BUSY_POLL_AFTER_MS }
      return refused(signed.meaning)
    }
    const signature = bytesOf(signed.signature)
    const proved = signature && proveSignature(signature, base64(ref.toBeSigned), base64(ref.publicKeyInfo))
    if (proved) return { kind: 'done', result: proved }
    log.error('remote signing service gave a signature that does not hold')
    return refused('failed')
  }

  return {
    mayRestart: false,
    credentials,
    async start({ transactionId, credentialId, toBeSigned, description, controlCode }) {
      await conformance()
      const info = await infoOf(credentialId)
      if (info.kind === 'erred') return refused(info.meaning)
      const key = usableKeyOf(said(info))
      if (!key) return refused('no-credential')
      const order = {
        credentialID: credentialId,
        numSignatures: 1,
        hashes: [hashOf(toBeSigned)],
        hashAlgorithmOID: SHA256,
        authData: key.authData,
        description: shownText(controlCode, description),
        clientData: transactionId,
      }
      const answer = await calls.ask('once', 'credentials/authorize', order, isAuthorize)
      if (answer.kind === 'erred') return refused(answer.meaning)
      const { SAD, handle } = answered(answer)
      if (SAD !== undefined) {
        log.error('remote signing service lets us sign without asking the holder')
        return refused('failed')
      }
      if (handle === undefined) throw unavailable('failed')
      const partyRef = JSON.stringify({
        v: 1,
        handle,
        credentialId,
        signAlgo: key.signAlgo,
        publicKeyInfo: Buffer.from(key.certificate.publicKeyInfo).toString('base64'),
        toBeSigned: Buffer.from(toBeSigned).toString('base64'),
      })
      return { kind: 'started', partyRef, lifetimeMs, pollAfterMs, shown: {} }
    },
    poll(partyRef) {
      // Two that ask at once get one answer: the SAD is spent once.
      const running = polls.get(partyRef)
      if (running) return running
      const poll = pollOnce(partyRef).finally(() => polls.delete(partyRef))
      polls.set(partyRef, poll)
      return poll
    },
  }
}

const FULL = { certificates: 'chain', certInfo: false, authInfo: true } as const

/** The handle comes with 202 by the standard, with 200 from some. */
function answered(answer: Exclude<CscAnswer<{ SAD?: string; handle?: string }>, { kind: 'erred' }>) {
  if (!isAuthorize.Check(answer.value)) throw unavailable('failed')
  return answer.value
}

/** The value of an answer that must be there. Raises REMOTE_SIGN_UNAVAILABLE for another. */
function said<Value>(answer: CscAnswer<Value>): Value {
  if (answer.kind === 'said') return answer.value
  throw unavailable(answer.kind === 'erred' ? answer.meaning : 'failed')
}

function unavailable(reason: string): Fault {
  return new Fault('REMOTE_SIGN_UNAVAILABLE', { reason })
}

function refused(meaning: CscRefusal): RefusedByParty {
  return { kind: 'refused', code: CODES[meaning] }
}

function hashOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('base64')
}

function base64(text: string): Uint8Array {
  return new Uint8Array(Buffer.from(text, 'base64'))
}
