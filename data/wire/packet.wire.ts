import { type Static, Type } from 'typebox'
import {
  BirthDate,
  IdNumber,
  InsuranceNumber,
  Jws,
  jwsUpTo,
  Name,
  Organisation,
  PhoneE164,
  Sha256,
  TaxCode,
  Uuid,
} from './primitives.ts'

/** Largest sealed packet taken, in bytes of its compact JWE. */
export const SEALED_MAX_BYTES = 65_536
/** Most packets in one batch. */
export const BATCH_MAX = 500
/** Largest batch sent, in bytes of its JSON; central takes at least this much. */
export const BATCH_MAX_BYTES = 4 * 1_048_576
/** Longest acknowledgement of a batch: BATCH_MAX pairs of id and hash are 44 KB of JSON, 58 KB in base64url; header and signature come on top. */
export const BATCH_ACKNOWLEDGEMENT_MAX_LENGTH = 65_536

/** One sealed packet as it travels and as central keeps it. The hash is over the ASCII bytes of `sealed`. */
export const PacketEnvelope = Type.Object(
  {
    packetId: Uuid,
    sequence: Type.Integer({ minimum: 1 }),
    /** Hash of the station's previous packet; null only at sequence 1. */
    previousHash: Type.Union([Sha256, Type.Null()]),
    hash: Sha256,
    sealed: Type.String({
      maxLength: SEALED_MAX_BYTES,
      description: 'compact JWE, ECDH-ES + A256GCM, of a compact JWS ES256',
    }),
  },
  { additionalProperties: false },
)
export type PacketEnvelope = Static<typeof PacketEnvelope>

/** POST /v1/packets. */
export const PacketBatch = Type.Object(
  { packets: Type.Array(PacketEnvelope, { minItems: 1, maxItems: BATCH_MAX }) },
  { additionalProperties: false },
)
export type PacketBatch = Static<typeof PacketBatch>

export const PacketResult = Type.Union([
  Type.Object({ packetId: Uuid, result: Type.Literal('received') }),
  Type.Object({ packetId: Uuid, result: Type.Literal('refused'), code: Type.String() }),
])
export type PacketResult = Static<typeof PacketResult>

/**
 * One result a packet, in the order sent. A repeat of a packet central has is `received` again. What proves the receipt is the acknowledgement:
 * a JWS over a BatchAcknowledgement with every packet that is `received`; null when none is.
 */
export const PacketBatchReply = Type.Object({
  results: Type.Array(PacketResult, { maxItems: BATCH_MAX }),
  acknowledgement: Type.Union([jwsUpTo(BATCH_ACKNOWLEDGEMENT_MAX_LENGTH), Type.Null()]),
  serverTimeMs: Type.Number(),
})
export type PacketBatchReply = Static<typeof PacketBatchReply>

/** Payload of the acknowledgement of a batch (JWS ES256 by central): receipt of each packet in it, by its id and hash. */
export const BatchAcknowledgement = Type.Object({
  typ: Type.Literal('acknowledgements'),
  packets: Type.Array(Type.Tuple([Uuid, Sha256]), { minItems: 1, maxItems: BATCH_MAX }),
  atMs: Type.Number(),
})
export type BatchAcknowledgement = Static<typeof BatchAcknowledgement>

/** Payload of an acknowledgement of one packet (JWS ES256 by central): where it stands, or the decision on it. */
export const Acknowledgement = Type.Object({
  typ: Type.Literal('acknowledgement'),
  packetId: Uuid,
  hash: Sha256,
  state: Type.Union([
    Type.Literal('received'),
    Type.Literal('verifying'),
    Type.Literal('accepted'),
    Type.Literal('refused'),
    Type.Literal('waiting-for-citizen'),
  ]),
  ial: Type.Union([Type.Literal(2), Type.Literal(3), Type.Null()]),
  /** True when an account that was there already was raised to this level. */
  raised: Type.Optional(Type.Boolean()),
  /** Fault code of a refusal or a wait; null otherwise. */
  reason: Type.Union([Type.String(), Type.Null()]),
  carrier: Type.Union([Type.String(), Type.Null()]),
  /** Until when the citizen is waited for, at a state that waits; by central's clock. */
  expiresAtMs: Type.Optional(Type.Number()),
  atMs: Type.Number(),
})
export type Acknowledgement = Static<typeof Acknowledgement>

/** GET /v1/decisions?after=<cursor>&limit=<n>&about=<packet>: this station's decisions in the order made. */
export const DecisionPage = Type.Object({
  decisions: Type.Array(Type.Object({ cursor: Type.Integer(), acknowledgement: Jws })),
  /** Of the packet asked about: what it waits for, while a register or a party does not answer. */
  waiting: Type.Optional(Jws),
  /** Cursor to ask after next time; equal to `after` when there was nothing. */
  next: Type.Integer(),
  serverTimeMs: Type.Number(),
})
export type DecisionPage = Static<typeof DecisionPage>

/** What is inside: the payload of the station's JWS. */
export const PacketContent = Type.Object({
  version: Type.Literal(1),
  packetId: Uuid,
  stationId: Uuid,
  sequence: Type.Integer({ minimum: 1 }),
  previousHash: Type.Union([Sha256, Type.Null()]),
  subject: Type.Union([Type.Literal('citizen'), Type.Literal('enterprise'), Type.Literal('agency')]),
  method: Type.String({ maxLength: 32 }),
  /** What a method does not tell is absent; central asks for what each method must bring. */
  claims: Type.Object({
    idNumber: Type.Optional(IdNumber),
    oldIdNumber: Type.Optional(IdNumber),
    fullName: Type.Optional(Name),
    birthDate: Type.Optional(BirthDate),
    phone: Type.Optional(PhoneE164),
    email: Type.Optional(Type.String({ maxLength: 254 })),
    sex: Type.Optional(Type.Union([Type.Literal('male'), Type.Literal('female')])),
    residence: Type.Optional(Type.String({ maxLength: 400 })),
    insuranceNumber: Type.Optional(InsuranceNumber),
    organisation: Type.Optional(Organisation),
    taxCode: Type.Optional(TaxCode),
    stateUnit: Type.Optional(Type.String({ maxLength: 32 })),
  }),
  evidence: Type.Array(Type.Object({ kind: Type.String() }, { additionalProperties: true }), { maxItems: 16 }),
  consent: Type.Object({
    termsVersion: Type.String({ maxLength: 32 }),
    language: Type.Union([Type.Literal('vi'), Type.Literal('en')]),
    atMs: Type.Number(),
  }),
  /** What to do when the person has an account of a lower level; absent means refuse. */
  onExisting: Type.Optional(Type.Union([Type.Literal('raise'), Type.Literal('refuse')])),
  /** Argon2id in PHC string format; absent for a method without a password. */
  passwordHash: Type.Optional(Type.String({ pattern: '^\\$argon2id\\$', maxLength: 256 })),
  createdAtMs: Type.Number(),
  /**
   * The station's hybrid stamp (flows/base/hybrid-clock.ts): rises along its chain whatever its clock did. For order between stations it counts no
   * later than the time of receipt: a clock that was ahead has left it ahead (docs/decisions/0020-hybrid-clock.md).
   */
  hlc: Type.Optional(Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER })),
  /** Whether the station's clock had been compared with central's since it started. */
  clock: Type.Union([Type.Literal('proven'), Type.Literal('unproven')]),
})
export type PacketContent = Static<typeof PacketContent>
