import { type Static, Type } from 'typebox'
import { PublicJwk, Uuid } from './primitives.ts'

/** POST /v1/stations, signed with the key it brings (proof of possession). */
export const EnrollRequest = Type.Object(
  {
    code: Type.String({ minLength: 8, maxLength: 64 }),
    name: Type.String({ minLength: 1, maxLength: 80 }),
    kind: Type.Union([Type.Literal('self-service'), Type.Literal('assisted')]),
    publicKey: PublicJwk,
  },
  { additionalProperties: false },
)
export type EnrollRequest = Static<typeof EnrollRequest>

export const EnrollReply = Type.Object({
  stationId: Uuid,
  /** Short code printed on receipts, e.g. "K0007". */
  stationCode: Type.String(),
  /** JWK thumbprint (RFC 7638): the keyid of every later request. */
  keyId: Type.String(),
  centralKeys: Type.Object({ sealing: PublicJwk, signing: PublicJwk }),
  serverTimeMs: Type.Number(),
})
export type EnrollReply = Static<typeof EnrollReply>
