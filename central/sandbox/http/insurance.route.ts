import { Type } from 'typebox'
import { BirthDate, IdNumber, Name, Problem } from '../../../data/wire/primitives.ts'
import type { Delays } from '../delays.ts'
import type { FaultSwitches } from '../fault-switches.ts'
import type { InsuranceRegister } from '../insurance/insurance-register.ts'
import { secretsEqual } from '../secrets-equal.ts'
import { sendLoginPage } from './login-page.ts'
import { problem, sendProblem } from './problem.ts'
import type { SandboxHttp } from './server.ts'

export const RECORD_PATH = '/insurance/records/:number'

const InsuranceNumber = Type.String({ pattern: '^(\\d{10}|\\d{12})$' })
const RecordParams = Type.Object({ number: InsuranceNumber })
const RecordReply = Type.Object({
  insuranceNumber: InsuranceNumber,
  idNumber: IdNumber,
  oldIdNumber: Type.Optional(IdNumber),
  fullName: Name,
  birthDate: BirthDate,
})

/**
 * GET /insurance/records/:number, key in x-api-key: the record of one insured person. 401 without the key, 404 with INSURANCE_UNKNOWN when there is none; a 404 of any
 * other body is another server's.
 */
export function insuranceRoute(
  http: SandboxHttp,
  parts: { register: InsuranceRegister; switches: FaultSwitches; delays: Delays; apiKey: string; slowMs: number },
): void {
  const { register, switches, delays, apiKey, slowMs } = parts
  http.get(
    RECORD_PATH,
    {
      schema: { params: RecordParams, response: { 200: RecordReply, 401: Problem, 404: Problem } },
      onRequest: async (request, reply) => {
        const given = request.headers['x-api-key']
        if (typeof given === 'string' && secretsEqual(given, apiKey)) return
        return sendProblem(reply, problem(401, 'NOT_ALLOWED'))
      },
      preHandler: async (request, reply) => {
        const fault = switches.now.insurance
        if (fault === 'slow') await delays.pass(slowMs)
        if (fault === 'wrong') return sendLoginPage(reply)
        if (fault !== 'down') return
        reply.hijack()
        request.raw.socket.destroy()
        return reply
      },
    },
    async (request, reply) => {
      const record = register.find(request.params.number)
      return record ? reply.send(record) : sendProblem(reply, problem(404, 'INSURANCE_UNKNOWN'))
    },
  )
}
