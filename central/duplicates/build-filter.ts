import { createHash, randomBytes } from 'node:crypto'
import { setImmediate } from 'node:timers/promises'
import { addMarks, BLOCK_BYTES, blocksFor } from '../../data/wire/person-filter.ts'
import { MARK_BYTES, MARK_KEY_BYTES, markPads } from '../../data/wire/person-mark.ts'
import type { Clock } from '../../flows/base/clock.ts'
import type { Database, Sql } from '../db/pool.ts'
import type { DuplicateSettings } from './duplicate-settings.ts'
import {
  CHUNK_BYTES,
  countKeys,
  type Epoch,
  type FilterRow,
  insertEpoch,
  insertFilter,
  newestEpoch,
  newestFilter,
} from './filter.repo.ts'
import { markedPages } from './marked-pages.ts'

/** Any constant will do, as long as every central on the database takes the same: "mark" in ASCII. */
const ADVISORY_LOCK = 0x6d61726b

/** `busy`: another central makes it now. `fresh`: none is due. `stopped`: central closes. */
export type BuildResult = 'built' | 'fresh' | 'busy' | 'stopped'

/**
 * Makes the next version of the filter when one is due, once among all centrals on the database. Memory: the filter itself (1.25 bytes a key) and one page. Raises what the
 * database raises; nothing is kept of a filter that was not finished.
 */
export async function buildFilter(
  parts: { readonly database: Database; readonly clock: Clock; readonly settings: DuplicateSettings },
  signal?: AbortSignal,
): Promise<BuildResult> {
  const { database, clock, settings } = parts
  const client = await database.pool.connect()
  let broken: Error | undefined
  const onBroken = (error: Error) => {
    broken = error
  }
  client.on('error', onBroken)
  try {
    const { rows } = await client.query<{ mine: boolean }>('select pg_try_advisory_lock($1) as mine', [ADVISORY_LOCK])
    if (!rows[0]?.mine) return 'busy'
    try {
      return await build({ sql: client, database, clock, settings }, signal)
    } finally {
      await client.query('select pg_advisory_unlock($1)', [ADVISORY_LOCK])
    }
  } catch (error) {
    // The lock goes with its connection; a pooled one must not keep it.
    broken ??= error as Error
    throw error
  } finally {
    client.off('error', onBroken)
    client.release(broken)
  }
}

async function build(
  parts: {
    readonly sql: Sql
    readonly database: Database
    readonly clock: Clock
    readonly settings: DuplicateSettings
  },
  signal: AbortSignal | undefined,
): Promise<BuildResult> {
  const { sql, database, clock, settings } = parts
  const asOfMs = clock.now()
  const [before, keys] = [await newestFilter(sql), await countKeys(sql)]
  if (!isDue(before, keys, asOfMs, settings)) return 'fresh'
  const known = await newestEpoch(sql)
  const isOld = known === null || asOfMs - known.startedAtMs >= settings.epochLifeMs
  const epoch: Epoch = isOld
    ? { epoch: (known?.epoch ?? 0) + 1, markKey: randomBytes(MARK_KEY_BYTES), startedAtMs: asOfMs }
    : known
  const blocks = blocksFor(keys)
  const bytes = new Uint8Array(blocks * BLOCK_BYTES)
  let count = 0
  for await (const marks of markedPages(sql, markPads(epoch.markKey), settings.pageSize)) {
    if (signal?.aborted) return 'stopped'
    addMarks(bytes, marks)
    count += marks.length / MARK_BYTES
  }
  const sha256 = await hashOf(bytes)
  const version = (before?.version ?? 0) + 1
  const filter: FilterRow = { version, epoch: epoch.epoch, blocks, count, asOfMs, builtAtMs: clock.now(), sha256 }
  await database.transaction(async (transaction) => {
    if (isOld) await insertEpoch(transaction, epoch)
    await insertFilter(transaction, filter, bytes)
  })
  return 'built'
}

/** Piece by piece, with room between for whoever waits: in one go it would hold them up for 30 ms. */
async function hashOf(bytes: Uint8Array): Promise<Buffer> {
  const hash = createHash('sha256')
  for (let at = 0; at < bytes.length; at += CHUNK_BYTES) {
    hash.update(bytes.subarray(at, at + CHUNK_BYTES))
    await setImmediate()
  }
  return hash.digest()
}

/** Pure: whether the filter there is knows too little by now. */
export function isDue(
  before: Pick<FilterRow, 'count' | 'asOfMs'> | null,
  keys: number,
  nowMs: number,
  { maxAgeMs, growth }: Pick<DuplicateSettings, 'maxAgeMs' | 'growth'>,
): boolean {
  if (!before) return keys > 0
  if (keys > before.count * (1 + growth)) return true
  // A clock that was set back must not hold it up for ever.
  const ageMs = Math.abs(nowMs - before.asOfMs)
  return keys !== before.count && ageMs >= maxAgeMs
}
