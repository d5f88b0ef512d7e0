import type pg from 'pg'
import type { Logger } from 'pino'
import type { Database } from './pool.ts'

/** First half of the advisory locks on a piece of work: "work" in ASCII. The second is its name. */
const WORK_LOCK = 0x776f726b

type Verb = 'pg_try_advisory_lock' | 'pg_advisory_unlock'

export interface WorkLocks {
  /** Runs the work unless somebody, here or in another central, is at the same; then gives null. */
  alone<T>(name: string, work: () => Promise<T>): Promise<T | null>
  close(): Promise<void>
}

/**
 * Keeps several centrals from doing the same work side by side. The locks hang on one connection, so that those of a central that is killed are free at once, without a clock. They
 * save work and keep nothing right: should the connection break, two may do the same, and the rows of the database decide.
 */
export function createWorkLocks(database: Database, log: Logger): WorkLocks {
  const held = new Set<string>()
  let session: Promise<pg.PoolClient> | null = null
  const open = (): Promise<pg.PoolClient> => {
    if (session) return session
    const opening: Promise<pg.PoolClient> = database.pool.connect().then((client) => {
      client.on('error', (err) => {
        log.warn({ err }, 'connection of the work locks lost')
        if (session !== opening) return
        session = null
        client.release(true)
      })
      return client
    })
    session = opening
    opening.catch(() => {
      if (session === opening) session = null
    })
    return opening
  }
  const say = async (verb: Verb, name: string) => {
    const client = await open()
    const text = `select ${verb}($1, hashtext($2)) as done`
    const { rows } = await client.query<{ done: boolean }>(text, [WORK_LOCK, name])
    return rows[0]?.done ?? false
  }
  /** One connection answers one question at a time. */
  let last: Promise<unknown> = Promise.resolve()
  const ask = (verb: Verb, name: string): Promise<boolean> => {
    const answer = last.then(() => say(verb, name))
    last = answer.catch(() => undefined)
    return answer
  }
  return {
    async alone(name, work) {
      // One session takes its own lock twice without noticing.
      if (held.has(name)) return null
      held.add(name)
      try {
        if (!(await ask('pg_try_advisory_lock', name))) return null
        try {
          return await work()
        } finally {
          await ask('pg_advisory_unlock', name).catch((err) => log.warn({ err }, 'work lock not given back'))
        }
      } finally {
        held.delete(name)
      }
    },
    async close() {
      const client = await session?.catch(() => null)
      session = null
      client?.release(true)
    },
  }
}
