import { type Static, Type } from 'typebox'
import {
  BirthDate,
  base64UpTo,
  IdNumber,
  Jws,
  Name,
  Organisation,
  PhoneE164,
  SubjectWord,
  TaxCode,
  Uuid,
} from './primitives.ts'

/** Longest CMS with its chain, in characters of base64: four certificates of RSA-4096. */
export const CMS_MAX_LENGTH = 24_576
export const STATEMENT_MAX_LENGTH = 4_096

/** A registration statement and the detached CMS (CAdES-BES) over its UTF-8 bytes. */
export const SignatureEvidence = Type.Object({
  kind: Type.Literal('signature'),
  statement: Type.String({ minLength: 1, maxLength: STATEMENT_MAX_LENGTH }),
  cms: base64UpTo(CMS_MAX_LENGTH),
  transactionId: Type.Union([Uuid, Type.Null()]),
  revocation: Type.Union([Type.Literal('good'), Type.Literal('unchecked')]),
})
export type SignatureEvidence = Static<typeof SignatureEvidence>

/** JWS by central over a SignInProof. */
export const SignInEvidence = Type.Object({
  kind: Type.Literal('sign-in'),
  provider: Type.Union([Type.Literal('vnpost'), Type.Literal('vneid')]),
  transactionId: Uuid,
  proof: Jws,
})
export type SignInEvidence = Static<typeof SignInEvidence>

/** What an identity provider said of somebody, as central read it. */
export const SignInClaims = Type.Object({
  subject: SubjectWord,
  idNumber: Type.Optional(IdNumber),
  oldIdNumber: Type.Optional(IdNumber),
  fullName: Type.Optional(Name),
  birthDate: Type.Optional(BirthDate),
  phone: Type.Optional(PhoneE164),
  email: Type.Optional(Type.String({ maxLength: 254 })),
  organisation: Type.Optional(Organisation),
  taxCode: Type.Optional(TaxCode),
})
export type SignInClaims = Static<typeof SignInClaims>

/** Payload of the proof of a sign-in (JWS ES256 by central's signing key). */
export const SignInProof = Type.Object({
  typ: Type.Literal('sign-in-proof'),
  transactionId: Uuid,
  stationId: Uuid,
  packetId: Uuid,
  provider: Type.Union([Type.Literal('vnpost'), Type.Literal('vneid')]),
  ial: Type.Union([Type.Literal(2), Type.Literal(3)]),
  claims: SignInClaims,
  provedAtMs: Type.Number(),
})
export type SignInProof = Static<typeof SignInProof>

const OfficerMark = Type.Object({
  staffId: Uuid,
  code: Type.String({ maxLength: 20 }),
  role: Type.Union([Type.Literal('teller'), Type.Literal('supervisor'), Type.Literal('technician')]),
})

/** An officer compared person and card, and stands for it. */
export const OfficerEvidence = Type.Object({
  kind: Type.Literal('officer'),
  attester: OfficerMark,
  confirmer: Type.Union([OfficerMark, Type.Null()]),
  compared: Type.Array(Type.String({ maxLength: 32 }), { maxItems: 8 }),
  differences: Type.Array(Type.String({ maxLength: 32 }), { maxItems: 16 }),
})
export type OfficerEvidence = Static<typeof OfficerEvidence>

/** What reading the chip proved (ICAO 9303-11 §5, §6). */
export const ChipEvidence = Type.Object({
  kind: Type.Literal('card-chip'),
  access: Type.String({ maxLength: 32 }),
  hashes: Type.String({ maxLength: 32 }),
  signature: Type.String({ maxLength: 32 }),
  chain: Type.String({ maxLength: 32 }),
  genuine: Type.String({ maxLength: 32 }),
  portraitSha256: Type.Union([Type.String({ maxLength: 64 }), Type.Null()]),
})
export type ChipEvidence = Static<typeof ChipEvidence>
