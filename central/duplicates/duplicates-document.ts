import { CompactEncrypt } from 'jose'
import type { DuplicatesDocument } from '../../data/wire/duplicates.wire.ts'
import { BITS_PER_KEY, BLOCK_BYTES } from '../../data/wire/person-filter.ts'
import { Fault } from '../../flows/base/fault.ts'
import type { Sql } from '../db/pool.ts'
import type { Station } from '../stations/station.repo.ts'
import { findEpoch, newestFilter } from './filter.repo.ts'

/**
 * Which filter is in force, with its key sealed to the station that asks: a copy of the filter or of the station's database is no use without the station's key. Raises NOT_ALLOWED
 * for a machine people use by themselves, which tells nobody of accounts and has no use for it; NOT_FOUND before there is a filter.
 */
export async function duplicatesDocument(sql: Sql, station: Station): Promise<DuplicatesDocument> {
  if (station.kind !== 'assisted') throw new Fault('NOT_ALLOWED')
  const filter = await newestFilter(sql)
  const epoch = filter && (await findEpoch(sql, filter.epoch))
  if (!filter || !epoch) throw new Fault('NOT_FOUND')
  return {
    typ: 'reference',
    name: 'duplicates',
    version: filter.version,
    issuedAtMs: filter.builtAtMs,
    asOfMs: filter.asOfMs,
    epoch: filter.epoch,
    bitsPerKey: BITS_PER_KEY,
    blocks: filter.blocks,
    count: filter.count,
    sha256: filter.sha256.toString('base64url'),
    sizeBytes: filter.blocks * BLOCK_BYTES,
    sealedKey: await new CompactEncrypt(epoch.markKey)
      .setProtectedHeader({ alg: 'ECDH-ES', enc: 'A256GCM', kid: station.keyId })
      .encrypt(station.publicKey),
  }
}
