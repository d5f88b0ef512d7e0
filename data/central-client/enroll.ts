import { Fault } from '../../flows/base/fault.ts'
import type { CentralTime } from '../central-time.ts'
import { type StationKey, thumbprint } from '../keys/station-keys.ts'
import type { LogRepo } from '../store/log.repo.ts'
import type { Store } from '../store/open-store.ts'
import type { StationIdentity, StationKind, StationRepo } from '../store/station.repo.ts'
import { EnrollReply, type EnrollRequest } from '../wire/station.wire.ts'
import { jsonBytes } from './json-bytes.ts'
import { onlyValue } from './only-value.ts'
import { REQUEST_TIMEOUT_MS, type Transport } from './transport.ts'

/**
 * Pairs this station with central: brings the public key, signed with the key itself (proof of possession), and keeps what central gave.
 * A second pairing of one store is refused, since its packets are one chain. Raises ENROLL_CODE_INVALID, NOT_ALLOWED (already paired),
 * CENTRAL_ANSWER_INVALID (an answer about another key), and what Transport.send raises.
 */
export async function enroll(
  parts: {
    readonly transport: Transport
    readonly key: StationKey
    readonly store: Store
    readonly station: StationRepo
    readonly log: LogRepo
    readonly time: CentralTime
    readonly centralUrl: string
  },
  request: { readonly code: string; readonly name: string; readonly kind: StationKind; readonly signal?: AbortSignal },
): Promise<StationIdentity> {
  if (parts.station.get()) throw new Fault('NOT_ALLOWED', { reason: 'enrolled' })
  const body: EnrollRequest = {
    code: request.code,
    name: request.name,
    kind: request.kind,
    publicKey: parts.key.publicJwk,
  }
  const reply = onlyValue(
    await parts.transport.send({
      method: 'POST',
      path: '/v1/stations',
      body: jsonBytes(body),
      shape: EnrollReply,
      timeoutMs: REQUEST_TIMEOUT_MS,
      // The code is bound to the key at its first use: a repeat after a lost answer brings the same pair.
      repeat: 'when-broken-or-late',
      signal: request.signal,
    }),
  )
  if (reply.keyId !== thumbprint(parts.key.publicJwk)) throw new Fault('CENTRAL_ANSWER_INVALID', { reason: 'key' })
  parts.time.learn(reply.serverTimeMs)
  const identity: StationIdentity = {
    stationId: reply.stationId,
    stationCode: reply.stationCode,
    keyId: reply.keyId,
    name: request.name,
    kind: request.kind,
    centralUrl: parts.centralUrl,
    centralKeys: reply.centralKeys,
    enrolledAtMs: parts.time.now(),
    training: false,
  }
  parts.store.write(() => {
    parts.station.insert(identity)
    parts.log.append({
      atMs: identity.enrolledAtMs,
      kind: 'station.enrolled',
      sequence: null,
      details: { stationCode: identity.stationCode, keyId: identity.keyId },
    })
  })
  return identity
}
