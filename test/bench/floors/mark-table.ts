import { statSync } from 'node:fs'
import Database from 'better-sqlite3'

/** Rows of one statement that fills the table. */
const AT_ONCE = 100_000

/** The plain way to keep marks: a table of 16 bytes each, with nothing of ours. */
export interface MarkTable {
  readonly sizeBytes: number
  has(mark: Uint8Array): boolean
  close(): void
}

/** Makes the table at `path` out of marks that lie one after the other; filled in their order, so that its pages are full. */
export function makeMarkTable(path: string, marks: Uint8Array, markBytes: number): MarkTable {
  const db = new Database(path)
  db.pragma('journal_mode = OFF')
  db.pragma('synchronous = OFF')
  db.pragma('cache_size = -65536')
  db.exec('CREATE TEMP TABLE unsorted (mark BLOB); CREATE TABLE person (mark BLOB PRIMARY KEY) WITHOUT ROWID')
  const insert = db.prepare('INSERT INTO unsorted VALUES (?)')
  const fill = db.transaction((from: number, to: number) => {
    for (let at = from; at < to; at += markBytes) insert.run(marks.subarray(at, at + markBytes))
  })
  for (let at = 0; at < marks.length; at += AT_ONCE * markBytes) {
    fill(at, Math.min(marks.length, at + AT_ONCE * markBytes))
  }
  db.exec('INSERT OR IGNORE INTO person SELECT mark FROM unsorted ORDER BY mark; DROP TABLE unsorted')
  db.close()
  const opened = new Database(path, { readonly: true })
  // As much as the station's store may take (data/store/open-store.ts).
  opened.pragma('cache_size = -4096')
  const select = opened.prepare<[Uint8Array], number>('SELECT 1 FROM person WHERE mark = ?').pluck()
  return {
    sizeBytes: statSync(path).size,
    has: (mark) => select.get(mark) === 1,
    close: () => void opened.close(),
  }
}
