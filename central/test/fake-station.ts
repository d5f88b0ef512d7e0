import { createHash, generateKeyPairSync, type KeyObject, randomUUID } from 'node:crypto'
import { CompactEncrypt, CompactSign, importJWK } from 'jose'
import { v7 } from 'uuid'
import { signRequest } from '../../data/wire/message-signature.ts'
import type { OtpChallengeReply, OtpVerdictReply } from '../../data/wire/otp.wire.ts'
import type {
  Acknowledgement,
  DecisionPage,
  PacketBatchReply,
  PacketContent,
  PacketEnvelope,
} from '../../data/wire/packet.wire.ts'
import type { Problem } from '../../data/wire/primitives.ts'
import type { EnrollReply } from '../../data/wire/station.wire.ts'
import { jwkThumbprint } from '../keys/central-keys.ts'
import type { Central } from '../server.ts'

export interface Answer<T> {
  readonly status: number
  readonly headers: Headers
  readonly body: T
}

export interface SendOptions {
  readonly nonce?: string
  readonly createdMs?: number
  readonly headers?: Record<string, string>
  /** Changes the signed headers before they go out. */
  readonly tamper?: (headers: Record<string, string>) => Record<string, string>
  /** Bytes sent in place of the JSON of the body, and signed as such. */
  readonly raw?: Uint8Array
}

export interface StationKey {
  readonly keyId: string
  readonly privateKey: KeyObject
  readonly jwk: { kty: 'EC'; crv: 'P-256'; x: string; y: string }
}

export function newStationKey(): StationKey {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const { x, y } = publicKey.export({ format: 'jwk' }) as { x: string; y: string }
  return { keyId: jwkThumbprint({ x, y }), privateKey, jwk: { kty: 'EC', crv: 'P-256', x, y } }
}

/** Sends one signed request, as a station does. */
export async function sendSigned<T>(
  central: { url: string },
  key: StationKey,
  now: () => number,
  method: string,
  path: string,
  body: unknown = null,
  options: SendOptions = {},
): Promise<Answer<T>> {
  const bytes = options.raw ?? (body === null ? null : new TextEncoder().encode(JSON.stringify(body)))
  const signed = await signRequest({
    method,
    url: `${central.url}${path}`,
    headers: { ...(bytes ? { 'content-type': 'application/json' } : {}), ...options.headers },
    body: bytes,
    key,
    createdMs: options.createdMs ?? now(),
    nonce: options.nonce ?? randomUUID(),
  })
  const headers = options.tamper ? options.tamper(signed) : signed
  const response = await fetch(`${central.url}${path}`, {
    method,
    headers,
    body: bytes as Uint8Array<ArrayBuffer> | null,
  })
  const text = await response.text()
  return { status: response.status, headers: response.headers, body: (text === '' ? null : JSON.parse(text)) as T }
}

/** Enrols a station at central and gives what it can do. */
export async function enrolStation(central: Central, kind: 'self-service' | 'assisted', now: () => number) {
  const key = newStationKey()
  const { code } = await central.admin.createEnrollmentCode()
  const enrolled = await sendSigned<EnrollReply>(central, key, now, 'POST', '/v1/stations', {
    code,
    name: 'Quầy thử',
    kind,
    publicKey: key.jwk,
  })
  if (enrolled.status !== 200) throw new Error(`enrolment: ${enrolled.status}`)
  return createStation(central, key, enrolled.body, now)
}

export type FakeStation = ReturnType<typeof createStation>

export function createStation(central: { url: string }, key: StationKey, identity: EnrollReply, now: () => number) {
  const chain = { sequence: 0, previousHash: null as string | null }
  const send = <T = Problem>(method: string, path: string, body?: unknown, options?: SendOptions) =>
    sendSigned<T>(central, key, now, method, path, body ?? null, options)
  const content = (claims: PacketContent['claims'], evidence: PacketContent['evidence']): PacketContent => ({
    version: 1,
    packetId: v7(),
    stationId: identity.stationId,
    sequence: chain.sequence + 1,
    previousHash: chain.previousHash,
    subject: 'citizen',
    method: 'mobile',
    claims,
    evidence,
    consent: { termsVersion: '2022-06', language: 'vi', atMs: now() },
    passwordHash: '$argon2id$v=19$m=19456,t=2,p=1$c2FsdHNhbHQ$aGFzaGhhc2hoYXNo',
    createdAtMs: now(),
    clock: 'proven',
  })
  return {
    key,
    identity,
    chain,
    send,
    content,
    /** Requests a code. */
    otp: (phone: string, requestId: string = randomUUID()) =>
      send<OtpChallengeReply & Problem>('POST', '/v1/otp', { requestId, phone }),
    attempt: (challengeId: string, code: string, attemptId: string = randomUUID()) =>
      send<OtpVerdictReply & Problem>('POST', `/v1/otp/${challengeId}/attempts`, { attemptId, code }),
    /** Signs and seals content, and moves the chain on. */
    async seal(
      packet: PacketContent,
      over: { signingKey?: KeyObject; sealingJwk?: object } = {},
    ): Promise<PacketEnvelope> {
      const text = new TextEncoder()
      const signed = await new CompactSign(text.encode(JSON.stringify(packet)))
        .setProtectedHeader({ alg: 'ES256', kid: key.keyId })
        .sign(over.signingKey ?? key.privateKey)
      const sealed = await new CompactEncrypt(text.encode(signed))
        .setProtectedHeader({ alg: 'ECDH-ES', enc: 'A256GCM', kid: identity.centralKeys.sealing.kid ?? '' })
        .encrypt(await importJWK({ ...identity.centralKeys.sealing, ...over.sealingJwk }, 'ECDH-ES'))
      const hash = createHash('sha256').update(sealed, 'ascii').digest('base64url')
      const { packetId, sequence, previousHash } = packet
      chain.sequence = sequence
      chain.previousHash = hash
      return { packetId, sequence, previousHash, hash, sealed }
    },
    push: (packets: readonly PacketEnvelope[]) => send<PacketBatchReply>('POST', '/v1/packets', { packets }),
    async decisions(after = 0, limit = 500): Promise<{ page: DecisionPage; payloads: readonly Acknowledgement[] }> {
      const { body } = await send<DecisionPage>('GET', `/v1/decisions?after=${after}&limit=${limit}`)
      return { page: body, payloads: body.decisions.map((one) => payloadOf(one.acknowledgement)) }
    },
  }
}

/** The payload of a JWS, unchecked. */
export function payloadOf<T = Acknowledgement>(jws: string): T {
  return JSON.parse(Buffer.from(jws.split('.')[1] ?? '', 'base64url').toString()) as T
}
