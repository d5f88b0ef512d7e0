import type { DuplicatesDocument } from '../../data/wire/duplicates.wire.ts'
import type { PolicyDocument, ReferenceReply, TrustDocument } from '../../data/wire/reference.wire.ts'
import { Fault } from '../../flows/base/fault.ts'
import type { Sql } from '../db/pool.ts'
import { duplicatesDocument } from '../duplicates/duplicates-document.ts'
import type { KeyPair } from '../keys/central-keys.ts'
import type { SignJws } from '../keys/jws.ts'
import type { Station } from '../stations/station.repo.ts'
import { currentPolicy } from './policy.repo.ts'
import { currentTrust } from './trust.repo.ts'

/** One document as it stands now; signed only when it is wanted. */
export interface ReferenceInForce {
  readonly etag: string
  signed(): ReferenceReply
}

/** Gives the document of that name for a station. Raises NOT_FOUND for a name there is none of. */
export type ReferenceDocuments = (name: string, station: Station) => Promise<ReferenceInForce>

export function createReferenceDocuments(parts: {
  readonly sql: Sql
  readonly signJws: SignJws
  readonly signing: Pick<KeyPair, 'keyId'>
}): ReferenceDocuments {
  return async (asked, station) => {
    const payload = await payloadOf(parts.sql, asked, station)
    const { name, version } = payload
    return {
      // With the key in it: a document signed by a new key is another document.
      etag: `"${name}-${version}-${parts.signing.keyId.slice(0, 8)}"`,
      signed: () => ({ name, version, document: parts.signJws(payload) }),
    }
  }
}

async function payloadOf(
  sql: Sql,
  name: string,
  station: Station,
): Promise<PolicyDocument | TrustDocument | DuplicatesDocument> {
  switch (name) {
    case 'policy': {
      const { version, issuedAtMs, policy } = await currentPolicy(sql)
      return { typ: 'reference', name, version, issuedAtMs, policy } as PolicyDocument
    }
    case 'trust': {
      const { version, issuedAtMs, content } = await currentTrust(sql)
      return { typ: 'reference', name, version, issuedAtMs, ...content }
    }
    case 'duplicates':
      return duplicatesDocument(sql, station)
    default:
      throw new Fault('NOT_FOUND')
  }
}
