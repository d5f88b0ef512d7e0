import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { startEmbeddedPostgres } from '../db/embedded.ts'

/** A database server of one test file; every world gets a database of its own on it. */
export interface TestServer {
  /** Makes an empty database and gives its address. */
  newDatabase(): Promise<string>
  stop(): Promise<void>
}

export interface ServerKind {
  readonly name: string
  /** Why it cannot be used here, or null. */
  readonly missing: string | null
  start(): Promise<TestServer>
}

const DEBIAN_BIN = process.env.MOTCUA_TEST_PG15_BIN ?? '/usr/lib/postgresql/15/bin'

/** The same suites run on the PostgreSQL inside the npm package and on Debian's PostgreSQL 15. */
export const SERVER_KINDS: readonly ServerKind[] = [
  { name: 'embedded PostgreSQL', missing: null, start: () => start(undefined) },
  {
    name: 'PostgreSQL 15 of Debian',
    missing: existsSync(join(DEBIAN_BIN, 'initdb')) ? null : `no initdb in ${DEBIAN_BIN}`,
    start: () => start({ postgres: join(DEBIAN_BIN, 'postgres'), initdb: join(DEBIAN_BIN, 'initdb') }),
  },
]

async function start(binaries: { postgres: string; initdb: string } | undefined): Promise<TestServer> {
  const folder = await mkdtemp(join(tmpdir(), 'central-db-'))
  const server = await startEmbeddedPostgres(folder, binaries)
  return {
    async newDatabase() {
      const name = `t${randomBytes(6).toString('hex')}`
      const client = new pg.Client({ connectionString: server.url })
      await client.connect()
      await client.query(`create database ${name}`)
      await client.end()
      const url = new URL(server.url)
      url.pathname = `/${name}`
      return url.href
    },
    async stop() {
      await server.stop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}
