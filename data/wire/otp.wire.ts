import { type Static, Type } from 'typebox'
import { Jws, PhoneE164, Uuid } from './primitives.ts'

/** Codes for a citizen who came back are asked for under such names, by central alone (POST /v1/returns/:packetId/otp). */
export const RETURN_REQUEST = 'return:'

/** POST /v1/otp. Idempotent by requestId. */
export const OtpRequest = Type.Object(
  {
    requestId: Type.String({
      maxLength: 80,
      pattern: `^(?!${RETURN_REQUEST})`,
      description: `Does not begin with ${RETURN_REQUEST}`,
    }),
    phone: PhoneE164,
  },
  { additionalProperties: false },
)
export type OtpRequest = Static<typeof OtpRequest>

export const OtpChallengeReply = Type.Object({
  challengeId: Uuid,
  maskedPhone: Type.String(),
  lifetimeMs: Type.Integer(),
  resendAfterMs: Type.Integer(),
  triesLeft: Type.Integer(),
})
export type OtpChallengeReply = Static<typeof OtpChallengeReply>

/** POST /v1/otp/:challengeId/attempts. Idempotent by attemptId: a repeat spends no try. */
export const OtpAttempt = Type.Object(
  { attemptId: Type.String({ maxLength: 80 }), code: Type.String({ pattern: '^\\d{6}$' }) },
  { additionalProperties: false },
)
export type OtpAttempt = Static<typeof OtpAttempt>

export const OtpVerdictReply = Type.Union([
  Type.Object({ kind: Type.Literal('proved'), proof: Jws }),
  Type.Object({ kind: Type.Literal('wrong'), triesLeft: Type.Integer() }),
  Type.Object({ kind: Type.Literal('expired') }),
  Type.Object({ kind: Type.Literal('spent') }),
])
export type OtpVerdictReply = Static<typeof OtpVerdictReply>

/** Payload of the proof (JWS ES256 by central's signing key). */
export const OtpProof = Type.Object({
  typ: Type.Literal('otp-proof'),
  challengeId: Uuid,
  stationId: Uuid,
  phone: PhoneE164,
  provedAtMs: Type.Number(),
})
export type OtpProof = Static<typeof OtpProof>

/**
 * Payload of a station's own proof (JWS ES256 by the station's key): a code that its modem carried while central could not be reached was typed back there. Evidence,
 * not a verdict.
 */
export const StationOtpProof = Type.Object({
  typ: Type.Literal('station-otp-proof'),
  challengeId: Uuid,
  stationId: Uuid,
  phone: PhoneE164,
  /** The network's word on the message; unconfirmed when none came in time. */
  messageReport: Type.Union([Type.Literal('delivered'), Type.Literal('unconfirmed')]),
  /** As the station believed the time. */
  sentAtMs: Type.Number(),
  provedAtMs: Type.Number(),
  /** Whether its clock had been compared with central's since it started. */
  clock: Type.Union([Type.Literal('proven'), Type.Literal('unproven')]),
})
export type StationOtpProof = Static<typeof StationOtpProof>
