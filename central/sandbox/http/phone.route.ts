import { Type } from 'typebox'
import type { Inbox } from '../phone/inbox.ts'
import { e164 } from '../phone/number.ts'
import type { PhoneRequests } from '../phone/requests.ts'
import type { SandboxHttp } from './server.ts'

const PhoneParams = Type.Object({
  phone: Type.String({ pattern: '^(\\+84|0)\\d{9}$', description: 'E.164 (%2B84…) or 0 and nine digits' }),
})
const AfterQuery = Type.Object(
  { after: Type.Optional(Type.String({ pattern: '^\\d{1,15}$', description: 'id of the last message seen' })) },
  { additionalProperties: false },
)
const MessagesReply = Type.Object({
  messages: Type.Array(
    Type.Object({
      id: Type.Integer(),
      from: Type.String(),
      text: Type.String(),
      receivedAt: Type.String({ description: 'ISO 8601, UTC' }),
    }),
  ),
})

const RequestsReply = Type.Object({
  requests: Type.Array(
    Type.Object({
      id: Type.Integer(),
      kind: Type.Union([Type.Literal('sim-sign'), Type.Literal('app-sign')]),
      text: Type.String(),
      code: Type.String(),
      state: Type.String(),
    }),
  ),
})
const Confirmation = Type.Object(
  {
    answer: Type.Optional(Type.Union([Type.Literal('confirmed'), Type.Literal('cancelled')])),
    code: Type.Optional(
      Type.String({ maxLength: 40, description: 'the code on the other screen; any request without it' }),
    ),
    uri: Type.Optional(Type.String({ maxLength: 1_000, description: 'what the QR on the other screen says' })),
  },
  { additionalProperties: false },
)
const Confirmed = Type.Object({ done: Type.Boolean({ description: 'false: nothing on this phone waits for it' }) })

/**
 * What the citizen's phone shows, and what its owner does: GET /phones/:phone/messages?after=<id>, oldest first; GET /phones/:phone/requests; POST
 * /phones/:phone/confirm answers what waits there, or opens the address of a QR and signs in.
 */
export function phoneRoute(
  http: SandboxHttp,
  {
    inbox,
    requests,
    scan,
  }: {
    readonly inbox: Inbox
    readonly requests: PhoneRequests
    /** Opens an address as the owner of the phone; false where the phone has no account there. */
    readonly scan: (phone: string, uri: string) => Promise<boolean>
  },
): void {
  http.get(
    '/phones/:phone/requests',
    { schema: { params: PhoneParams, response: { 200: RequestsReply } } },
    async (request) => ({ requests: [...requests.list(e164(request.params.phone))] }),
  )
  http.post(
    '/phones/:phone/confirm',
    { schema: { params: PhoneParams, body: Confirmation, response: { 200: Confirmed } } },
    async (request) => {
      const phone = e164(request.params.phone)
      const { answer = 'confirmed', code, uri } = request.body
      return { done: uri === undefined ? requests.answer(phone, answer, code) : await scan(phone, uri) }
    },
  )
  http.get(
    '/phones/:phone/messages',
    { schema: { params: PhoneParams, querystring: AfterQuery, response: { 200: MessagesReply } } },
    async (request) => ({
      messages: [...inbox.list(e164(request.params.phone), Number(request.query.after ?? 0))],
    }),
  )
}
