import type { Store } from './open-store.ts'

/** A signed document central sent, as it came. */
export interface ReferenceRow {
  readonly name: string
  readonly version: number
  readonly etag: string | null
  readonly document: string
  readonly receivedAtMs: number
}

export interface ReferenceRepo {
  get(name: string): ReferenceRow | null
  /** Keeps the newest: an older version than the one kept changes nothing. */
  put(row: ReferenceRow): void
}

export function createReferenceRepo(store: Store): ReferenceRepo {
  const select = store.db.prepare<[string], ReferenceRow>(
    'SELECT name, version, etag, document, received_at_ms AS receivedAtMs FROM reference WHERE name = ?',
  )
  const upsert = store.db.prepare(
    `INSERT INTO reference (name, version, etag, document, received_at_ms) VALUES (@name, @version, @etag, @document, @receivedAtMs)
     ON CONFLICT (name) DO UPDATE SET version = excluded.version, etag = excluded.etag, document = excluded.document,
       received_at_ms = excluded.received_at_ms WHERE excluded.version >= reference.version`,
  )
  return {
    get: (name) => store.read(() => select.get(name) ?? null),
    put: (row) => store.read(() => void upsert.run(row)),
  }
}
