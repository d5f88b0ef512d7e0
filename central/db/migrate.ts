import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Fault } from '../../flows/base/fault.ts'
import type { Database, Sql } from './pool.ts'

/** Any constant will do, as long as every central on the database takes the same: "motc" in ASCII. */
const ADVISORY_LOCK = 0x6d6f7463
const FILE_NAME = /^(\d{4})_[a-z0-9-]+\.sql$/

interface Script {
  readonly version: number
  readonly name: string
  readonly text: string
  readonly checksum: string
}

/**
 * Brings the database to the newest script of the folder (NNNN_name.sql, from 0001 without gaps), forward only, under an advisory lock.
 * Script, checksum and version row commit together. Gives the versions applied now.
 * Raises STORE_MIGRATION_GAP, STORE_MIGRATION_EDITED (details.name), STORE_NEWER (details.version).
 */
export async function migrate(database: Database, migrationsDir: string): Promise<readonly number[]> {
  const scripts = await readScripts(migrationsDir)
  return database.transaction(async (sql) => {
    await sql.query('select pg_advisory_xact_lock($1)', [ADVISORY_LOCK])
    await sql.query(`create table if not exists schema_migration (
      version integer primary key, name text not null, checksum text not null, applied_at timestamptz not null default now())`)
    const done = await checkApplied(sql, scripts)
    const applied: number[] = []
    for (const script of scripts.slice(done)) {
      await sql.query(script.text)
      await sql.query('insert into schema_migration (version, name, checksum) values ($1, $2, $3)', [
        script.version,
        script.name,
        script.checksum,
      ])
      applied.push(script.version)
    }
    return applied
  })
}

async function readScripts(folder: string): Promise<readonly Script[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.sql')).sort()
  const scripts: Script[] = []
  for (const [at, name] of names.entries()) {
    const version = Number(FILE_NAME.exec(name)?.[1] ?? Number.NaN)
    if (version !== at + 1) throw new Fault('STORE_MIGRATION_GAP', { name, expected: at + 1 })
    const text = await readFile(join(folder, name), 'utf8')
    scripts.push({ version, name, text, checksum: createHash('sha256').update(text).digest('hex') })
  }
  return scripts
}

/** Gives how many scripts the database has; all of them must be ours, unchanged. */
async function checkApplied(sql: Sql, scripts: readonly Script[]): Promise<number> {
  const { rows } = await sql.query<{ version: number; checksum: string }>(
    'select version, checksum from schema_migration order by version',
  )
  for (const [at, row] of rows.entries()) {
    const script = scripts[at]
    if (row.version !== at + 1) throw new Fault('STORE_MIGRATION_GAP', { expected: at + 1 })
    if (!script) throw new Fault('STORE_NEWER', { version: row.version, known: scripts.length })
    if (script.checksum !== row.checksum) throw new Fault('STORE_MIGRATION_EDITED', { name: script.name })
  }
  return rows.length
}
