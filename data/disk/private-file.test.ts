import { spawnSync } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { systemClock } from '../../flows/base/clock.ts'
import { openStore } from '../store/open-store.ts'
import { createEngineLock } from '../sync/engine-lock.ts'
import { MIGRATIONS } from '../testing/station-fixture.ts'
import { keepDatabasePrivate, keepFolderPrivate } from './private-file.ts'

let dir: string
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'private-'))
})
afterEach(() => rmSync(dir, { recursive: true, force: true }))

const modeOf = (path: string) => statSync(path).mode & 0o777

describe.skipIf(process.platform === 'win32')('files for the station’s user alone (needs file modes)', () => {
  test('a new store, and what SQLite makes beside it', () => {
    const path = join(dir, 'station.db')
    const store = openStore({ path, migrationsDir: MIGRATIONS, clock: systemClock })
    store.write(() => store.db.exec('CREATE TABLE t (a)'))
    const modes = ['', '-wal', '-shm'].map((end) => modeOf(`${path}${end}`))
    store.close()
    expect(modes).toEqual([0o600, 0o600, 0o600])
  })

  test('a store of an earlier version, with the log a power cut left beside it', () => {
    const path = join(dir, 'station.db')
    const other = openStore({ path, migrationsDir: MIGRATIONS, clock: systemClock })
    other.write(() => other.db.exec('CREATE TABLE t (a)'))
    const files = ['', '-wal', '-shm'].map((end) => `${path}${end}`)
    for (const file of files) chmodSync(file, 0o644)
    const store = openStore({ path, migrationsDir: MIGRATIONS, clock: systemClock })
    const modes = files.map(modeOf)
    store.close()
    other.close()
    expect(modes).toEqual([0o600, 0o600, 0o600])
  })

  test('trap: locks that this process holds on a database stay, however often it is looked at', () => {
    const path = join(dir, 'one.lock')
    const letGo = createEngineLock(path).acquire()
    keepDatabasePrivate(path)
    // Within one process SQLite knows of its own locks; only another one asks the operating system.
    const program = `new (require('better-sqlite3'))(process.argv[1], { timeout: 0 }).exec('BEGIN IMMEDIATE')`
    const elsewhere = () => spawnSync(process.execPath, ['-e', program, path], { encoding: 'utf8' })
    expect(elsewhere().stderr).toContain('database is locked')
    letGo?.()
    expect(elsewhere().status).toBe(0)
    expect(modeOf(path)).toBe(0o600)
  })

  test('a whole folder; links are not followed, other folders not entered by them', () => {
    const outside = join(dir, 'outside')
    const inside = join(dir, 'inside')
    mkdirSync(join(inside, 'backup'), { recursive: true })
    mkdirSync(outside)
    const theirs = join(outside, 'theirs')
    const ours = [join(inside, 'a'), join(inside, 'backup', 'b')]
    for (const path of [theirs, ...ours]) {
      writeFileSync(path, 'x')
      chmodSync(path, 0o664)
    }
    symlinkSync(theirs, join(inside, 'link'))
    symlinkSync(outside, join(inside, 'folder'))
    keepFolderPrivate(inside)
    expect(ours.map(modeOf)).toEqual([0o600, 0o600])
    expect(modeOf(theirs)).toBe(0o664)
  })

  test('what is not there is made only as a database, and nothing is raised', () => {
    keepFolderPrivate(join(dir, 'nowhere'))
    keepDatabasePrivate(join(dir, 'nowhere', 'x.db'))
    keepDatabasePrivate(join(dir, 'new.db'))
    expect(statSync(join(dir, 'new.db')).size).toBe(0)
  })
})
