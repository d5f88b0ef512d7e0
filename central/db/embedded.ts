import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { chmod, chown, mkdir, open, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { promisify } from 'node:util'
import pg from 'pg'
import { Fault } from '../../flows/base/fault.ts'
import { findPostgresBinaries, type PostgresBinaries } from './embedded-binaries.ts'
import { databaseEnvironment, startGuarded } from './embedded-guard.ts'
import { claimCluster, clearLeftover, isAlive, readPostmasterPid } from './embedded-leftover.ts'
import { chooseLaunch, type Launch } from './embedded-user.ts'

const run = promisify(execFile)

const SUPERUSER = 'motcua'
const DATABASE = 'motcua'
const HOST = '127.0.0.1'
/** Crash recovery of a large write-ahead log takes its time. */
const READY_WITHIN_MS = 120_000
const READY_EVERY_MS = 25
/** Between our look for a free port and the database's bind somebody else may take it. */
const PORT_TRIES = 5
/** A fast shutdown writes a checkpoint first. */
const STOP_WITHIN_MS = 30_000
/** What a statement carried never reaches the log: no text of statements, no DETAIL lines (they quote keys). */
const SETTINGS = {
  listen_addresses: HOST,
  unix_socket_directories: '',
  max_connections: '60',
  fsync: 'on',
  synchronous_commit: 'on',
  timezone: 'UTC',
  log_timezone: 'UTC',
  log_min_error_statement: 'panic',
  log_error_verbosity: 'terse',
  jit: 'off',
  cluster_name: 'motcua-central',
} as const

export interface EmbeddedPostgres {
  /** postgres:// address of the product's database, password included: never log it. */
  readonly url: string
  /** Fast shutdown; always settles, also when called twice or after the database died. */
  stop(): Promise<void>
}

/**
 * Runs a real PostgreSQL on the folder `postgres` in dataDir, made at first start: loopback only, free port, password in a 0600 file, flushes on.
 * It ends with this process, however that ends. Raises STORE_BUSY (another central runs on the folder) and DATABASE_UNAVAILABLE
 * (details.reason: no-embedded-binaries, no-user, folder-not-reachable, initdb, start, leftover). `binaries` names another installation.
 */
export async function startEmbeddedPostgres(dataDir: string, binaries?: PostgresBinaries): Promise<EmbeddedPostgres> {
  return startPostgres(dataDir, binaries ?? (await findPostgresBinaries()))
}

async function startPostgres(dataDir: string, binaries: PostgresBinaries): Promise<EmbeddedPostgres> {
  await mkdir(dataDir, { recursive: true, mode: 0o700 })
  const clusterDir = join(dataDir, 'postgres')
  const ownerFile = join(dataDir, 'postgres.owner')
  await clearLeftover(clusterDir, ownerFile)
  await letWalkThrough(dataDir)
  const launch = await chooseLaunch(clusterDir, [clusterDir, binaries.postgres])
  const password = await readPassword(join(dataDir, 'postgres.password'))
  await initialise({ clusterDir, binaries, launch, password, dataDir })
  await claimCluster(ownerFile)
  const started = await start({ clusterDir, binaries, launch, password, logFile: join(dataDir, 'postgres.log') })
  return {
    url: started.url,
    async stop() {
      await started.stop()
      await rm(ownerFile, { force: true })
    },
  }
}

interface Cluster {
  readonly clusterDir: string
  readonly binaries: PostgresBinaries
  readonly launch: Launch
  readonly password: string
}

/** The folder is central's own: letting the database user walk through it shows it nothing, every file in it is 0600. */
async function letWalkThrough(dataDir: string): Promise<void> {
  if (process.getuid?.() !== 0) return
  const { mode } = await stat(dataDir)
  if ((mode & 0o001) === 0) await chmod(dataDir, (mode & 0o777) | 0o001)
}

async function readPassword(file: string): Promise<string> {
  const kept = await readFile(file, 'utf8').catch(() => null)
  if (kept) return kept
  const password = randomBytes(32).toString('base64url')
  await writeFile(file, password, { mode: 0o600 })
  return password
}

/** initdb works on a side folder that takes its name at the end, so that a power cut leaves either no cluster or a whole one. */
async function initialise(cluster: Cluster & { dataDir: string }): Promise<void> {
  if (await stat(join(cluster.clusterDir, 'PG_VERSION')).catch(() => null)) return
  const sideDir = `${cluster.clusterDir}.new`
  const passwordFile = join(cluster.dataDir, 'postgres.initdb')
  const user = cluster.launch.user ?? prefixUser(cluster.launch)
  try {
    await rm(sideDir, { recursive: true, force: true })
    await mkdir(sideDir, { mode: 0o700 })
    await writeFile(passwordFile, cluster.password, { mode: 0o600 })
    if (user) for (const path of [sideDir, passwordFile]) await chown(path, user.uid, user.gid)
    const [program, ...args] = [
      ...cluster.launch.prefix,
      cluster.binaries.initdb,
      `--pgdata=${sideDir}`,
      `--pwfile=${passwordFile}`,
      `--username=${SUPERUSER}`,
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      '--locale=C',
    ]
    await run(program!, args, { env: databaseEnvironment(), cwd: '/', ...(cluster.launch.user ?? {}) })
    await rename(sideDir, cluster.clusterDir)
  } catch (cause) {
    throw new Fault('DATABASE_UNAVAILABLE', { reason: 'initdb', folder: cluster.clusterDir }, cause)
  } finally {
    await rm(passwordFile, { force: true })
  }
}

function prefixUser(launch: Launch): { uid: number; gid: number } | null {
  const number = (name: string) => Number(launch.prefix.find((part) => part.startsWith(name))?.slice(name.length))
  return launch.prefix.length === 0 ? null : { uid: number('--reuid='), gid: number('--regid=') }
}

async function start(cluster: Cluster & { logFile: string }): Promise<EmbeddedPostgres> {
  for (let tries = 1; ; tries++) {
    const port = await freePort()
    const url = `postgres://${SUPERUSER}:${cluster.password}@${HOST}:${port}/`
    const log = await open(cluster.logFile, 'a', 0o600)
    const settings = Object.entries(SETTINGS).flatMap(([name, value]) => ['-c', `${name}=${value}`])
    const command = [cluster.binaries.postgres, '-D', cluster.clusterDir, '-p', String(port), ...settings]
    const child = startGuarded(cluster.launch, command, log.fd)
    await log.close()
    let ended = false
    const noteEnd = () => {
      ended = true
    }
    const exited = once(child, 'exit').then(noteEnd, noteEnd)
    const stop = async () => {
      child.stdin?.end()
      await endOf(exited, cluster.clusterDir)
    }
    try {
      if (await becomesReady(`${url}postgres`, () => ended)) return { url: `${url}${DATABASE}`, stop }
    } catch (cause) {
      await stop()
      throw cause
    }
    if (tries === PORT_TRIES) throw new Fault('DATABASE_UNAVAILABLE', { reason: 'start', log: cluster.logFile })
  }
}

/** Gives false when the database ended before it took a connection. */
async function becomesReady(url: string, ended: () => boolean): Promise<boolean> {
  const deadline = Date.now() + READY_WITHIN_MS
  while (!ended()) {
    const client = new pg.Client({ connectionString: url })
    client.on('error', () => undefined)
    try {
      await client.connect()
      const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [DATABASE])
      if (rowCount === 0) await client.query(`create database ${DATABASE}`)
      return true
    } catch (cause) {
      if (Date.now() > deadline) throw new Fault('DATABASE_UNAVAILABLE', { reason: 'start' }, cause)
      await new Promise((resolve) => setTimeout(resolve, READY_EVERY_MS))
    } finally {
      await client.end().catch(() => undefined)
    }
  }
  return false
}

async function endOf(exited: Promise<void>, clusterDir: string): Promise<void> {
  let late: NodeJS.Timeout | undefined
  const pid = await readPostmasterPid(clusterDir)
  const timeout = new Promise<'late'>((resolve) => {
    late = setTimeout(() => resolve('late'), STOP_WITHIN_MS)
  })
  const how = await Promise.race([exited, timeout])
  clearTimeout(late)
  if (how !== 'late' || pid === null || !isAlive(pid)) return
  // An immediate shutdown loses nothing that was committed; recovery runs at the next start.
  process.kill(pid, 'SIGQUIT')
  await exited
}

async function freePort(): Promise<number> {
  const server = createServer()
  server.listen(0, HOST)
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  return typeof address === 'object' && address ? address.port : 0
}
