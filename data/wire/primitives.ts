import { type Static, Type } from 'typebox'

/** Shapes that travel between station and central, declared once and checked at both ends. Sizes are limits, not hints. */
export const Uuid = Type.String({ pattern: '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$' })
export const Sha256 = Type.String({ pattern: '^[A-Za-z0-9_-]{43}$', description: 'SHA-256, base64url without padding' })
/** A compact JWS (RFC 7515 §7.1) of at most this many characters. */
export const jwsUpTo = (maxLength: number) =>
  Type.String({ pattern: '^[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+$', maxLength })
export const Jws = jwsUpTo(16_384)
export const PhoneE164 = Type.String({ pattern: '^\\+84\\d{9}$' })
export const IdNumber = Type.String({ pattern: '^(\\d{9}|\\d{12})$' })
export const BirthDate = Type.String({
  pattern: '^\\d{4}-\\d{2}-\\d{2}$',
  description: 'YYYY-MM-DD; an unknown month or day is 00',
})
export const InsuranceNumber = Type.String({ pattern: '^(\\d{10}|\\d{12})$' })
export const TaxCode = Type.String({ pattern: '^(\\d{10}(-\\d{3})?|\\d{12})$' })
export const Organisation = Type.String({ minLength: 2, maxLength: 300 })
/** Bytes in base64 (RFC 4648 §4) of at most this many characters. */
export const base64UpTo = (maxLength: number) => Type.String({ pattern: '^[A-Za-z0-9+/]+={0,2}$', maxLength })
/** The numbers of a person's card. */
export const CardNumbers = Type.Object(
  { idNumber: IdNumber, oldIdNumber: Type.Union([IdNumber, Type.Null()]) },
  { additionalProperties: false },
)
export const SubjectWord = Type.Union([Type.Literal('citizen'), Type.Literal('enterprise'), Type.Literal('agency')])
export const Name = Type.String({ minLength: 2, maxLength: 120 })
/** Public key as JWK (RFC 7517), EC P-256. */
export const PublicJwk = Type.Object(
  {
    kty: Type.Literal('EC'),
    crv: Type.Literal('P-256'),
    x: Type.String({ maxLength: 64 }),
    y: Type.String({ maxLength: 64 }),
    kid: Type.Optional(Type.String({ maxLength: 64 })),
  },
  { additionalProperties: false },
)
export type PublicJwk = Static<typeof PublicJwk>

/** RFC 9457 problem details; `code` is a fault code of docs/faults.md. */
export const Problem = Type.Object({
  type: Type.String(),
  title: Type.String(),
  status: Type.Integer(),
  code: Type.String(),
  instance: Type.Optional(Type.String()),
  details: Type.Optional(
    Type.Record(Type.String(), Type.Union([Type.String(), Type.Number(), Type.Boolean(), Type.Null()])),
  ),
})
export type Problem = Static<typeof Problem>
