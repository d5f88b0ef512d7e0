import { readdirSync } from 'node:fs'
import { cp, mkdtemp, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pino } from 'pino'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { migrate } from '../db/migrate.ts'
import { type Database, openDatabase } from '../db/pool.ts'
import { SERVER_KINDS, type TestServer } from './servers.ts'

const SHIPPED = join(import.meta.dirname, '../db/migrations')
const LAST = readdirSync(SHIPPED).filter((name) => name.endsWith('.sql')).length
const VERSIONS = Array.from({ length: LAST }, (_, at) => at + 1)
const scriptName = (version: number, name: string) => `${String(version).padStart(4, '0')}_${name}.sql`
const log = pino({ level: 'silent' })

for (const kind of SERVER_KINDS) {
  describe.skipIf(kind.missing !== null)(
    `migrations (${kind.name}${kind.missing === null ? '' : `, not run because ${kind.missing}`})`,
    () => {
      let server: TestServer
      const folders: string[] = []
      const databases: Database[] = []
      beforeAll(async () => {
        server = await kind.start()
      })
      afterAll(async () => {
        await Promise.all(databases.map((database) => database.close()))
        await server.stop()
        await Promise.all(folders.map((folder) => rm(folder, { recursive: true, force: true })))
      })
      const newDatabase = async () => {
        const database = await openDatabase(await server.newDatabase(), log)
        databases.push(database)
        return database
      }
      const copy = async () => {
        const folder = await mkdtemp(join(tmpdir(), 'central-sql-'))
        folders.push(folder)
        await cp(SHIPPED, folder, { recursive: true })
        return folder
      }

      test('are applied once, also when several centrals start together', async () => {
        const database = await newDatabase()
        const applied = await Promise.all([1, 2, 3].map(() => migrate(database, SHIPPED)))
        expect(applied.filter((versions) => versions.length > 0)).toEqual([VERSIONS])
        expect(await migrate(database, SHIPPED)).toEqual([])
      })

      test('an edited script, a newer database and a hole are refused', async () => {
        const database = await newDatabase()
        const folder = await copy()
        await migrate(database, folder)
        await writeFile(join(folder, scriptName(LAST + 1, 'more')), 'create table more (id integer)')
        expect(await migrate(database, folder)).toEqual([LAST + 1])
        await expect(migrate(database, SHIPPED)).rejects.toMatchObject({
          code: 'STORE_NEWER',
          details: { version: LAST + 1, known: LAST },
        })
        await writeFile(join(folder, scriptName(LAST + 1, 'more')), 'create table more (id bigint)')
        await expect(migrate(database, folder)).rejects.toMatchObject({
          code: 'STORE_MIGRATION_EDITED',
          details: { name: scriptName(LAST + 1, 'more') },
        })
        await rename(join(folder, scriptName(LAST + 1, 'more')), join(folder, scriptName(LAST + 2, 'more')))
        await expect(migrate(database, folder)).rejects.toMatchObject({
          code: 'STORE_MIGRATION_GAP',
          details: { expected: LAST + 1 },
        })
      })

      test('a script that fails leaves nothing of itself', async () => {
        const database = await newDatabase()
        const folder = await copy()
        await writeFile(join(folder, scriptName(LAST + 1, 'bad')), 'create table half (id integer); select 1 / 0')
        await expect(migrate(database, folder)).rejects.toMatchObject({ code: '22012' })
        const { rows } = await database.pool.query(
          "select to_regclass('half') as half, to_regclass('station') as station",
        )
        expect(rows).toEqual([{ half: null, station: null }])
        expect(await migrate(database, SHIPPED)).toHaveLength(LAST)
      })

      test('a database that is not there', async () => {
        const url = new URL(await server.newDatabase())
        url.pathname = '/nowhere'
        await expect(openDatabase(url.href, log)).rejects.toMatchObject({
          code: 'DATABASE_UNAVAILABLE',
          details: { reason: 'connect' },
        })
      })
    },
  )
}
