import { Type } from 'typebox'
import type { Inbox } from '../phone/inbox.ts'
import { e164 } from '../phone/number.ts'
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

/** GET /phones/:phone/messages?after=<id>: what the citizen's phone shows, oldest first. */
export function phoneRoute(http: SandboxHttp, inbox: Inbox): void {
  http.get(
    '/phones/:phone/messages',
    { schema: { params: PhoneParams, querystring: AfterQuery, response: { 200: MessagesReply } } },
    async (request) => ({
      messages: [...inbox.list(e164(request.params.phone), Number(request.query.after ?? 0))],
    }),
  )
}
