import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import type { FastifyReply } from 'fastify'
import { Type } from 'typebox'
import type { Delays } from '../delays.ts'
import type { FaultSwitches } from '../fault-switches.ts'
import { type CscAnswer, erred, invalid } from '../remote-signing/csc-answer.ts'
import type { CscProvider } from '../remote-signing/csc-provider.ts'
import { remoteSigningTrouble } from './remote-signing-trouble.ts'
import type { SandboxHttp } from './server.ts'

export const CSC_PREFIX = '/csc/v2'

const FORM = 'application/x-www-form-urlencoded'
const Word = Type.String({ minLength: 1, maxLength: 500 })
const Hashes = Type.Array(Type.String({ maxLength: 100 }), { minItems: 1, maxItems: 10 })
const ListBody = Type.Object({ userID: Type.Optional(Word), credentialInfo: Type.Optional(Type.Boolean()) })
const InfoBody = Type.Object({ credentialID: Word })
const AuthorizeBody = Type.Object({
  credentialID: Word,
  numSignatures: Type.Integer({ minimum: 1 }),
  hashes: Hashes,
  hashAlgorithmOID: Word,
  authData: Type.Optional(Type.Array(Type.Object({ id: Word }), { maxItems: 10 })),
  description: Type.Optional(Type.String({ maxLength: 500 })),
})
const CheckBody = Type.Object({ handle: Word })
const SignHashBody = Type.Object({
  credentialID: Word,
  SAD: Word,
  hashes: Hashes,
  signAlgo: Word,
  operationMode: Type.Optional(Type.Union([Type.Literal('S'), Type.Literal('A')])),
})
const PollingBody = Type.Object({ requestID: Word })

/** POST /csc/v2/…: CSC API v2, errors as its §10.2 has them. `info` and `oauth2/token` are open, the rest wants a bearer token. */
export function cscRoute(
  http: SandboxHttp,
  parts: { provider: CscProvider; switches: FaultSwitches; delays: Delays; slowMs: number; url: () => string },
): void {
  const { provider, url } = parts
  http.register(
    async (plain) => {
      const scope = plain.withTypeProvider<TypeBoxTypeProvider>()
      scope.removeContentTypeParser(FORM)
      scope.addContentTypeParser(FORM, { parseAs: 'string' }, (_request, body, done) =>
        done(null, Object.fromEntries(new URLSearchParams(String(body)))),
      )
      scope.setErrorHandler((error: { statusCode?: number }, _request, reply) => {
        const isOurs = (error.statusCode ?? 500) >= 500
        return send(reply, isOurs ? erred('server_error', 'Unexpected condition', 500) : invalid('Malformed request'))
      })
      scope.addHook('preHandler', remoteSigningTrouble(parts))

      scope.post('/info', async (_request, reply) => send(reply, { status: 200, body: infoOf(provider, url()) }))
      scope.post('/oauth2/token', async (request, reply) =>
        send(reply, provider.token((request.body ?? {}) as Record<string, string>)),
      )
      scope.register(async (inner) => {
        const guarded = inner.withTypeProvider<TypeBoxTypeProvider>()
        guarded.addHook('preHandler', async (request, reply) => {
          const [scheme, token = ''] = (request.headers.authorization ?? '').split(' ')
          if (scheme === 'Bearer' && provider.isLetIn(token)) return
          return send(reply, erred('invalid_token', 'The access token is not valid', 401))
        })
        guarded.post('/credentials/list', { schema: { body: ListBody } }, async ({ body }, reply) =>
          send(reply, await provider.list(body)),
        )
        guarded.post('/credentials/info', { schema: { body: InfoBody } }, async ({ body }, reply) =>
          send(reply, await provider.info(body.credentialID)),
        )
        guarded.post('/credentials/authorize', { schema: { body: AuthorizeBody } }, async ({ body }, reply) =>
          send(reply, await provider.authorize(body)),
        )
        guarded.post('/credentials/authorizeCheck', { schema: { body: CheckBody } }, async ({ body }, reply) =>
          send(reply, provider.authorizeCheck(body.handle)),
        )
        guarded.post('/signatures/signHash', { schema: { body: SignHashBody } }, async ({ body }, reply) =>
          send(reply, provider.signHash(body)),
        )
        guarded.post('/signatures/signPolling', { schema: { body: PollingBody } }, async ({ body }, reply) =>
          send(reply, provider.signPolling(body.requestID)),
        )
      })
    },
    { prefix: CSC_PREFIX },
  )
}

/** §11.1 */
function infoOf({ methods }: CscProvider, url: string) {
  return {
    specs: '2.0.0.0',
    name: 'Ký số từ xa Mẫu Thử (sandbox)',
    logo: `${url}/logo.png`,
    region: 'VN',
    lang: 'vi-VN',
    description: 'Sandbox',
    authType: ['oauth2client'],
    oauth2: `${url}${CSC_PREFIX}/`,
    asynchronousOperationMode: true,
    methods,
    signAlgorithms: { algos: ['1.2.840.10045.4.3.2'] },
    signature_formats: { formats: ['C'], envelope_properties: [['Detached']] },
    conformance_levels: ['Ades-B-B'],
  }
}

function send(reply: FastifyReply, { status, body }: CscAnswer): FastifyReply {
  return reply.code(status).header('cache-control', 'no-store').send(body)
}
