import { Type } from 'typebox'
import { Problem } from '../../data/wire/primitives.ts'
import { ReferenceReply } from '../../data/wire/reference.wire.ts'
import type { App } from '../http/app.ts'
import { stationOf } from '../http/signed-routes.ts'
import type { ReferenceDocuments } from '../reference/reference-documents.ts'

/** GET /v1/reference/:name: reference data, signed, with ETag and If-None-Match (RFC 9110 §13.1.2). */
export function referenceRoute(scope: App, parts: { readonly references: ReferenceDocuments }): void {
  scope.get(
    '/v1/reference/:name',
    {
      schema: {
        summary: 'Signed reference data (name: policy, trust, duplicates)',
        security: [{ signature: [] }],
        params: Type.Object({ name: Type.String({ maxLength: 32 }) }),
        response: { 200: ReferenceReply, 304: Type.Null(), '4xx': Problem, '5xx': Problem },
      },
    },
    async (request, reply) => {
      const { etag, signed } = await parts.references(request.params.name, stationOf(request))
      reply.header('etag', etag).header('cache-control', 'no-cache')
      return matches(request.headers['if-none-match'], etag) ? reply.code(304).send(null) : signed()
    },
  )
}

function matches(header: string | undefined, etag: string): boolean {
  const tags = (header ?? '').split(',').map((tag) => tag.trim().replace(/^W\//, ''))
  return tags.includes(etag) || tags.includes('*')
}
