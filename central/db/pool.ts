import pg from 'pg'
import type { Logger } from 'pino'
import { Fault } from '../../flows/base/fault.ts'

/** int8 comes as text unless told otherwise; ours are milliseconds and counters, far below 2^53. */
const INT8_OID = 20
/** Two batches in flight, verification beside them, and room for the short requests of citizens. */
const POOL_MAX = 12
const CONNECT_WITHIN_MS = 10_000
/** A request that waits on a lock this long is lost anyway: the citizen stands there. */
const LOCK_TIMEOUT_MS = 15_000
const OLDEST_SERVER = 150_000

export type Sql = Pick<pg.ClientBase, 'query'>

export interface Database {
  readonly pool: pg.Pool
  /** Runs the work in one transaction; a throw rolls back. A deadlock or serialisation failure runs it once more. */
  transaction<T>(work: (sql: Sql) => Promise<T>): Promise<T>
  close(): Promise<void>
}

/** Opens the pool and checks the server. Raises DATABASE_UNAVAILABLE (details.reason: connect, version). */
export async function openDatabase(url: string, log: Logger): Promise<Database> {
  const pool = new pg.Pool({
    connectionString: url,
    max: POOL_MAX,
    connectionTimeoutMillis: CONNECT_WITHIN_MS,
    lock_timeout: LOCK_TIMEOUT_MS,
    application_name: 'motcua-central',
    types: { getTypeParser: (oid, format) => (oid === INT8_OID ? Number : pg.types.getTypeParser(oid, format)) },
  })
  // An idle connection that breaks is replaced at the next use.
  pool.on('error', (err) => log.warn({ err }, 'database connection lost'))
  let closed: Promise<void> | null = null
  const close = () => {
    closed ??= pool.end()
    return closed
  }
  try {
    const { rows } = await pool.query<{ version: number }>(
      "select current_setting('server_version_num')::int as version",
    )
    const version = rows[0]?.version ?? 0
    if (version < OLDEST_SERVER) throw new Fault('DATABASE_UNAVAILABLE', { reason: 'version', version })
  } catch (cause) {
    await close()
    throw cause instanceof Fault ? cause : new Fault('DATABASE_UNAVAILABLE', { reason: 'connect' }, cause)
  }
  return { pool, close, transaction: (work) => transaction(pool, work) }
}

async function transaction<T>(pool: pg.Pool, work: (sql: Sql) => Promise<T>): Promise<T> {
  try {
    return await once(pool, work)
  } catch (error) {
    if (!mayRetry(error)) throw error
    return await once(pool, work)
  }
}

async function once<T>(pool: pg.Pool, work: (sql: Sql) => Promise<T>): Promise<T> {
  const client = await pool.connect()
  let broken: Error | undefined
  // The pool listens to idle connections only; one that breaks between two statements would end the process.
  const onBroken = (error: Error) => {
    broken = error
  }
  client.on('error', onBroken)
  try {
    await client.query('begin')
    const result = await work(client)
    await client.query('commit')
    return result
  } catch (error) {
    await client.query('rollback').catch((failure: Error) => {
      broken = failure
    })
    throw error
  } finally {
    client.off('error', onBroken)
    client.release(broken)
  }
}

/** Class 40, PostgreSQL appendix A: 40001 serialization_failure, 40P01 deadlock_detected. */
function mayRetry(error: unknown): boolean {
  const code = (error as { code?: unknown } | null)?.code
  return code === '40001' || code === '40P01'
}
