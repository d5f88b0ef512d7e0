import Database from 'better-sqlite3'
import type { Clock } from '../../flows/base/clock.ts'
import { migrate } from './migrate.ts'
import { toStoreFault } from './store-fault.ts'

/** Pages of 8 KB hold several sealed packets of 1.5–3 KB each; at 4 KB every packet took a page alone, at 16 KB a commit took 40 % longer. */
const PAGE_SIZE_BYTES = 8_192
/** Keeps a long push flat in memory: it goes through the packets once, and the 16 MB that better-sqlite3 sets would hold every one it passed. */
const CACHE_KIB = 4_096
/** The wait blocks the screen too, and a writer in another process holds the store for a few milliseconds only. */
const BUSY_TIMEOUT_MS = 2_000

/** The station's database. Repositories hold the statements; this holds the transactions and the faults. */
export interface Store {
  readonly db: Database.Database
  /** Runs the work in one BEGIN IMMEDIATE transaction: all of it or nothing. Raises STORE_BUSY, STORE_FULL, STORE_DAMAGED, or what the work raises. */
  write<T>(work: () => T): T
  /** Runs reads, with SQLite's errors as faults. */
  read<T>(work: () => T): T
  close(): void
}

/**
 * Opens or creates the station's store and brings it forward. Durable at each commit (WAL, synchronous=FULL); erased content is overwritten
 * (secure_delete). Raises STORE_NEWER, STORE_MIGRATION_EDITED, STORE_MIGRATION_GAP, STORE_DAMAGED, STORE_BUSY, STORE_FULL.
 */
export function openStore(options: {
  readonly path: string
  readonly migrationsDir: string
  readonly clock: Clock
  readonly readOnly?: boolean
  readonly busyTimeoutMs?: number
}): Store {
  const readOnly = options.readOnly ?? false
  let db: Database.Database | null = null
  try {
    db = new Database(options.path, { readonly: readOnly, timeout: options.busyTimeoutMs ?? BUSY_TIMEOUT_MS })
    if (!readOnly) {
      db.pragma(`page_size = ${PAGE_SIZE_BYTES}`)
      db.pragma('journal_mode = WAL')
    }
    db.pragma(`cache_size = -${CACHE_KIB}`)
    db.pragma('synchronous = FULL')
    db.pragma('foreign_keys = ON')
    db.pragma('secure_delete = ON')
    migrate(db, options.migrationsDir, options.clock, readOnly)
    return createStore(db)
  } catch (thrown) {
    db?.close()
    throw toStoreFault(thrown)
  }
}

function createStore(db: Database.Database): Store {
  const read = <T>(work: () => T): T => {
    try {
      return work()
    } catch (thrown) {
      throw toStoreFault(thrown)
    }
  }
  // One transaction function for all writes: better-sqlite3 builds four wrappers for each it makes.
  const run = db.transaction((work: () => unknown) => work())
  return {
    db,
    read,
    write: <T>(work: () => T): T => read(() => run.immediate(work) as T),
    close: () => void db.close(),
  }
}
