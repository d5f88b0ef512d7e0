import type { Store } from './open-store.ts'

/** Marks of people for whom this station sealed packets, and in which. */
export interface SealedPersonRepo {
  add(mark: number, sequence: number): void
  /** Sequences of the packets sealed under a mark, the newest first. */
  sequencesOf(mark: number): readonly number[]
  /** Every sequence that is remembered, ascending. */
  sequences(): readonly number[]
  forget(sequence: number): void
}

export function createSealedPersonRepo(store: Store): SealedPersonRepo {
  const { db } = store
  const add = db.prepare('INSERT OR IGNORE INTO sealed_person (mark, sequence) VALUES (?, ?)')
  const ofMark = db
    .prepare<[number], number>('SELECT sequence FROM sealed_person WHERE mark = ? ORDER BY sequence DESC')
    .pluck()
  const all = db.prepare<[], number>('SELECT DISTINCT sequence FROM sealed_person ORDER BY sequence').pluck()
  const forget = db.prepare('DELETE FROM sealed_person WHERE sequence = ?')
  return {
    add: (mark, sequence) => store.read(() => void add.run(mark, sequence)),
    sequencesOf: (mark) => store.read(() => ofMark.all(mark)),
    sequences: () => store.read(() => all.all()),
    forget: (sequence) => store.read(() => void forget.run(sequence)),
  }
}
