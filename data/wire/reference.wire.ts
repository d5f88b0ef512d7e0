import { type Static, Type } from 'typebox'
import { Jws } from './primitives.ts'

/** GET /v1/reference/:name (name: "policy"), with ETag and If-None-Match. */
export const ReferenceReply = Type.Object({ name: Type.String(), version: Type.Integer(), document: Jws })
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
