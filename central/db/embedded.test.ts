import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmod, mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterEach, describe, expect, test } from 'vitest'
import { startEmbeddedPostgres } from './embedded.ts'
import { isAlive, readPostmasterPid } from './embedded-leftover.ts'
import { chooseLaunch, firstClosedFolder } from './embedded-user.ts'

const isRoot = process.getuid?.() === 0
const undo: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const step of undo.splice(0).reverse()) await step()
})

async function newFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'central-pg-'))
  undo.push(() => rm(folder, { recursive: true, force: true }))
  return folder
}

async function startIn(folder: string) {
  const server = await startEmbeddedPostgres(folder)
  undo.push(() => server.stop())
  return server
}

async function ask<T extends pg.QueryResultRow>(url: string, sql: string): Promise<T> {
  const client = new pg.Client({ connectionString: url })
  try {
    await client.connect()
    const { rows } = await client.query<T>(sql)
    return rows[0]!
  } finally {
    await client.end()
  }
}

describe('the embedded database', () => {
  test('listens on loopback only, flushes, keeps its password to itself, and keeps data between runs', async () => {
    const folder = await newFolder()
    const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'].map((name) => process.listenerCount(name))
    const server = await startIn(folder)
    expect(['SIGINT', 'SIGTERM', 'SIGHUP'].map((name) => process.listenerCount(name))).toEqual(signals)
    const settings = await ask(
      server.url,
      `select current_setting('listen_addresses') as listen, current_setting('fsync') as fsync,
        current_setting('synchronous_commit') as commit, current_setting('unix_socket_directories') as sockets,
        current_setting('password_encryption') as password`,
    )
    expect(settings).toEqual({ listen: '127.0.0.1', fsync: 'on', commit: 'on', sockets: '', password: 'scram-sha-256' })
    expect((await stat(join(folder, 'postgres.password'))).mode & 0o777).toBe(0o600)
    expect((await stat(join(folder, 'postgres.log'))).mode & 0o777).toBe(0o600)
    const stranger = new URL(server.url)
    stranger.password = 'guess'
    await expect(ask(stranger.href, 'select 1')).rejects.toMatchObject({ code: '28P01' })
    await ask(server.url, 'create table kept (id integer)')
    const pid = await readPostmasterPid(join(folder, 'postgres'))
    await Promise.all([server.stop(), server.stop()])
    expect(pid !== null && isAlive(pid)).toBe(false)
    const again = await startIn(folder)
    expect(await ask(again.url, 'select count(*)::int as rows from kept')).toEqual({ rows: 0 })
  })

  test('writes no values of a failing statement into its log', async () => {
    const folder = await newFolder()
    const server = await startIn(folder)
    await ask(server.url, 'create table person (number text primary key)')
    await ask(server.url, "insert into person values ('046204001234')")
    await expect(ask(server.url, "insert into person values ('046204001234')")).rejects.toMatchObject({ code: '23505' })
    const log = await readFile(join(folder, 'postgres.log'), 'utf8')
    expect(log).toContain('duplicate key')
    expect(log).not.toContain('046204001234')
  })

  test('stop settles when the database died before', async () => {
    const folder = await newFolder()
    const server = await startIn(folder)
    const pid = await readPostmasterPid(join(folder, 'postgres'))
    process.kill(pid!, 'SIGKILL')
    await server.stop()
    // The children of a killed postmaster notice by themselves; the next start recovers.
    const again = await startIn(folder)
    expect(await ask(again.url, 'select 1 as one')).toEqual({ one: 1 })
  })

  test('a lock file whose process id now belongs to something else is in nobody’s way', async () => {
    const folder = await newFolder()
    await (await startIn(folder)).stop()
    const innocent = spawn('sleep', ['60'])
    undo.push(async () => {
      innocent.kill()
      await once(innocent, 'exit')
    })
    await writeFile(join(folder, 'postgres', 'postmaster.pid'), `${innocent.pid}\n/elsewhere\n`)
    const again = await startIn(folder)
    expect(await ask(again.url, 'select 1 as one')).toEqual({ one: 1 })
    expect(isAlive(innocent.pid!)).toBe(true)
  })

  test('an interrupted first start leaves nothing half made', async () => {
    const folder = await newFolder()
    await mkdir(join(folder, 'postgres.new'))
    await writeFile(join(folder, 'postgres.new', 'PG_VERSION'), '18')
    expect(await ask((await startIn(folder)).url, 'select 1 as one')).toEqual({ one: 1 })
  })

  test.skipIf(!isRoot)('below a folder that only root may enter it works (needs root)', async () => {
    const parent = await newFolder()
    await chmod(parent, 0o700)
    const folder = join(parent, 'central')
    const server = await startIn(folder)
    expect(await ask(server.url, 'select 1 as one')).toEqual({ one: 1 })
    expect((await stat(parent)).mode & 0o777).toBe(0o700)
    const { uid } = await stat(join(folder, 'postgres'))
    expect(uid).not.toBe(0)
    expect(await chooseLaunch(join(folder, 'postgres'), [join(folder, 'postgres')])).toMatchObject({ user: null })
    expect(await firstClosedFolder([join(folder, 'postgres')], { uid, gid: uid })).toBe(parent)
  })
})
