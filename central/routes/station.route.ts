import { Problem } from '../../data/wire/primitives.ts'
import { EnrollReply, EnrollRequest } from '../../data/wire/station.wire.ts'
import type { Clock } from '../../flows/base/clock.ts'
import type { Database } from '../db/pool.ts'
import type { App } from '../http/app.ts'
import { incoming } from '../http/signed-routes.ts'
import type { CentralKeys } from '../keys/central-keys.ts'
import type { Authenticator } from '../stations/authenticate.ts'
import { enroll, readStationKey } from '../stations/enrollment.ts'

/** POST /v1/stations: a station brings its key, signed with it, and a one-time code. */
export function stationRoute(
  scope: App,
  parts: { database: Database; clock: Clock; keys: CentralKeys; authenticator: Authenticator },
): void {
  scope.post(
    '/v1/stations',
    {
      schema: {
        summary: 'Enrol a station',
        security: [{ signature: [] }],
        body: EnrollRequest,
        response: { 200: EnrollReply, '4xx': Problem, '5xx': Problem },
      },
      preHandler: async (request) => {
        const { keyId, publicKey } = readStationKey(request.body.publicKey)
        await parts.authenticator.possession(incoming(request), keyId, publicKey)
      },
    },
    (request) => enroll(parts, request.body),
  )
}
