import { type Static, Type } from 'typebox'
import { BirthDate, IdNumber, InsuranceNumber, Name, PhoneE164, Uuid } from './primitives.ts'

/** POST /v1/pre-check. A self-service station must name a challenge it proved for this phone. */
export const PreCheckRequest = Type.Object(
  {
    /** Null at an assisted counter, which may ask before a code is spent. */
    challengeId: Type.Union([Uuid, Type.Null()]),
    /** Which register is asked besides the accounts; absent means mobile. */
    method: Type.Optional(Type.Union([Type.Literal('mobile'), Type.Literal('social-insurance')])),
    insuranceNumber: Type.Optional(InsuranceNumber),
    idNumber: IdNumber,
    oldIdNumber: Type.Optional(IdNumber),
    fullName: Name,
    birthDate: BirthDate,
    phone: PhoneE164,
  },
  { additionalProperties: false },
)
export type PreCheckRequest = Static<typeof PreCheckRequest>

export const PreCheckReply = Type.Object({
  account: Type.Union([Type.Literal('none'), Type.Literal('exists')]),
  subscriber: Type.Union([
    Type.Literal('match'),
    Type.Literal('other-owner'),
    Type.Literal('cmnd-9'),
    Type.Literal('unknown'),
    Type.Literal('unavailable'),
  ]),
  carrier: Type.Union([Type.String(), Type.Null()]),
  insurance: Type.Optional(
    Type.Union([Type.Literal('match'), Type.Literal('mismatch'), Type.Literal('unknown'), Type.Literal('unavailable')]),
  ),
  /** Which claims differ from the insurance record; to assisted stations alone. */
  insuranceFields: Type.Optional(Type.Array(Type.String({ maxLength: 32 }), { maxItems: 8 })),
})
export type PreCheckReply = Static<typeof PreCheckReply>
