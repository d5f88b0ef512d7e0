import { compactVerify, importJWK } from 'jose'
import { Compile } from 'typebox/compile'
import { Fault } from '../../flows/base/fault.ts'
import { type PolicySet, readPolicySet } from '../../flows/rules/policy.ts'
import { PORTAL_2022 } from '../../flows/rules/policy-sets.ts'
import type { SyncClient } from '../central-client/sync.client.ts'
import type { CentralTime } from '../central-time.ts'
import type { LogRepo } from '../store/log.repo.ts'
import type { Store } from '../store/open-store.ts'
import type { ReferenceRepo } from '../store/reference.repo.ts'
import type { PublicJwk } from '../wire/primitives.ts'
import { PolicyDocument } from '../wire/reference.wire.ts'

const NAME = 'policy'

/** The matrix in force at this station: central's signed document, or portal-2022 until one has come. */
export interface PolicyReference {
  /** The set kept here; never raises for a kept document that is not central's (it is ignored). */
  current(): Promise<{ readonly set: PolicySet; readonly version: number | null }>
  /**
   * Asks central for a newer one and keeps it. Gives whether there was one. Raises REFERENCE_INVALID for a document that is not signed by
   * central, of another kind or shape, or older than the one kept; and what SyncClient.policy raises.
   */
  pull(client: SyncClient, signal?: AbortSignal): Promise<boolean>
}

export function createPolicyReference(parts: {
  readonly store: Store
  readonly references: ReferenceRepo
  readonly log: LogRepo
  readonly time: CentralTime
  /** Central's signing key; null before enrolment. */
  readonly signingKey: PublicJwk | null
}): PolicyReference {
  const { references } = parts
  return {
    async current() {
      const row = references.get(NAME)
      if (!row || !parts.signingKey) return { set: PORTAL_2022, version: null }
      try {
        const { set, version } = await readDocument(row.document, parts.signingKey)
        return { set, version }
      } catch {
        return { set: PORTAL_2022, version: null }
      }
    },
    async pull(client, signal) {
      if (!parts.signingKey) throw new Fault('STATION_NOT_ENROLLED')
      const kept = references.get(NAME)
      const answer = await client.policy(kept?.etag ?? null, signal)
      if (!answer) return false
      const { version } = await readDocument(answer.reply.document, parts.signingKey)
      if (answer.reply.name !== NAME || answer.reply.version !== version) {
        throw new Fault('REFERENCE_INVALID', { reason: 'envelope' })
      }
      // An old document, signed in its day, must not bring back a matrix that was closed since.
      if (kept && version < kept.version)
        throw new Fault('REFERENCE_INVALID', { reason: 'older', version, kept: kept.version })
      const receivedAtMs = parts.time.now()
      parts.store.write(() => {
        references.put({ name: NAME, version, etag: answer.etag, document: answer.reply.document, receivedAtMs })
        if (version !== kept?.version) {
          parts.log.append({
            atMs: receivedAtMs,
            kind: 'reference.received',
            sequence: null,
            details: { name: NAME, version },
          })
        }
      })
      return version !== kept?.version
    },
  }
}

async function readDocument(jws: string, signingKey: PublicJwk): Promise<{ set: PolicySet; version: number }> {
  const key = await importJWK({ ...signingKey }, 'ES256')
  const { payload } = await compactVerify(jws, key, { algorithms: ['ES256'] }).catch((thrown: unknown) => {
    throw new Fault('REFERENCE_INVALID', { reason: 'signature' }, thrown)
  })
  const document = parse(payload)
  if (!Compile(PolicyDocument).Check(document)) throw new Fault('REFERENCE_INVALID', { reason: 'shape' })
  return { set: readPolicySet(document.policy), version: document.version }
}

function parse(payload: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(payload))
  } catch (thrown) {
    throw new Fault('REFERENCE_INVALID', { reason: 'shape' }, thrown)
  }
}
