import type { FastifyRequest } from 'fastify'
import { Fault } from '../../flows/base/fault.ts'
import type { Authenticator, IncomingRequest } from '../stations/authenticate.ts'
import type { Station } from '../stations/station.repo.ts'
import type { App } from './app.ts'

/** Puts the signature check before every route of the scope: headers before the body is read, the rest before its shape is looked at. */
export function requireSignature(scope: App, authenticator: Authenticator): void {
  scope.addHook('onRequest', (request) => authenticator.preview(request.headers))
  scope.addHook('preValidation', async (request) => {
    request.station = await authenticator.station(incoming(request))
  })
}

/** What the signature covers, as it stood on the wire. */
export function incoming(request: FastifyRequest): IncomingRequest {
  return { method: request.method, url: request.raw.url ?? '', headers: request.headers, body: request.rawBody }
}

/** The station of a request on a signed route. */
export function stationOf(request: FastifyRequest): Station {
  if (!request.station) throw new Fault('SIGNATURE_MISSING')
  return request.station
}
