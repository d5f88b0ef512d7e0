import { Type } from 'typebox'
import { DecisionPage } from '../../data/wire/packet.wire.ts'
import { Problem, Uuid } from '../../data/wire/primitives.ts'
import type { Clock } from '../../flows/base/clock.ts'
import type { Sql } from '../db/pool.ts'
import type { App } from '../http/app.ts'
import { stationOf } from '../http/signed-routes.ts'
import type { SignJws } from '../keys/jws.ts'
import { decisionPage } from '../packets/decision-page.ts'

const LIMIT_DEFAULT = 100
const LIMIT_MAX = 500

/** GET /v1/decisions?after=<cursor>&limit=<n>&about=<packetId>: what became of this station's packets, oldest first. */
export function decisionRoute(scope: App, parts: { sql: Sql; clock: Clock; signJws: SignJws }): void {
  scope.get(
    '/v1/decisions',
    {
      schema: {
        summary: "This station's decisions after a cursor",
        security: [{ signature: [] }],
        querystring: Type.Object(
          {
            after: Type.Optional(Type.String({ pattern: '^\\d{1,15}$' })),
            about: Type.Optional(Uuid),
            limit: Type.Optional(Type.String({ pattern: '^[1-9]\\d{0,2}$', description: `at most ${LIMIT_MAX}` })),
          },
          { additionalProperties: false },
        ),
        response: { 200: DecisionPage, '4xx': Problem, '5xx': Problem },
      },
    },
    (request) => {
      const { after = '0', limit = String(LIMIT_DEFAULT), about } = request.query
      return decisionPage(parts, stationOf(request), Number(after), Math.min(LIMIT_MAX, Number(limit)), about)
    },
  )
}
