import { randomBytes } from 'node:crypto'
import Database from 'better-sqlite3'
import { v7 } from 'uuid'

/** Fills a new SQLite file with what floors/bare-client.ts carries: `count` packets with bodies of `sealedBytes` letters that do not compress. */
export function fillBareOutbox(path: string, count: number, sealedBytes: number): void {
  const db = new Database(path)
  db.pragma('journal_mode = WAL')
  db.exec(
    `CREATE TABLE outbox (sequence INTEGER PRIMARY KEY, packetId TEXT NOT NULL, previousHash TEXT NOT NULL, hash TEXT NOT NULL,
     sealed TEXT NOT NULL) STRICT`,
  )
  const insert = db.prepare('INSERT INTO outbox (packetId, previousHash, hash, sealed) VALUES (?, ?, ?, ?)')
  const hash = () => randomBytes(32).toString('base64url')
  const bodyBytes = Math.ceil((sealedBytes * 3) / 4)
  const fill = db.transaction(() => {
    for (let at = 0; at < count; at += 1) {
      insert.run(v7(), hash(), hash(), randomBytes(bodyBytes).toString('base64url').slice(0, sealedBytes))
    }
  })
  fill()
  db.close()
}
