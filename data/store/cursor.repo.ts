import type { Store } from './open-store.ts'

/** How far each pulled stream was read. */
export interface CursorRepo {
  get(name: string): number
  /** Moves forward only: a slower process that applied an older page must not take it back. */
  advance(name: string, to: number): void
}

export function createCursorRepo(store: Store): CursorRepo {
  const select = store.db.prepare<[string], { value: number }>('SELECT value FROM cursor WHERE name = ?')
  const upsert = store.db.prepare(
    'INSERT INTO cursor (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = max(value, excluded.value)',
  )
  return {
    get: (name) => store.read(() => select.get(name)?.value ?? 0),
    advance: (name, to) => store.read(() => void upsert.run(name, to)),
  }
}
