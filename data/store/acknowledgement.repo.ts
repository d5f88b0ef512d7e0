import type { Store } from './open-store.ts'

/** Central's signed words on packets, kept for good: proof of receipt and decision after the personal data is erased. */
export interface AcknowledgementRepo {
  /** Keeps the first of each state; a repeat is harmless. */
  keep(sequence: number, state: string, atMs: number, jws: string): void
  of(sequence: number): readonly { readonly state: string; readonly atMs: number; readonly jws: string }[]
}

export function createAcknowledgementRepo(store: Store): AcknowledgementRepo {
  const insert = store.db.prepare(
    'INSERT INTO acknowledgement (sequence, state, at_ms, jws) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING',
  )
  const select = store.db.prepare<[number], { state: string; atMs: number; jws: string }>(
    'SELECT state, at_ms AS atMs, jws FROM acknowledgement WHERE sequence = ? ORDER BY at_ms, state',
  )
  return {
    keep: (sequence, state, atMs, jws) => store.read(() => void insert.run(sequence, state, atMs, jws)),
    of: (sequence) => store.read(() => select.all(sequence)),
  }
}
