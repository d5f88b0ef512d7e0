import { type Static, Type } from 'typebox'
import { BATCH_MAX, DecisionPage, PacketBatchReply, PacketEnvelope } from './packet.wire.ts'
import { Jws, Sha256, Uuid } from './primitives.ts'
import { ReferenceReply } from './reference.wire.ts'

/** Most characters of a reply's content: a full batch's answer, ten pages of decisions and the reference data. */
const CONTENT_MAX_LENGTH = 8 * 1_048_576
/** Pages of decisions that one reply brings at most; the next trip brings the rest. */
export const STICK_PAGES_MAX = 10
/** Documents that travel by stick. */
export const STICK_REFERENCES = ['policy', 'trust'] as const
const ETAG_MAX_LENGTH = 128

const Etag = Type.Union([Type.String({ maxLength: ETAG_MAX_LENGTH }), Type.Null()])

/** Payload of the station's JWS over a bundle: whose packets travel on the stick, and what the station wants back. It has no expiry: a stick may be on its way for days, and a replay changes nothing. */
export const StickManifest = Type.Object({
  typ: Type.Literal('stick-out'),
  bundleId: Uuid,
  stationId: Uuid,
  createdAtMs: Type.Number(),
  count: Type.Integer({ minimum: 0, maximum: BATCH_MAX }),
  /** SHA-256 over stickLines() of the packets. */
  digest: Sha256,
  /** The station's cursor of decisions. */
  decisionsAfter: Type.Integer({ minimum: 0 }),
  /** The reference data the station has, by name. */
  references: Type.Record(Type.String({ maxLength: 32 }), Etag, { maxProperties: 8 }),
})
export type StickManifest = Static<typeof StickManifest>

/** A file `*.out.gz` inflated, and the body of POST /v1/sticks: whoever carries the stick sends it as it is. */
export const StickBundle = Type.Object(
  { manifest: Jws, packets: Type.Array(PacketEnvelope, { maxItems: BATCH_MAX }) },
  { additionalProperties: false },
)
export type StickBundle = Static<typeof StickBundle>

/** What central answers to a bundle. */
export const StickAnswer = Type.Object({
  bundleId: Uuid,
  stationId: Uuid,
  /** Null for a bundle without packets. */
  batch: Type.Union([PacketBatchReply, Type.Null()]),
  /** The cursor the first page follows: the manifest's. */
  decisionsAfter: Type.Integer({ minimum: 0 }),
  pages: Type.Array(DecisionPage, { maxItems: STICK_PAGES_MAX }),
  references: Type.Array(Type.Object({ name: Type.String({ maxLength: 32 }), etag: Etag, reply: ReferenceReply }), {
    maxItems: 8,
  }),
})
export type StickAnswer = Static<typeof StickAnswer>

/** Answer of POST /v1/sticks and a file `*.in.gz` inflated. The seal is a JWS by central over a StickSeal, for results and cursors are not signed by themselves. */
export const StickReply = Type.Object(
  {
    seal: Jws,
    content: Type.String({ maxLength: CONTENT_MAX_LENGTH, description: 'JSON of a StickAnswer' }),
  },
  { additionalProperties: false },
)
export type StickReply = Static<typeof StickReply>

/** Payload of the seal. */
export const StickSeal = Type.Object({
  typ: Type.Literal('stick-in'),
  stationId: Uuid,
  /** SHA-256 over the UTF-8 bytes of the content. */
  digest: Sha256,
  issuedAtMs: Type.Number(),
})
export type StickSeal = Static<typeof StickSeal>

/** What a manifest's digest is taken over: one line a packet, everything that names it and its place. Its content is under `hash` and the station's own signature. */
export function stickLines(packets: readonly Omit<PacketEnvelope, 'sealed'>[]): string {
  return packets
    .map(({ packetId, sequence, previousHash, hash }) => `${packetId} ${sequence} ${previousHash ?? '-'} ${hash}\n`)
    .join('')
}
