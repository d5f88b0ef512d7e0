import { type Static, Type } from 'typebox'
import { Jws, SubjectWord, Uuid } from './primitives.ts'

/** A station's code and the packet's sequence, as printed: K0007-000123. */
export const ReceiptNumber = Type.String({ pattern: '^K\\d{4,6}-\\d{6,9}$' })

/**
 * POST /v1/returns: a citizen comes back with a receipt, to any station. `packetId` comes from the receipt's QR; without it (a number typed by hand) only an assisted station
 * is answered.
 */
export const ReturnRequest = Type.Object(
  { receiptNumber: ReceiptNumber, packetId: Type.Union([Uuid, Type.Null()]) },
  { additionalProperties: false },
)
export type ReturnRequest = Static<typeof ReturnRequest>

/** Where the packet of a receipt stands, for the station the citizen came to. Nothing of the person but a masked phone. */
export const ReturnReply = Type.Union([
  Type.Object({
    kind: Type.Literal('waiting'),
    packetId: Uuid,
    subject: SubjectWord,
    method: Type.String({ maxLength: 32 }),
    /** Phone as 082****088. */
    maskedPhone: Type.String({ maxLength: 20 }),
    expiresAtMs: Type.Number(),
    serverTimeMs: Type.Number(),
  }),
  /** Nothing more for the citizen to do here: decided, or central is still looking. */
  Type.Object({
    kind: Type.Literal('standing'),
    packetId: Uuid,
    state: Type.Union([Type.Literal('verifying'), Type.Literal('accepted'), Type.Literal('refused')]),
    ial: Type.Union([Type.Literal(2), Type.Literal(3), Type.Null()]),
    reason: Type.Union([Type.String({ maxLength: 64 }), Type.Null()]),
    carrier: Type.Union([Type.String({ maxLength: 32 }), Type.Null()]),
    serverTimeMs: Type.Number(),
  }),
])
export type ReturnReply = Static<typeof ReturnReply>

/** POST /v1/returns/:packetId/otp: sends a code to the phone inside the packet. Idempotent by requestId. Answer: OtpChallengeReply; attempts go to /v1/otp/:challengeId/attempts. */
export const ReturnOtpRequest = Type.Object(
  { requestId: Type.String({ maxLength: 80 }) },
  { additionalProperties: false },
)
export type ReturnOtpRequest = Static<typeof ReturnOtpRequest>

/** POST /v1/returns/:packetId/proof: the proof of the code; the packet is verified with it. Answer: ReturnReply of kind standing. Idempotent. */
export const ReturnProofRequest = Type.Object({ proof: Jws }, { additionalProperties: false })
export type ReturnProofRequest = Static<typeof ReturnProofRequest>

/** GET /v1/call-backs: for assisted stations: who of this station's citizens must come back, soonest expiry first. */
export const CallBackReply = Type.Object({
  callBacks: Type.Array(
    Type.Object({
      packetId: Uuid,
      sequence: Type.Integer({ minimum: 1 }),
      fullName: Type.String({ maxLength: 120 }),
      /** E.164: an officer calls it. */
      phone: Type.String({ maxLength: 20 }),
      method: Type.String({ maxLength: 32 }),
      sinceMs: Type.Number(),
      expiresAtMs: Type.Number(),
    }),
    { maxItems: 200 },
  ),
  serverTimeMs: Type.Number(),
})
export type CallBackReply = Static<typeof CallBackReply>
