import type { FastifyReply } from 'fastify'
import type { Problem } from '../../../data/wire/primitives.ts'
import type { FaultCode } from '../../../flows/base/fault-codes.ts'

/** RFC 9457 problem details. The title says no more than the code: what was sent is not repeated. */
export function problem(status: number, code: FaultCode): Problem {
  return { type: 'about:blank', title: code, status, code }
}

export function sendProblem(reply: FastifyReply, body: Problem): FastifyReply {
  return reply.code(body.status).type('application/problem+json').serializer(JSON.stringify).send(body)
}
