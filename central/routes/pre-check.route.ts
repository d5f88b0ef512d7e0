import { PreCheckReply, PreCheckRequest } from '../../data/wire/pre-check.wire.ts'
import { Problem } from '../../data/wire/primitives.ts'
import type { Clock } from '../../flows/base/clock.ts'
import { preCheck } from '../accounts/pre-check.ts'
import type { CarrierClient } from '../connectors/carrier/carrier-client.ts'
import type { InsuranceClient } from '../connectors/social-insurance/insurance-client.ts'
import type { Sql } from '../db/pool.ts'
import type { App } from '../http/app.ts'
import { stationOf } from '../http/signed-routes.ts'
import type { CountQuestion } from '../stations/question-limit.ts'

/** POST /v1/pre-check: account and subscriber of a person. */
export function preCheckRoute(
  scope: App,
  parts: { sql: Sql; carrier: CarrierClient; insurance: InsuranceClient; clock: Clock; countQuestion: CountQuestion },
): void {
  scope.post(
    '/v1/pre-check',
    {
      schema: {
        summary: 'Does the person have an account, and own the number?',
        security: [{ signature: [] }],
        body: PreCheckRequest,
        response: { 200: PreCheckReply, '4xx': Problem, '5xx': Problem },
      },
    },
    async (request) => {
      const station = stationOf(request)
      await parts.countQuestion(station)
      return preCheck(parts, station, request.body)
    },
  )
}
