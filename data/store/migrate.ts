import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Database } from 'better-sqlite3'
import type { Clock } from '../../flows/base/clock.ts'
import { Fault } from '../../flows/base/fault.ts'

interface Script {
  readonly version: number
  readonly name: string
  readonly sql: string
  readonly checksum: string
}

/**
 * Brings the store forward to the newest script of `migrationsDir` (files NNNN_name.sql). Each script commits together with its version and
 * checksum; two processes that start at once each find the other's work. With `readOnly` it only checks, and a store behind the scripts is
 * refused too. Raises STORE_NEWER, STORE_MIGRATION_EDITED, STORE_MIGRATION_GAP (details.version).
 */
export function migrate(db: Database, migrationsDir: string, clock: Clock, readOnly: boolean): void {
  const scripts = readScripts(migrationsDir)
  if (readOnly) {
    const applied = check(db, scripts)
    if (applied < scripts.length) throw new Fault('STORE_MIGRATION_GAP', { version: applied + 1 })
    return
  }
  for (let done = false; !done; ) done = db.transaction(() => applyNext(db, scripts, clock)).immediate()
}

function applyNext(db: Database, scripts: readonly Script[], clock: Clock): boolean {
  db.exec(`CREATE TABLE IF NOT EXISTS schema_migration (
    version INTEGER PRIMARY KEY, name TEXT NOT NULL, checksum TEXT NOT NULL, applied_at_ms INTEGER NOT NULL
  ) STRICT`)
  const next = scripts[check(db, scripts)]
  if (!next) return true
  db.exec(next.sql)
  db.prepare('INSERT INTO schema_migration (version, name, checksum, applied_at_ms) VALUES (?, ?, ?, ?)').run(
    next.version,
    next.name,
    next.checksum,
    clock.now(),
  )
  return false
}

/** Gives how many scripts the store has had, after comparing each with its file. */
function check(db: Database, scripts: readonly Script[]): number {
  const applied = db
    .prepare<[], { version: number; checksum: string }>(
      'SELECT version, checksum FROM schema_migration ORDER BY version',
    )
    .all()
  for (const [at, row] of applied.entries()) {
    if (row.version !== at + 1) throw new Fault('STORE_MIGRATION_GAP', { version: at + 1 })
    const script = scripts[at]
    if (!script) throw new Fault('STORE_NEWER', { version: row.version, known: scripts.length })
    if (script.checksum !== row.checksum) throw new Fault('STORE_MIGRATION_EDITED', { version: row.version })
  }
  return applied.length
}

function readScripts(migrationsDir: string): readonly Script[] {
  const names = readdirSync(migrationsDir)
    .filter((name) => /^\d{4}_[a-z0-9-]+\.sql$/.test(name))
    .sort()
  return names.map((name, at) => {
    const version = Number(name.slice(0, 4))
    if (version !== at + 1) throw new Fault('STORE_MIGRATION_GAP', { version: at + 1 })
    // A checkout may turn line ends; that is no edit.
    const sql = readFileSync(join(migrationsDir, name), 'utf8').replaceAll('\r\n', '\n')
    return { version, name, sql, checksum: createHash('sha256').update(sql).digest('hex') }
  })
}
