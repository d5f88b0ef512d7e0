import { compactVerify, importJWK } from 'jose'
import { Fault } from '../../flows/base/fault.ts'
import type { SyncClient } from '../central-client/sync.client.ts'
import type { CentralTime } from '../central-time.ts'
import type { LogRepo } from '../store/log.repo.ts'
import type { Store } from '../store/open-store.ts'
import type { ReferenceRepo } from '../store/reference.repo.ts'
import type { PublicJwk } from '../wire/primitives.ts'

export interface ReferenceParts {
  readonly store: Store
  readonly references: ReferenceRepo
  readonly log: LogRepo
  readonly time: CentralTime
  /** Central's signing key; null before enrolment. */
  readonly signingKey: PublicJwk | null
}

/** One document of central's, kept at this station. */
export interface SignedReference<Document> {
  /** The one kept here; null without one. A kept document that is not central's is ignored, never raised. */
  current(): Promise<Document | null>
  /**
   * Asks central for a newer one and keeps it. Gives whether there was one. Raises REFERENCE_INVALID for a document that is not signed by
   * central, of another kind or shape, or older than the one kept; and what SyncClient.reference raises.
   */
  pull(client: Pick<SyncClient, 'reference'>, signal?: AbortSignal): Promise<boolean>
}

/** Keeps the document `name`. `read` checks what was signed; raises REFERENCE_INVALID for another shape. */
export function createSignedReference<Document extends { readonly version: number }>(
  name: string,
  read: (signed: unknown) => Document,
  parts: ReferenceParts,
): SignedReference<Document> {
  const { references, signingKey } = parts
  return {
    async current() {
      const row = references.get(name)
      if (!row || !signingKey) return null
      try {
        return await readDocument(row.document, signingKey, read)
      } catch {
        return null
      }
    },
    async pull(client, signal) {
      if (!signingKey) throw new Fault('STATION_NOT_ENROLLED')
      const kept = references.get(name)
      const answer = await client.reference(name, kept?.etag ?? null, signal)
      if (!answer) return false
      const { version } = await readDocument(answer.reply.document, signingKey, read)
      if (answer.reply.name !== name || answer.reply.version !== version) {
        throw new Fault('REFERENCE_INVALID', { reason: 'envelope' })
      }
      // An old document, signed in its day, must not bring back what was closed or taken out since.
      if (kept && version < kept.version)
        throw new Fault('REFERENCE_INVALID', { reason: 'older', version, kept: kept.version })
      const receivedAtMs = parts.time.now()
      parts.store.write(() => {
        references.put({ name, version, etag: answer.etag, document: answer.reply.document, receivedAtMs })
        if (version !== kept?.version) {
          const details = { name, version }
          parts.log.append({ atMs: receivedAtMs, kind: 'reference.received', sequence: null, details })
        }
      })
      return version !== kept?.version
    },
  }
}

/** Checks central's signature over a document and what was signed. Raises REFERENCE_INVALID. */
export async function readDocument<Document>(
  jws: string,
  signingKey: PublicJwk,
  read: (signed: unknown) => Document,
): Promise<Document> {
  const key = await importJWK({ ...signingKey }, 'ES256')
  const { payload } = await compactVerify(jws, key, { algorithms: ['ES256'] }).catch((thrown: unknown) => {
    throw new Fault('REFERENCE_INVALID', { reason: 'signature' }, thrown)
  })
  return read(parse(payload))
}

function parse(payload: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(payload))
  } catch (thrown) {
    throw new Fault('REFERENCE_INVALID', { reason: 'shape' }, thrown)
  }
}
