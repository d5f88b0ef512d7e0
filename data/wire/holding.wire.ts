import { type Static, Type } from 'typebox'
import { BATCH_ACKNOWLEDGEMENT_MAX_LENGTH, BATCH_MAX } from './packet.wire.ts'
import { jwsUpTo, Sha256, Uuid } from './primitives.ts'

/** Most holes told in one answer; a station that sends what is named asks again. */
export const MISSING_MAX = 100

/** POST /v1/packets/held: which of these does central have? Asked of packets whose answer was lost, before they are sent once more. */
export const HeldRequest = Type.Object(
  { packetIds: Type.Array(Uuid, { minItems: 1, maxItems: BATCH_MAX, uniqueItems: true }) },
  { additionalProperties: false },
)
export type HeldRequest = Static<typeof HeldRequest>

/** A JWS over a BatchAcknowledgement of those that central has of this station; null when it has none of them. */
export const HeldReply = Type.Object({
  acknowledgement: Type.Union([jwsUpTo(BATCH_ACKNOWLEDGEMENT_MAX_LENGTH), Type.Null()]),
  serverTimeMs: Type.Number(),
})
export type HeldReply = Static<typeof HeldReply>

/**
 * GET /v1/tally?head=<sequence>: what central holds of this station, counted. `head` is the station's newest sequence; a hole is a sequence from 1 to head
 * of which central has no packet.
 */
export const TallyReply = Type.Object({
  /** Distinct sequences from 1 to head. */
  packets: Type.Integer({ minimum: 0 }),
  /** The highest sequence central has of this station, above head as well: then the station's disk is older than its chain. 0 without any. */
  lastSequence: Type.Integer({ minimum: 0 }),
  lastHash: Type.Union([Sha256, Type.Null()]),
  /** Holes as [from, to], ascending, at most MISSING_MAX of them. */
  missing: Type.Array(Type.Tuple([Type.Integer({ minimum: 1 }), Type.Integer({ minimum: 1 })]), {
    maxItems: MISSING_MAX,
  }),
  serverTimeMs: Type.Number(),
})
export type TallyReply = Static<typeof TallyReply>

/** What central noticed about a station's packets; nothing is refused for it, somebody has to look. */
export const FINDING_KINDS = [
  'gap',
  'fork',
  'broken-link',
  'clock',
  'replay',
  'duplicate',
  /** More accounts on the word of the station's own codes than a day allows: the rest waits for a code of central's. */
  'own-codes',
  /** The holder of a phone could not be told of the account that was opened with it. */
  'not-told',
] as const
export type FindingKind = (typeof FINDING_KINDS)[number]
export const FindingKindWord = Type.Unsafe<FindingKind>(Type.Union(FINDING_KINDS.map((kind) => Type.Literal(kind))))

/** GET /v1/findings?after=<cursor>&limit=<n>: findings about this station, oldest first; `resolvedAtMs` of one already told comes again under a new cursor. */
export const FindingPage = Type.Object({
  findings: Type.Array(
    Type.Object({
      cursor: Type.Integer(),
      kind: FindingKindWord,
      /** Sequence in this station's chain. */
      sequence: Type.Integer({ minimum: 0 }),
      foundAtMs: Type.Number(),
      resolvedAtMs: Type.Union([Type.Number(), Type.Null()]),
      /** Facts that are no personal data: station code of the other party of a duplicate, by how many milliseconds a clock was off. */
      details: Type.Record(Type.String(), Type.Union([Type.String(), Type.Number(), Type.Boolean(), Type.Null()])),
    }),
  ),
  /** Cursor to ask after next time; equal to `after` when there was nothing. */
  next: Type.Integer(),
  serverTimeMs: Type.Number(),
})
export type FindingPage = Static<typeof FindingPage>
