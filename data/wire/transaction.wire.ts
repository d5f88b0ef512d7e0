import { type Static, Type } from 'typebox'
import { CMS_MAX_LENGTH, SignInClaims, STATEMENT_MAX_LENGTH } from './evidence.wire.ts'
import { base64UpTo, CardNumbers, Jws, PhoneE164, SubjectWord, Uuid } from './primitives.ts'

const common = {
  requestId: Type.String({ minLength: 1, maxLength: 80 }),
  packetId: Uuid,
  subject: SubjectWord,
  termsVersion: Type.String({ minLength: 1, maxLength: 32 }),
  card: Type.Union([CardNumbers, Type.Null()]),
}
const closed = { additionalProperties: false }

/** POST /v1/transactions. Idempotent by requestId. */
export const TransactionRequest = Type.Union([
  Type.Object(
    {
      ...common,
      kind: Type.Literal('sign-in'),
      provider: Type.Union([Type.Literal('vnpost'), Type.Literal('vneid')]),
    },
    closed,
  ),
  Type.Object(
    {
      ...common,
      kind: Type.Literal('sim-signature'),
      phone: PhoneE164,
      carrier: Type.String({ maxLength: 40 }),
    },
    closed,
  ),
  Type.Object(
    {
      ...common,
      kind: Type.Literal('remote-signature'),
      provider: Type.Union([Type.Literal('smartca'), Type.Literal('csc')]),
      userKey: Type.String({ pattern: '^[0-9-]{9,14}$', description: 'ID number or tax code' }),
    },
    closed,
  ),
])
export type TransactionRequest = Static<typeof TransactionRequest>

const orNull = <T extends Parameters<typeof Type.Union>[0][number]>(type: T) => Type.Union([type, Type.Null()])
const Refused = Type.Object({ kind: Type.Literal('refused'), code: Type.String() })

export const TransactionReply = Type.Union([
  Type.Object({
    kind: Type.Literal('started'),
    transactionId: Uuid,
    packetId: Uuid,
    statement: orNull(Type.String({ maxLength: STATEMENT_MAX_LENGTH })),
    controlCode: orNull(Type.String({ maxLength: 12 })),
    userCode: orNull(Type.String({ maxLength: 40 })),
    verificationUri: orNull(Type.String({ maxLength: 400 })),
    link: orNull(Type.String({ maxLength: 600 })),
    lifetimeMs: Type.Integer(),
    pollAfterMs: Type.Integer(),
  }),
  Refused,
])
export type TransactionReply = Static<typeof TransactionReply>

export const AccountReply = Type.Union([
  Type.Object({ state: Type.Literal('none') }),
  Type.Object({ state: Type.Literal('exists'), ial: Type.Union([Type.Literal(2), Type.Literal(3)]) }),
])
export type AccountReply = Static<typeof AccountReply>

/** Who a certificate says its holder is (flows/base/holder.ts). */
export const HolderReply = Type.Object({
  fullName: orNull(Type.String()),
  idNumber: orNull(Type.String()),
  oldIdNumber: orNull(Type.String()),
  organisation: orNull(Type.String()),
  organisationUnits: Type.Array(Type.String()),
  taxCode: orNull(Type.String()),
  stateUnit: orNull(Type.String()),
  email: orNull(Type.String()),
  issuerName: Type.String(),
  validFrom: Type.Number(),
  validTo: Type.Number(),
})
export type HolderReply = Static<typeof HolderReply>

const Revocation = Type.Union([Type.Literal('good'), Type.Literal('unchecked')])

/** GET /v1/transactions/:transactionId */
export const TransactionAnswer = Type.Union([
  Type.Object({ kind: Type.Literal('waiting'), pollAfterMs: Type.Integer(), lifetimeMs: Type.Integer() }),
  Type.Object({
    kind: Type.Literal('signed'),
    statement: Type.String({ maxLength: STATEMENT_MAX_LENGTH }),
    cms: base64UpTo(CMS_MAX_LENGTH),
    holder: HolderReply,
    revocation: Revocation,
    account: AccountReply,
  }),
  Type.Object({
    kind: Type.Literal('signed-in'),
    claims: SignInClaims,
    ial: Type.Union([Type.Literal(2), Type.Literal(3)]),
    proof: Jws,
    account: AccountReply,
  }),
  Refused,
])
export type TransactionAnswer = Static<typeof TransactionAnswer>

/** POST /v1/signatures: a statement signed at the station, checked before the registration goes on. */
export const SignatureRequest = Type.Object(
  {
    packetId: Uuid,
    subject: SubjectWord,
    method: Type.Union([Type.Literal('usb-token'), Type.Literal('sim-pki')]),
    statement: Type.String({ minLength: 1, maxLength: STATEMENT_MAX_LENGTH }),
    cms: base64UpTo(CMS_MAX_LENGTH),
    card: orNull(CardNumbers),
  },
  { additionalProperties: false },
)
export type SignatureRequest = Static<typeof SignatureRequest>

export const SignatureReply = Type.Union([
  Type.Object({ kind: Type.Literal('good'), revocation: Revocation, account: AccountReply }),
  Refused,
])
export type SignatureReply = Static<typeof SignatureReply>
