import type { Store } from './open-store.ts'

export interface UnfinishedRow {
  readonly savedAtMs: number
  readonly sealed: Uint8Array
}

/** Unfinished registrations, one an officer, as bytes that say nothing here. */
export interface UnfinishedRepo {
  get(staffId: string): UnfinishedRow | null
  put(staffId: string, row: UnfinishedRow): void
  /** Overwritten where it lay (secure_delete). */
  remove(staffId: string): void
  /** Removes those saved before, and those of a time to come: a clock that was wrong keeps nobody's answers for years. */
  removeOutside(fromMs: number, toMs: number): void
}

export function createUnfinishedRepo(store: Store): UnfinishedRepo {
  const { db } = store
  const get = db.prepare<[string], { saved_at_ms: number; sealed: Buffer }>(
    'SELECT saved_at_ms, sealed FROM unfinished WHERE staff_id = ?',
  )
  const put = db.prepare(
    `INSERT INTO unfinished (staff_id, saved_at_ms, sealed) VALUES (?, ?, ?)
     ON CONFLICT (staff_id) DO UPDATE SET saved_at_ms = excluded.saved_at_ms, sealed = excluded.sealed`,
  )
  const remove = db.prepare('DELETE FROM unfinished WHERE staff_id = ?')
  const removeOutside = db.prepare('DELETE FROM unfinished WHERE saved_at_ms < ? OR saved_at_ms > ?')
  return {
    get: (staffId) =>
      store.read(() => {
        const row = get.get(staffId)
        return row ? { savedAtMs: row.saved_at_ms, sealed: row.sealed } : null
      }),
    put: (staffId, row) => store.write(() => void put.run(staffId, row.savedAtMs, row.sealed)),
    remove: (staffId) => store.write(() => void remove.run(staffId)),
    removeOutside: (fromMs, toMs) => store.write(() => void removeOutside.run(fromMs, toMs)),
  }
}
