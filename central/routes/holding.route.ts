import { Type } from 'typebox'
import { FindingPage, HeldReply, HeldRequest, TallyReply } from '../../data/wire/holding.wire.ts'
import { Problem } from '../../data/wire/primitives.ts'
import type { Clock } from '../../flows/base/clock.ts'
import type { Sql } from '../db/pool.ts'
import type { App } from '../http/app.ts'
import { stationOf } from '../http/signed-routes.ts'
import type { SignJws } from '../keys/jws.ts'
import { held } from '../packets/held.ts'
import { findingsAfter } from '../packets/station-finding.repo.ts'
import { tally } from '../packets/tally.ts'

const LIMIT_DEFAULT = 100
const LIMIT_MAX = 500
const security = [{ signature: [] }]

/**
 * What central holds of this station: POST /v1/packets/held (which of these packets), GET /v1/tally?head=<sequence> (how many, and the holes),
 * GET /v1/findings?after=<cursor>&limit=<n> (what somebody has to look at).
 */
export function holdingRoute(scope: App, parts: { sql: Sql; clock: Clock; signJws: SignJws }): void {
  scope.post(
    '/v1/packets/held',
    {
      schema: {
        summary: 'Which of these packets does central have?',
        security,
        body: HeldRequest,
        response: { 200: HeldReply, '4xx': Problem, '5xx': Problem },
      },
    },
    (request) => held(parts, stationOf(request), request.body),
  )
  scope.get(
    '/v1/tally',
    {
      schema: {
        summary: "This station's packets, counted",
        security,
        querystring: Type.Object(
          { head: Type.String({ pattern: '^\\d{1,15}$', description: "the station's newest sequence" }) },
          { additionalProperties: false },
        ),
        response: { 200: TallyReply, '4xx': Problem, '5xx': Problem },
      },
    },
    (request) => tally(parts, stationOf(request), Number(request.query.head)),
  )
  scope.get(
    '/v1/findings',
    {
      schema: {
        summary: "What central noticed about this station's packets, after a cursor",
        security,
        querystring: Type.Object(
          {
            after: Type.Optional(Type.String({ pattern: '^\\d{1,15}$' })),
            limit: Type.Optional(Type.String({ pattern: '^[1-9]\\d{0,2}$', description: `at most ${LIMIT_MAX}` })),
          },
          { additionalProperties: false },
        ),
        response: { 200: FindingPage, '4xx': Problem, '5xx': Problem },
      },
    },
    async (request): Promise<FindingPage> => {
      const { after = '0', limit = String(LIMIT_DEFAULT) } = request.query
      const { stationId } = stationOf(request)
      const rows = await findingsAfter(parts.sql, stationId, Number(after), Math.min(LIMIT_MAX, Number(limit)))
      return {
        findings: rows.map(({ stationId: _mine, details, ...finding }) => ({ ...finding, details: { ...details } })),
        next: rows.at(-1)?.cursor ?? Number(after),
        serverTimeMs: parts.clock.now(),
      }
    },
  )
}
