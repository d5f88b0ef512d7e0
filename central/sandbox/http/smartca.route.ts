import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import type { FastifyReply } from 'fastify'
import { Type } from 'typebox'
import type { Delays } from '../delays.ts'
import type { FaultSwitches } from '../fault-switches.ts'
import type { SmartCaAnswer, SmartCaProvider } from '../remote-signing/smartca-provider.ts'
import { remoteSigningTrouble } from './remote-signing-trouble.ts'
import type { SandboxHttp } from './server.ts'

export const SMARTCA_PREFIX = '/sca/sp769/v1'

const Word = Type.String({ maxLength: 200 })
const Name = Type.String({ minLength: 1, maxLength: 100 })
const LOGIN = { sp_id: Word, sp_password: Word }
const CertificateBody = Type.Object({
  ...LOGIN,
  user_id: Word,
  serial_number: Type.Optional(Word),
  transaction_id: Name,
})
const SignBody = Type.Object({
  ...LOGIN,
  user_id: Word,
  serial_number: Type.Optional(Word),
  transaction_id: Name,
  transaction_desc: Type.Optional(Type.String({ maxLength: 1_000 })),
  time_stamp: Type.Optional(Type.String({ pattern: '^\\d{14}Z$' })),
  sign_files: Type.Array(
    Type.Object({
      // Lower-case hex of SHA-256: base64 or capitals are a common mistake, and are refused.
      data_to_be_signed: Type.String({ pattern: '^[0-9a-f]{64}$' }),
      doc_id: Type.String({ minLength: 1, maxLength: 100 }),
      file_type: Type.Union(['xml', 'json', 'word', 'office', 'pdf', 'cms'].map((type) => Type.Literal(type))),
      sign_type: Type.Literal('hash'),
    }),
    { minItems: 1, maxItems: 10 },
  ),
})
const StatusParams = Type.Object({ transactionId: Name })

/** POST /sca/sp769/v1/…: VNPT SmartCA for third parties. The status is open to whoever knows the transaction's name, as the real one's is. */
export function smartCaRoute(
  http: SandboxHttp,
  parts: { provider: SmartCaProvider; switches: FaultSwitches; delays: Delays; slowMs: number },
): void {
  const { provider } = parts
  http.register(
    async (plain) => {
      const scope = plain.withTypeProvider<TypeBoxTypeProvider>()
      scope.setErrorHandler((error: { statusCode?: number }, _request, reply) => {
        const isOurs = (error.statusCode ?? 500) >= 500
        const answer = isOurs ? ([500, 'SERVER_INTERNAL_ERROR'] as const) : ([400, 'BAD_REQUEST'] as const)
        return send(reply, { status_code: answer[0], message: answer[1], data: null })
      })
      scope.addHook('preHandler', remoteSigningTrouble(parts))
      scope.post('/credentials/get_certificate', { schema: { body: CertificateBody } }, async ({ body }, reply) =>
        send(reply, await provider.certificates(body)),
      )
      scope.post('/signatures/sign', { schema: { body: SignBody } }, async ({ body }, reply) =>
        send(reply, await provider.sign(body)),
      )
      scope.post(
        '/signatures/sign/:transactionId/status',
        { schema: { params: StatusParams } },
        async ({ params }, reply) => send(reply, provider.status(params.transactionId)),
      )
    },
    { prefix: SMARTCA_PREFIX },
  )
}

function send(reply: FastifyReply, answer: SmartCaAnswer): FastifyReply {
  return reply.code(answer.status_code).send(answer)
}
