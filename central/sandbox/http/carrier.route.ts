import { Type } from 'typebox'
import { BirthDate, IdNumber, Name, PhoneE164, Problem } from '../../../data/wire/primitives.ts'
import type { SubscriberRegister } from '../carrier/subscriber-register.ts'
import type { Delays } from '../delays.ts'
import type { FaultSwitches } from '../fault-switches.ts'
import { secretsEqual } from '../secrets-equal.ts'
import { sendLoginPage } from './login-page.ts'
import { problem, sendProblem } from './problem.ts'
import type { SandboxHttp } from './server.ts'

export const MATCH_PATH = '/carriers/subscribers/match'

const MatchRequest = Type.Object(
  {
    phone: PhoneE164,
    idNumber: IdNumber,
    oldIdNumber: Type.Optional(IdNumber),
    fullName: Name,
    birthDate: BirthDate,
  },
  { additionalProperties: false },
)

const MatchReply = Type.Object({
  result: Type.Union([
    Type.Literal('match'),
    Type.Literal('other-owner'),
    Type.Literal('cmnd-9'),
    Type.Literal('unknown'),
  ]),
  carrier: Type.Union([Type.String(), Type.Null()]),
})

/** POST /carriers/subscribers/match, key in x-api-key: is this person the owner of this number? 401 without the key, 503 when that carrier is silent. */
export function carrierRoute(
  http: SandboxHttp,
  parts: { register: SubscriberRegister; switches: FaultSwitches; delays: Delays; apiKey: string; slowMs: number },
): void {
  const { register, switches, delays, apiKey, slowMs } = parts
  http.post(
    MATCH_PATH,
    {
      schema: { body: MatchRequest, response: { 200: MatchReply, 401: Problem, 503: Problem } },
      onRequest: async (request, reply) => {
        const given = request.headers['x-api-key']
        if (typeof given === 'string' && secretsEqual(given, apiKey)) return
        return sendProblem(reply, problem(401, 'NOT_ALLOWED'))
      },
      preHandler: async (request, reply) => {
        const fault = switches.now.carrier
        if (fault === 'slow') await delays.pass(slowMs)
        if (fault === 'wrong') return sendLoginPage(reply)
        if (fault !== 'down') return
        reply.hijack()
        request.raw.socket.destroy()
        return reply
      },
    },
    async (request, reply) => {
      const answer = register.match(request.body)
      if (answer === 'silent') return sendProblem(reply, problem(503, 'CARRIER_UNAVAILABLE'))
      return reply.send(answer)
    },
  )
}
