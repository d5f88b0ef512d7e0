import type { IncomingMessage, ServerResponse } from 'node:http'
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import Fastify, { type FastifyBaseLogger, type FastifyInstance, type RawServerDefault } from 'fastify'
import type { Logger } from 'pino'
import { problem, sendProblem } from './problem.ts'

export type SandboxHttp = FastifyInstance<
  RawServerDefault,
  IncomingMessage,
  ServerResponse,
  FastifyBaseLogger,
  TypeBoxTypeProvider
>

/** Largest body: every request here is a few hundred bytes. */
const BODY_MAX_BYTES = 16_384

/** An HTTP server that answers every mistake with problem+json and logs the route's pattern, never its address: addresses hold phone numbers. */
export function createHttp(log: Logger): SandboxHttp {
  const http = Fastify({
    logger: false,
    bodyLimit: BODY_MAX_BYTES,
    // A client that keeps its connection must not hold up close().
    forceCloseConnections: true,
    ajv: { customOptions: { removeAdditional: false, coerceTypes: false } },
  }).withTypeProvider<TypeBoxTypeProvider>()
  http.setNotFoundHandler((_request, reply) => sendProblem(reply, problem(404, 'NOT_FOUND')))
  http.setErrorHandler((error: { statusCode?: number; validation?: unknown; code?: string }, request, reply) => {
    const status = error.statusCode ?? 500
    log.warn({ route: request.routeOptions.url, status, error: error.code }, 'request refused')
    if (error.validation) return sendProblem(reply, problem(400, 'SHAPE_INVALID'))
    if (status === 413) return sendProblem(reply, problem(413, 'BODY_TOO_LARGE'))
    if (status < 500) return sendProblem(reply, problem(status, 'BODY_MALFORMED'))
    return sendProblem(reply, problem(500, 'INTERNAL'))
  })
  http.addHook('onResponse', async (request, reply) => {
    log.debug({ method: request.method, route: request.routeOptions.url, status: reply.statusCode }, 'request')
  })
  return http
}
