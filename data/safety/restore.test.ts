import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { backupCopies } from './backup-copies.ts'
import { restoreStore } from './restore.ts'
import type { SafePlaces } from './safe-places.ts'
import { enrol, openSafeBed, type SafeBed } from './testing/safe-bed.ts'

let root: string
let parts: SafeBed['parts']
let places: SafePlaces

/** A store with one packet and one copy of it; then its file is noise. */
beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), 'restore-'))
  const bed = openSafeBed(join(root, 'station'))
  enrol(bed)
  await bed.keep()
  await bed.backup()
  parts = bed.parts
  places = bed.places
  bed.close()
  for (const end of ['', '-wal', '-shm']) rmSync(`${places.db}${end}`, { force: true })
  writeFileSync(places.db, 'noise')
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

test('what an earlier restoring left, cut off by a power cut, is not mixed into this one', () => {
  const [copy] = backupCopies(places.backup)
  const left = join(places.dir, 'station-restoring.db')
  copyFileSync(copy?.path ?? '', left)
  const half = new Database(left)
  half.pragma('journal_mode = WAL')
  half.exec('CREATE TABLE half_done (one INTEGER)')
  // As the power cut leaves it: closing would fold it in.
  copyFileSync(`${left}-wal`, join(root, 'wal'))
  half.close()
  copyFileSync(join(root, 'wal'), `${left}-wal`)
  expect(restoreStore(parts, 'noise')).toMatchObject({ copy: copy?.name })
  const restored = new Database(places.db, { readonly: true })
  expect(restored.prepare("SELECT name FROM sqlite_schema WHERE name = 'half_done'").all()).toEqual([])
  restored.close()
})

test('a copy that only another version of the program can read is not called lost', () => {
  const older = join(root, 'migrations')
  mkdirSync(older)
  const [first = ''] = readdirSync(parts.migrationsDir).sort()
  copyFileSync(join(parts.migrationsDir, first), join(older, first))
  expect(() => restoreStore({ ...parts, migrationsDir: older }, 'noise')).toThrow(
    expect.objectContaining({ code: 'STORE_NEWER' }),
  )
  expect(readdirSync(places.dir)).not.toContain('damaged')
})
