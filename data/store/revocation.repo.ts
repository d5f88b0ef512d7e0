import type { RevocationCache } from '../pki/revocation-cache.ts'
import type { Store } from './open-store.ts'

/** Lists have some megabytes; a counter meets a dozen issuers. */
const BYTES_MAX = 96 * 1024 * 1024
const ENTRIES_MAX = 5_000

/** The cache as a table, with what is to be known of it without a key. */
export interface RevocationRepo extends RevocationCache {
  /** When the newest answer was kept; null without any. */
  newestKeptAtMs(): number | null
}

/** Revocation answers on disk: what was learnt with a line is known without one, in the next program too. Bounded; the oldest leave first. */
export function createRevocationRepo(store: Store, bytesMax = BYTES_MAX, entriesMax = ENTRIES_MAX): RevocationRepo {
  const select = store.db.prepare<[string], { bytes: Buffer; keptAtMs: number }>(
    'SELECT bytes, kept_at_ms AS keptAtMs FROM revocation_answer WHERE key = ?',
  )
  const upsert = store.db.prepare(
    `INSERT INTO revocation_answer (key, bytes, kept_at_ms) VALUES (?, ?, ?)
     ON CONFLICT (key) DO UPDATE SET bytes = excluded.bytes, kept_at_ms = excluded.kept_at_ms`,
  )
  const totals = store.db.prepare<[], { entries: number; bytes: number }>(
    'SELECT count(*) AS entries, coalesce(sum(length(bytes)), 0) AS bytes FROM revocation_answer',
  )
  const newest = store.db.prepare<[], number | null>('SELECT max(kept_at_ms) FROM revocation_answer').pluck()
  const dropOldest = store.db.prepare(
    'DELETE FROM revocation_answer WHERE key = (SELECT key FROM revocation_answer ORDER BY kept_at_ms, key LIMIT 1)',
  )
  const isTooMuch = () => {
    const { entries, bytes } = totals.get() ?? { entries: 0, bytes: 0 }
    return entries > entriesMax || bytes > bytesMax
  }
  return {
    newestKeptAtMs: () => store.read(() => newest.get() ?? null),
    async get(key) {
      const row = store.read(() => select.get(key))
      return row ? { bytes: new Uint8Array(row.bytes), keptAtMs: row.keptAtMs } : null
    },
    async put(key, { bytes, keptAtMs }) {
      store.write(() => {
        upsert.run(key, Buffer.from(bytes), Math.round(keptAtMs))
        while (isTooMuch()) dropOldest.run()
      })
    },
  }
}
