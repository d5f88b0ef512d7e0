import { generateKeyPairSync } from 'node:crypto'
import { statSync } from 'node:fs'
import Database from 'better-sqlite3'
import { CompactEncrypt, CompactSign } from 'jose'

/** What a save takes at the least: sign, seal, commit, one after the other, with nothing around them. */
export interface BareSave {
  /** Signs and seals the content; gives the compact JWE. */
  signAndSeal(content: string): Promise<string>
  /** Commits the bytes to one table; durable when it returns. */
  commit(body: Uint8Array): void
  /** Bytes of the database file with its write-ahead log folded in. */
  fileBytes(): number
  close(): void
}

/** Opens the floor on a new file: the product's durability (WAL, synchronous=FULL), one table, no index, no trigger, no log. */
export function openBareSave(path: string): BareSave {
  const db = new Database(path)
  db.pragma('journal_mode = WAL')
  db.pragma('synchronous = FULL')
  db.exec('CREATE TABLE packet (sequence INTEGER PRIMARY KEY, sealed BLOB NOT NULL) STRICT')
  const insert = db.prepare('INSERT INTO packet (sealed) VALUES (?)')
  const signingKey = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey
  const sealingKey = generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey
  const text = new TextEncoder()
  return {
    async signAndSeal(content) {
      const signed = await new CompactSign(text.encode(content)).setProtectedHeader({ alg: 'ES256' }).sign(signingKey)
      return new CompactEncrypt(text.encode(signed))
        .setProtectedHeader({ alg: 'ECDH-ES', enc: 'A256GCM' })
        .encrypt(sealingKey)
    },
    commit: (body) => void insert.run(body),
    fileBytes() {
      db.pragma('wal_checkpoint(TRUNCATE)')
      return statSync(path).size
    },
    close: () => void db.close(),
  }
}
