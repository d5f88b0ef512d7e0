import { type Static, Type } from 'typebox'
import { BirthDate, IdNumber, Name, PhoneE164, Uuid } from './primitives.ts'

/** POST /v1/pre-check. A self-service station must name a challenge it proved for this phone. */
export const PreCheckRequest = Type.Object(
  {
    challengeId: Uuid,
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
})
export type PreCheckReply = Static<typeof PreCheckReply>
