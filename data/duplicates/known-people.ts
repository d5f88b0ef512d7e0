import type { Logger } from 'pino'
import { Fault, toFault } from '../../flows/base/fault.ts'
import type { KnownPersonPort } from '../../flows/ports/known-person.port.ts'
import type { SyncClient } from '../central-client/sync.client.ts'
import { createSignedReference, type ReferenceParts, readDocument } from '../reference/signed-reference.ts'
import type { DuplicatesDocument } from '../wire/duplicates.wire.ts'
import { createFilterFetch, type FetchParts } from './fetch-filter.ts'
import type { FilterFile } from './filter-file.ts'
import { keysOfPerson } from './keys-of-person.ts'
import { readDuplicates } from './read-document.ts'
import type { SealedPeople } from './sealed-people.ts'

export const DUPLICATES = 'duplicates'

/** What a counter knows of people by itself. */
export interface KnownPeople extends KnownPersonPort {
  /** One round of bringing the filter up to date, for the sync engine: what it raises is counted there, and what it fetched stays. */
  pull(client: SyncClient, signal?: AbortSignal): Promise<void>
}

export interface KnownPeopleParts {
  readonly reference: ReferenceParts
  readonly filter: FilterFile
  readonly fetch: Pick<FetchParts, 'dir' | 'client' | 'nowMs' | 'roundMs'>
  readonly sealed: SealedPeople
  readonly log: Logger
}

export function createKnownPeople(parts: KnownPeopleParts): KnownPeople {
  const { filter, sealed, log } = parts
  const { references, signingKey } = parts.reference
  const reference = createSignedReference(DUPLICATES, readDuplicates, parts.reference)
  const fetch = createFilterFetch(parts.fetch)

  const wanted = async () => {
    const row = references.get(DUPLICATES)
    if (!row || !signingKey) return null
    return { jws: row.document, document: await readDocument(row.document, signingKey, readDuplicates) }
  }
  return {
    async look(person) {
      try {
        const sealedHere = sealed.newestOf(person)
        if (sealedHere) return sealedHere
        const inForce = await filter.current()
        return inForce && keysOfPerson(person).some((key) => inForce.has(key))
          ? { kind: 'maybe-account' }
          : { kind: 'unknown' }
      } catch (thrown) {
        log.warn({ code: toFault(thrown).code }, 'nobody could be looked up')
        return { kind: 'unknown' }
      }
    },
    async pull(client, signal) {
      if (!(await isOffered(() => reference.pull(client, signal)))) return
      const next = await wanted()
      if (!next) return
      const inForce = await filter.current()
      if (isNewer(next.document, inForce?.document ?? null)) {
        const fetched = await fetch(next.document, next.jws, signal)
        if (fetched === 'more') return
        log.info({ version: next.document.version, count: next.document.count }, 'filter of duplicates in force')
      }
      const now = await filter.current()
      if (now) sealed.settle(now.document.asOfMs)
    },
  }
}

/** A central of an earlier version has no filter, nor one without accounts; a station that people use by themselves gets none. */
async function isOffered(pull: () => Promise<boolean>): Promise<boolean> {
  try {
    await pull()
    return true
  } catch (thrown) {
    if (thrown instanceof Fault && (thrown.code === 'NOT_FOUND' || thrown.code === 'NOT_ALLOWED')) return false
    throw thrown
  }
}

/** The database may be older than the file, when it was restored: a filter never goes back. Raises REFERENCE_INVALID then. */
function isNewer(next: DuplicatesDocument, inForce: DuplicatesDocument | null): boolean {
  if (!inForce) return true
  if (next.version < inForce.version) {
    const details = { name: DUPLICATES, reason: 'older', version: next.version, kept: inForce.version }
    throw new Fault('REFERENCE_INVALID', details)
  }
  return next.version > inForce.version || next.sha256 !== inForce.sha256
}
