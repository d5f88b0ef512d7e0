import { createHash, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { gunzipSync } from 'node:zlib'
import { CompactSign, importJWK } from 'jose'
import { Fault } from '../../flows/base/fault.ts'
import { thumbprint } from '../keys/station-keys.ts'
import { type HeldRequest, MISSING_MAX } from '../wire/holding.wire.ts'
import { verifyRequest } from '../wire/message-signature.ts'
import type { Acknowledgement, PacketEnvelope, PacketResult } from '../wire/packet.wire.ts'
import type { PublicJwk } from '../wire/primitives.ts'

/** What the peer does with one request instead of answering it well. */
export type Mishap =
  /** The work is done, the answer never arrives. */
  | { readonly kind: 'lose-answer' }
  /** The connection breaks before the work. */
  | { readonly kind: 'break' }
  /** Nothing comes back, ever. */
  | { readonly kind: 'hang' }
  | {
      readonly kind: 'reply'
      readonly status: number
      readonly type: string
      readonly body: string
      readonly location?: string
      readonly retryAfter?: string
    }
  | { readonly kind: 'results'; readonly change: (results: PacketResult[]) => unknown[] }
  /** Another acknowledgement of the batch than the one central signed. */
  | { readonly kind: 'acknowledgement'; readonly change: (jws: string | null) => Promise<string | null> }

export interface SeenRequest {
  readonly method: string
  readonly path: string
  readonly nonce: string | null
  readonly body: unknown
  /** Content-Encoding of its body. */
  readonly encoding: string | null
}

/** Central at protocol level, for tests: real HTTP, real signatures, real acknowledgements, and mishaps on demand. */
export interface CentralPeer {
  readonly url: string
  readonly publicKeys: { readonly sealing: PublicJwk; readonly signing: PublicJwk }
  readonly sealingPrivateKey: KeyObject
  readonly seen: SeenRequest[]
  readonly packets: Map<string, PacketEnvelope>
  /** Keys of stations it knows, by thumbprint. */
  readonly stationKeys: Map<string, KeyObject>
  /** Answers of /v1/otp and the like, by path. */
  readonly answers: Map<string, unknown>
  readonly decisions: { cursor: number; acknowledgement: string }[]
  policy: { version: number; document: string; etag: string } | null
  trust: { version: number; document: string; etag: string } | null
  clock: () => number
  /** What it has of later versions: without it a route is unknown, and gzip unreadable. */
  readonly knows: { held: boolean; tally: boolean; gzip: boolean }
  /** Packets it cannot take, by what happens to the request that carries one. */
  readonly poison: Map<string, 'error' | 'close'>
  /** Its count of a station, where it differs from what it has. */
  tallied: ((head: number) => object) | null
  /** How the next request to a path goes wrong; one mishap each. */
  plan(path: string, ...mishaps: (Mishap | null)[]): void
  sign(payload: object): Promise<string>
  /** The acknowledgement of a batch, with other hashes where `hashes` names them by packet id. */
  acknowledgeBatch(packetIds: readonly string[], hashes?: Readonly<Record<string, string>>): Promise<string>
  acknowledge(packetId: string, over?: Partial<Acknowledgement>): Promise<string>
  decide(packetId: string, over: Partial<Acknowledgement>): Promise<void>
  close(): Promise<void>
}

export async function startCentralPeer(): Promise<CentralPeer> {
  const sealing = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const signing = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const signingKey = await importJWK({ ...signing.privateKey.export({ format: 'jwk' }) }, 'ES256')
  const plans = new Map<string, (Mishap | null)[]>()
  const nonces = new Set<string>()

  const sign = (payload: object) =>
    new CompactSign(new TextEncoder().encode(JSON.stringify(payload)))
      .setProtectedHeader({ alg: 'ES256' })
      .sign(signingKey)

  const server = createServer((request, response) => {
    serve(request, response).catch((thrown: unknown) => {
      const code = thrown instanceof Fault ? thrown.code : 'INTERNAL'
      const details = thrown instanceof Fault ? thrown.details : {}
      problem(response, code === 'INTERNAL' ? 500 : 401, code, details)
    })
  })

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    const body = Buffer.concat(chunks)
    const target = request.url ?? '/'
    const path = target.split('?')[0] ?? target
    const mishap = plans.get(path)?.shift() ?? null
    const encoding = request.headers['content-encoding'] ?? null
    const plain = encoding === 'gzip' && peer.knows.gzip ? gunzipSync(body) : body
    const json = readJson(plain)
    const nonce = /;nonce="([^"]*)"/.exec(String(request.headers['signature-input']))?.[1] ?? null
    peer.seen.push({ method: request.method ?? '', path: target, nonce, body: json, encoding })
    if (path === '/health' && mishap === null) {
      response.writeHead(200, { 'content-type': 'application/json' })
      return void response.end('{"status":"ok"}')
    }
    if (mishap?.kind === 'hang') return
    if (mishap?.kind === 'break') return void request.socket.destroy()
    if (mishap?.kind === 'reply') {
      response.writeHead(mishap.status, {
        'content-type': mishap.type,
        ...(mishap.location === undefined ? {} : { location: mishap.location }),
        ...(mishap.retryAfter === undefined ? {} : { 'retry-after': mishap.retryAfter }),
      })
      return void response.end(mishap.body)
    }
    const signed = await verifyRequest({
      method: request.method ?? '',
      url: target,
      headers: request.headers,
      body,
      nowMs: peer.clock(),
      findKey: async (keyId) => {
        const { publicKey } = (json ?? {}) as { publicKey: PublicJwk }
        if (path === '/v1/stations') return peer.stationKeys.get(keyId) ?? importStation(publicKey, keyId)
        return peer.stationKeys.get(keyId) ?? null
      },
    })
    if (nonces.has(signed.nonce)) throw new Fault('REQUEST_REPLAYED')
    nonces.add(signed.nonce)
    if (json === null && plain.length > 0) return problem(response, 400, 'BODY_MALFORMED', {})
    if (path === '/v1/packets') {
      const spoilt = (json as { packets: PacketEnvelope[] }).packets.map(({ packetId }) => peer.poison.get(packetId))
      if (spoilt.includes('close')) return void request.socket.destroy()
      if (spoilt.includes('error')) return problem(response, 500, 'INTERNAL', {})
    }
    const answer = await work(path, target, json, mishap, request)
    if (mishap?.kind === 'lose-answer') return void request.socket.destroy()
    if (answer === 'unchanged') return void response.writeHead(304).end()
    response.writeHead(200, {
      'content-type': 'application/json',
      ...(path.includes('policy') ? { etag: peer.policy?.etag } : {}),
      ...(path.includes('trust') ? { etag: peer.trust?.etag } : {}),
    })
    response.end(JSON.stringify(answer))
  }

  function importStation(jwk: PublicJwk, keyId: string): KeyObject | null {
    if (thumbprint(jwk) !== keyId) return null
    const key = createPublicKey({ key: { ...jwk }, format: 'jwk' })
    peer.stationKeys.set(keyId, key)
    return key
  }

  async function work(
    path: string,
    target: string,
    json: unknown,
    mishap: Mishap | null,
    request: IncomingMessage,
  ): Promise<unknown> {
    if (path === '/v1/packets') {
      const results = (json as { packets: PacketEnvelope[] }).packets.map(take)
      const received = results.filter(({ result }) => result === 'received').map(({ packetId }) => packetId)
      const signed = received.length === 0 ? null : await peer.acknowledgeBatch(received)
      return {
        results: mishap?.kind === 'results' ? mishap.change(results) : results,
        acknowledgement: mishap?.kind === 'acknowledgement' ? await mishap.change(signed) : signed,
        serverTimeMs: peer.clock(),
      }
    }
    if (path === '/v1/packets/held' && peer.knows.held) {
      const has = (json as HeldRequest).packetIds.filter((packetId) => peer.packets.has(packetId))
      const acknowledgement = has.length === 0 ? null : await peer.acknowledgeBatch(has)
      return { acknowledgement, serverTimeMs: peer.clock() }
    }
    if (path === '/v1/tally' && peer.knows.tally) {
      const head = Number(new URL(target, 'http://peer').searchParams.get('head'))
      return { ...tallyOf(head), ...peer.tallied?.(head), serverTimeMs: peer.clock() }
    }
    if (path === '/v1/decisions') {
      const query = new URL(target, 'http://peer').searchParams
      const [after, limit] = [Number(query.get('after')), Number(query.get('limit'))]
      const decisions = peer.decisions.filter(({ cursor }) => cursor > after).slice(0, limit)
      return { decisions, next: decisions.at(-1)?.cursor ?? after, serverTimeMs: peer.clock() }
    }
    if (path === '/v1/reference/policy' || path === '/v1/reference/trust') {
      const name = path.endsWith('trust') ? 'trust' : 'policy'
      const kept = peer[name]
      if (!kept) throw new Fault('NOT_FOUND')
      if (request.headers['if-none-match'] === kept.etag) return 'unchanged'
      return { name, version: kept.version, document: kept.document }
    }
    if (path === '/v1/stations') {
      return {
        stationId: '01890a5d-ac96-774b-bcce-b302099a8057',
        stationCode: 'K0007',
        keyId: thumbprint((json as { publicKey: PublicJwk }).publicKey),
        centralKeys: peer.publicKeys,
        serverTimeMs: peer.clock(),
      }
    }
    const answer = peer.answers.get(path)
    if (answer === undefined) throw new Fault('NOT_FOUND')
    return answer
  }

  function tallyOf(head: number) {
    const bySequence = new Map([...peer.packets.values()].map((packet) => [packet.sequence, packet.hash]))
    const lastSequence = Math.max(0, ...bySequence.keys())
    const missing: [number, number][] = []
    for (let sequence = 1; sequence <= head; sequence += 1) {
      if (bySequence.has(sequence)) continue
      const last = missing.at(-1)
      if (last?.[1] === sequence - 1) last[1] = sequence
      else missing.push([sequence, sequence])
    }
    const packets = [...bySequence.keys()].filter((sequence) => sequence <= head).length
    const lastHash = bySequence.get(lastSequence) ?? null
    return { packets, lastSequence, lastHash, missing: missing.slice(0, MISSING_MAX) }
  }

  function take(envelope: PacketEnvelope): PacketResult {
    const { packetId } = envelope
    const kept = peer.packets.get(packetId)
    const hash = createHash('sha256').update(envelope.sealed).digest('base64url')
    if (hash !== envelope.hash) return { packetId, result: 'refused', code: 'PACKET_INCONSISTENT' }
    if (kept && kept.hash !== hash) return { packetId, result: 'refused', code: 'PACKET_CONFLICT' }
    peer.packets.set(packetId, envelope)
    return { packetId, result: 'received' }
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const peer: CentralPeer = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    publicKeys: { sealing: publicJwk(sealing.publicKey), signing: publicJwk(signing.publicKey) },
    sealingPrivateKey: sealing.privateKey,
    seen: [],
    packets: new Map(),
    stationKeys: new Map(),
    answers: new Map(),
    decisions: [],
    policy: null,
    trust: null,
    clock: () => Date.now(),
    knows: { held: true, tally: true, gzip: true },
    poison: new Map(),
    tallied: null,
    plan: (path, ...mishaps) => void plans.set(path, [...(plans.get(path) ?? []), ...mishaps]),
    sign,
    acknowledgeBatch: (packetIds, hashes = {}) =>
      sign({
        typ: 'acknowledgements',
        packets: packetIds.map((packetId) => [packetId, hashes[packetId] ?? peer.packets.get(packetId)?.hash ?? '']),
        atMs: peer.clock(),
      }),
    acknowledge: (packetId, over = {}) =>
      sign({
        typ: 'acknowledgement',
        packetId,
        hash: peer.packets.get(packetId)?.hash ?? '',
        state: 'received',
        ial: null,
        reason: null,
        carrier: null,
        atMs: peer.clock(),
        ...over,
      }),
    async decide(packetId, over) {
      const cursor = (peer.decisions.at(-1)?.cursor ?? 0) + 1
      peer.decisions.push({ cursor, acknowledgement: await peer.acknowledge(packetId, over) })
    },
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
  return peer
}

function readJson(body: Buffer): unknown {
  if (body.length === 0) return null
  try {
    return JSON.parse(body.toString('utf8'))
  } catch {
    return null
  }
}

function problem(response: ServerResponse, status: number, code: string, details: object): void {
  response.writeHead(status, { 'content-type': 'application/problem+json' })
  response.end(JSON.stringify({ type: 'about:blank', title: code, status, code, details }))
}

function publicJwk(key: KeyObject): PublicJwk {
  const { x, y } = key.export({ format: 'jwk' })
  return { kty: 'EC', crv: 'P-256', x: x ?? '', y: y ?? '' }
}
