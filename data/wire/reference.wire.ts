import { type Static, Type } from 'typebox'
import { jwsUpTo } from './primitives.ts'

/** Characters. Trust anchors are certificates of two kilobytes, some dozens of them. */
const DOCUMENT_MAX_LENGTH = 1_048_576
const CERTIFICATE_MAX_LENGTH = 16_384
const CERTIFICATES_MAX = 200

/** GET /v1/reference/:name (name: "policy", "trust", "duplicates"), with ETag and If-None-Match. */
export const ReferenceReply = Type.Object({
  name: Type.String(),
  version: Type.Integer(),
  document: jwsUpTo(DOCUMENT_MAX_LENGTH),
})
export type ReferenceReply = Static<typeof ReferenceReply>

/** Payload of the policy document: the matrix in force (flows/rules/policy.ts checks its shape). */
export const PolicyDocument = Type.Object({
  typ: Type.Literal('reference'),
  name: Type.Literal('policy'),
  version: Type.Integer(),
  issuedAtMs: Type.Number(),
  policy: Type.Object({ id: Type.String(), cells: Type.Array(Type.Any()) }, { additionalProperties: true }),
})
export type PolicyDocument = Static<typeof PolicyDocument>

const CertificateBase64 = Type.String({
  pattern: '^[A-Za-z0-9+/]+={0,2}$',
  maxLength: CERTIFICATE_MAX_LENGTH,
  description: 'DER in base64',
})
/** What central trusts: roots of the two trees (domain.md §3.1), and authorities below them that signers do not always bring along. */
export const TrustContent = Type.Object({
  anchors: Type.Array(
    Type.Object({
      tree: Type.Union([Type.Literal('public'), Type.Literal('state')]),
      certificate: CertificateBase64,
    }),
    { maxItems: CERTIFICATES_MAX },
  ),
  issuers: Type.Array(CertificateBase64, { maxItems: CERTIFICATES_MAX }),
})
export type TrustContent = Static<typeof TrustContent>

/** Payload of the trust document. */
export const TrustDocument = Type.Object({
  typ: Type.Literal('reference'),
  name: Type.Literal('trust'),
  version: Type.Integer(),
  issuedAtMs: Type.Number(),
  ...TrustContent.properties,
})
export type TrustDocument = Static<typeof TrustDocument>
