import { type Static, Type } from 'typebox'
import { BITS_PER_KEY, BLOCK_BYTES, BLOCKS_MAX } from './person-filter.ts'
import { Sha256 } from './primitives.ts'

/** Most bytes of a filter asked for, and answered, at once. */
export const FILTER_RANGE_MAX_BYTES = 1_048_576
/** A key of 32 bytes in a compact JWE, with room for its header. */
const SEALED_KEY_MAX_LENGTH = 1_024

/**
 * Payload of the reference document "duplicates", for assisted counters alone: which filter of marks is in force, and the key its marks are made with. The filter's bytes are at
 * GET /v1/duplicates/:version, with Range; a version never changes.
 */
export const DuplicatesDocument = Type.Object({
  typ: Type.Literal('reference'),
  name: Type.Literal('duplicates'),
  version: Type.Integer({ minimum: 1 }),
  issuedAtMs: Type.Number(),
  /** Every account that stood at this time is in it, by central's clock. */
  asOfMs: Type.Number(),
  /** Counts the keys; a new one is drawn now and then, and every mark made anew. */
  epoch: Type.Integer({ minimum: 1 }),
  bitsPerKey: Type.Literal(BITS_PER_KEY),
  blocks: Type.Integer({ minimum: 1, maximum: BLOCKS_MAX }),
  count: Type.Integer({ minimum: 0 }),
  sha256: Sha256,
  sizeBytes: Type.Integer({ minimum: BLOCK_BYTES, maximum: BLOCKS_MAX * BLOCK_BYTES, multipleOf: BLOCK_BYTES }),
  /** The 32 bytes of the epoch's key, sealed to the key of the station that asked. */
  sealedKey: Type.String({
    pattern: '^[A-Za-z0-9_-]+(\\.[A-Za-z0-9_-]*){4}$',
    maxLength: SEALED_KEY_MAX_LENGTH,
    description: 'compact JWE, ECDH-ES + A256GCM',
  }),
})
export type DuplicatesDocument = Static<typeof DuplicatesDocument>
