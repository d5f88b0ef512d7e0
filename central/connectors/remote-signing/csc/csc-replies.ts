import { type Static, Type } from 'typebox'
import { Compile } from 'typebox/compile'

// CSC API v2.0: what is read of each answer, by section. Fields that are not named may be there.

const Word = Type.String({ minLength: 1, maxLength: 255 })
/** A SAD or a token may be a JWT with the hashes inside. */
const Ticket = Type.String({ minLength: 1, maxLength: 16_384 })
const CertificateText = Type.String({ maxLength: 20_000 })
const CHAIN_MAX = 10
export const CREDENTIALS_MAX = 50

/** RFC 6749 §5.1, CSC §8.4.4: seconds, an hour where nothing is said. */
const TokenReply = Type.Object({
  access_token: Ticket,
  token_type: Type.String({ pattern: '^[Bb]earer$' }),
  expires_in: Type.Optional(Type.Number({ minimum: 0 })),
})

/** §11.1 */
const InfoReply = Type.Object({
  specs: Word,
  authType: Type.Array(Type.String()),
  methods: Type.Array(Type.String()),
})

/** §11.4, §11.5. Version 2.0.0.2 writes `scal` and `SCAL`; it decides nothing here, hashes are always sent. */
const CREDENTIAL = {
  key: Type.Object({
    status: Type.Union([Type.Literal('enabled'), Type.Literal('disabled')]),
    algo: Type.Array(Word, { maxItems: 20 }),
  }),
  cert: Type.Object({
    status: Type.Optional(Type.String()),
    certificates: Type.Array(CertificateText, { minItems: 1, maxItems: CHAIN_MAX }),
  }),
  auth: Type.Object({
    mode: Type.String(),
    expression: Type.Optional(Type.String({ maxLength: 500 })),
    objects: Type.Optional(Type.Array(Type.Object({ type: Word, id: Word }), { maxItems: 10 })),
  }),
}
const CredentialReply = Type.Object(CREDENTIAL)
const ListReply = Type.Object({
  credentialIDs: Type.Array(Word, { maxItems: CREDENTIALS_MAX }),
  credentialInfos: Type.Optional(
    Type.Array(Type.Object({ credentialID: Word, ...CREDENTIAL }), { maxItems: CREDENTIALS_MAX }),
  ),
})

/** §11.6, §11.7: SAD once the person has agreed, a handle until then. */
const AuthorizeReply = Type.Object({ SAD: Type.Optional(Ticket), handle: Type.Optional(Ticket) })

/** §11.10, §11.12. */
const SignReply = Type.Object({
  signatures: Type.Optional(Type.Array(Type.String({ minLength: 1, maxLength: 4_096 }), { minItems: 1, maxItems: 1 })),
  responseID: Type.Optional(Word),
})

/** §10.2 */
const ErrorReply = Type.Object({ error: Type.String(), error_description: Type.Optional(Type.String()) })

export type CscCredential = Static<typeof CredentialReply>
export type CscError = Static<typeof ErrorReply>
export const isToken = Compile(TokenReply)
export const isInfo = Compile(InfoReply)
export const isCredential = Compile(CredentialReply)
export const isList = Compile(ListReply)
export const isAuthorize = Compile(AuthorizeReply)
export const isSign = Compile(SignReply)
export const isError = Compile(ErrorReply)
