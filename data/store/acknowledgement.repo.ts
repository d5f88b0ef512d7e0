import type { Store } from './open-store.ts'

/** What central said of one packet. */
export interface KeptAcknowledgement {
  readonly sequence: number
  readonly state: string
  readonly atMs: number
}

/** Central's signed words on packets, kept for good: proof of receipt and decision after the personal data is erased. */
export interface AcknowledgementRepo {
  /** Keeps the text once for all packets it speaks of. The first of each packet and state stays; a text with nothing new is not kept. Called inside a transaction. */
  keep(said: readonly KeptAcknowledgement[], jws: string): void
  of(sequence: number): readonly { readonly state: string; readonly atMs: number; readonly jws: string }[]
}

export function createAcknowledgementRepo(store: Store): AcknowledgementRepo {
  const insertWord = store.db.prepare('INSERT INTO signed_word (jws) VALUES (?)')
  const removeWord = store.db.prepare('DELETE FROM signed_word WHERE word_id = ?')
  const insert = store.db.prepare(
    'INSERT INTO acknowledgement (sequence, state, at_ms, word_id) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING',
  )
  const select = store.db.prepare<[number], { state: string; atMs: number; jws: string }>(
    `SELECT a.state, a.at_ms AS atMs, w.jws FROM acknowledgement a JOIN signed_word w USING (word_id)
     WHERE a.sequence = ? ORDER BY a.at_ms, a.state`,
  )
  return {
    keep: (said, jws) =>
      store.read(() => {
        if (said.length === 0) return
        const wordId = insertWord.run(jws).lastInsertRowid
        let fresh = 0
        for (const { sequence, state, atMs } of said) fresh += insert.run(sequence, state, atMs, wordId).changes
        if (fresh === 0) removeWord.run(wordId)
      }),
    of: (sequence) => store.read(() => select.all(sequence)),
  }
}
