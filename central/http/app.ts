import { randomUUID } from 'node:crypto'
import swagger from '@fastify/swagger'
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import Fastify, {
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  LogController,
} from 'fastify'
import type { Logger } from 'pino'
import { Fault } from '../../flows/base/fault.ts'
import { PROBLEM_TYPE, problemOf, requestFault } from '../problem.ts'
import type { Station } from '../stations/station.repo.ts'
import { readJsonBody } from './json-body.ts'

/** Every body but a batch of packets: the largest is an import of accounts. */
const BODY_MAX_BYTES = 262_144

declare module 'fastify' {
  interface FastifyRequest {
    /** Bytes of the body as they came, for the digest. */
    rawBody: Buffer | null
    /** Who signed the request; set on every signed route. */
    station: Station | null
    faultCode: string | null
  }
}

export type App = FastifyInstance<
  import('node:http').Server,
  import('node:http').IncomingMessage,
  import('node:http').ServerResponse,
  FastifyBaseLogger,
  TypeBoxTypeProvider
>

/**
 * Makes the HTTP side: JSON in, JSON or problem+json out, one log line a request. Unknown members of a body are refused, not dropped, and nothing is
 * converted: what a station signed is what is judged. It does not listen: requests come through the door (http/door.ts) to `app.routing`.
 */
export async function createApp(log: Logger): Promise<App> {
  const app = Fastify({
    loggerInstance: log as FastifyBaseLogger,
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: () => randomUUID(),
    bodyLimit: BODY_MAX_BYTES,
    exposeHeadRoutes: false,
    // A request that comes while central closes is still served: Fastify's own 503 is no problem document.
    return503OnClosing: false,
    ajv: { customOptions: { removeAdditional: false, coerceTypes: false, useDefaults: false, allErrors: false } },
    frameworkErrors: (error, request, reply) => sendProblem(error, request, reply as unknown as FastifyReply),
  }).withTypeProvider<TypeBoxTypeProvider>()

  app.decorateRequest('rawBody', null)
  app.decorateRequest('station', null)
  app.decorateRequest('faultCode', null)
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('application/json', { parseAs: 'buffer' }, readJsonBody)
  // What goes out is built from typed values; serialisers compiled from shapes of unions cost more than JSON.stringify.
  app.setSerializerCompiler(() => (value) => JSON.stringify(value))
  app.setErrorHandler((error, request, reply) => sendProblem(error, request, reply))
  app.setNotFoundHandler((request, reply) => sendProblem(new Fault('NOT_FOUND'), request, reply))
  app.addHook('onResponse', async (request, reply) => logRequest(request, reply))
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: { title: 'Một Cửa central', version: '1', description: 'Registration of electronic-transaction accounts.' },
      components: {
        securitySchemes: {
          signature: {
            type: 'apiKey',
            in: 'header',
            name: 'signature',
            description: 'RFC 9421; profile in data/wire/http-signature.ts',
          },
          admin: { type: 'http', scheme: 'bearer' },
        },
      },
    },
  })
  return app as unknown as App
}

function sendProblem(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const fault = requestFault(error)
  const problem = problemOf(fault, request.id)
  request.faultCode = problem.code
  if (problem.status >= 500) request.log.error({ err: fault }, 'request failed')
  const retryAfterMs = fault.details.retryAfterMs
  if (typeof retryAfterMs === 'number') reply.header('retry-after', Math.ceil(retryAfterMs / 1000))
  return reply.code(problem.status).type(PROBLEM_TYPE).serializer(JSON.stringify).send(problem)
}

function logRequest(request: FastifyRequest, reply: FastifyReply): void {
  request.log.info(
    {
      method: request.method,
      route: request.routeOptions.url ?? null,
      status: reply.statusCode,
      ms: Math.round(reply.elapsedTime * 10) / 10,
      station: request.station?.stationCode ?? null,
      fault: request.faultCode,
    },
    'request',
  )
}
