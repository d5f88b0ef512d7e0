import { Type } from 'typebox'
import { Problem } from '../../data/wire/primitives.ts'
import { type PolicyDocument, ReferenceReply, type TrustDocument } from '../../data/wire/reference.wire.ts'
import { Fault } from '../../flows/base/fault.ts'
import type { Sql } from '../db/pool.ts'
import type { App } from '../http/app.ts'
import type { KeyPair } from '../keys/central-keys.ts'
import type { SignJws } from '../keys/jws.ts'
import { currentPolicy } from '../reference/policy.repo.ts'
import { currentTrust } from '../reference/trust.repo.ts'

/** GET /v1/reference/:name: reference data, signed, with ETag and If-None-Match (RFC 9110 §13.1.2). */
export function referenceRoute(scope: App, parts: { sql: Sql; signJws: SignJws; signing: KeyPair }): void {
  scope.get(
    '/v1/reference/:name',
    {
      schema: {
        summary: 'Signed reference data (name: policy, trust)',
        security: [{ signature: [] }],
        params: Type.Object({ name: Type.String({ maxLength: 32 }) }),
        response: { 200: ReferenceReply, 304: Type.Null(), '4xx': Problem, '5xx': Problem },
      },
    },
    async (request, reply) => {
      const payload = await payloadOf(parts.sql, request.params.name)
      const { name, version } = payload
      // With the key in it: a document signed by a new key is another document.
      const etag = `"${name}-${version}-${parts.signing.keyId.slice(0, 8)}"`
      reply.header('etag', etag).header('cache-control', 'no-cache')
      if (matches(request.headers['if-none-match'], etag)) return reply.code(304).send(null)
      return { name, version, document: parts.signJws(payload) }
    },
  )
}

async function payloadOf(sql: Sql, name: string): Promise<PolicyDocument | TrustDocument> {
  switch (name) {
    case 'policy': {
      const { version, issuedAtMs, policy } = await currentPolicy(sql)
      return { typ: 'reference', name, version, issuedAtMs, policy } as PolicyDocument
    }
    case 'trust': {
      const { version, issuedAtMs, content } = await currentTrust(sql)
      return { typ: 'reference', name, version, issuedAtMs, ...content }
    }
    default:
      throw new Fault('NOT_FOUND')
  }
}

function matches(header: string | undefined, etag: string): boolean {
  const tags = (header ?? '').split(',').map((tag) => tag.trim().replace(/^W\//, ''))
  return tags.includes(etag) || tags.includes('*')
}
