import { Readable } from 'node:stream'
import { Type } from 'typebox'
import { FILTER_RANGE_MAX_BYTES } from '../../data/wire/duplicates.wire.ts'
import { BLOCK_BYTES } from '../../data/wire/person-filter.ts'
import { Problem } from '../../data/wire/primitives.ts'
import { Fault } from '../../flows/base/fault.ts'
import type { Sql } from '../db/pool.ts'
import { type ByteRange, readRange } from '../duplicates/byte-range.ts'
import { findFilter, readFilter } from '../duplicates/filter.repo.ts'
import type { App } from '../http/app.ts'
import { stationOf } from '../http/signed-routes.ts'

/**
 * GET /v1/duplicates/:version: the bytes of a filter, whole or one range of them (RFC 9110 §14). A version never changes. For assisted counters alone; NOT_FOUND for a version that is
 * there no more: the document names the one in force.
 */
export function duplicateRoute(scope: App, { sql }: { sql: Sql }): void {
  scope.get(
    '/v1/duplicates/:version',
    {
      schema: {
        summary: 'The filter of everybody who has an account',
        security: [{ signature: [] }],
        params: Type.Object({ version: Type.String({ pattern: '^[1-9]\\d{0,8}$' }) }),
        response: { 200: Type.Any(), 206: Type.Any(), 416: Type.Null(), '4xx': Problem, '5xx': Problem },
      },
    },
    async (request, reply) => {
      if (stationOf(request).kind !== 'assisted') throw new Fault('NOT_ALLOWED')
      const filter = await findFilter(sql, Number(request.params.version))
      if (!filter) throw new Fault('NOT_FOUND')
      const sizeBytes = filter.blocks * BLOCK_BYTES
      reply.header('accept-ranges', 'bytes').header('etag', `"${filter.sha256.toString('base64url')}"`)
      // Half the bits are set: nothing in between can make it smaller.
      reply.header('cache-control', 'private, no-transform')
      const range = readRange(request.headers.range, sizeBytes)
      if (range === 'outside') return reply.code(416).header('content-range', `bytes */${sizeBytes}`).send(null)
      const { from, to } = range ?? { from: 0, to: sizeBytes }
      if (range) reply.code(206).header('content-range', `bytes ${from}-${to - 1}/${sizeBytes}`)
      reply.type('application/octet-stream').header('content-length', to - from)
      return reply.send(Readable.from(pieces(sql, filter.version, { from, to }), { objectMode: false }))
    },
  )
}

/** Read as they are sent: a slow line holds one piece in memory, not a filter. */
async function* pieces(sql: Sql, version: number, { from, to }: ByteRange): AsyncGenerator<Buffer> {
  for (let at = from; at < to; ) {
    const piece = await readFilter(sql, version, at, Math.min(to, at + FILTER_RANGE_MAX_BYTES))
    // Removed while it was sent: the length promised is not kept, and the station asks anew.
    if (piece.length === 0) throw new Fault('NOT_FOUND')
    yield piece
    at += piece.length
  }
}
