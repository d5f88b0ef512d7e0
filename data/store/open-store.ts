import Database from 'better-sqlite3'
import type { Clock } from '../../flows/base/clock.ts'
import type { Fault } from '../../flows/base/fault.ts'
import { keepDatabasePrivate } from '../disk/private-file.ts'
import { migrate } from './migrate.ts'
import { toStoreFault } from './store-fault.ts'

/**
 * For new stores. A sealed packet (2–9 KB) does not fit into a page of 2 KB: it lies in overflow pages that are full but for the last, and what is left
 * over shares a page with others, so that a store takes 1.11 × its sealed bytes (8 KB pages: 1.22 ×; 4 KB: 1.8 ×) and a commit writes less.
 */
const PAGE_SIZE_BYTES = 2_048
/** Keeps a long push flat in memory: it goes through the packets once, and the 16 MB that better-sqlite3 sets would hold every one it passed. */
const CACHE_KIB = 4_096
/** 8 MiB of write-ahead log before it is copied into the database: a push touches the same pages in each batch, and at SQLite's 1 000 pages copied them every third time. */
const WAL_PAGES = 4_000
/** The wait blocks the screen too, and a writer in another process holds the store for a few milliseconds only. */
const BUSY_TIMEOUT_MS = 2_000

/** The station's database. Repositories hold the statements; this holds the transactions and the faults. */
export interface Store {
  readonly db: Database.Database
  /**
   * Runs the work in one BEGIN IMMEDIATE transaction: all of it or nothing; once more from its beginning when the disk was full and room could be
   * made. On the disk when it returns; or, with `flush` false, at the next write that is: for facts that the caller has on the disk elsewhere before anybody is told
   * (data/safety/packet-journal.ts), since a second flush would take as long as the first. Raises STORE_BUSY, STORE_FULL, STORE_READ_ONLY, STORE_DAMAGED, or what the work raises.
   */
  write<T>(work: () => T, options?: { readonly flush: boolean }): T
  /** Runs reads, with SQLite's errors as faults. */
  read<T>(work: () => T): T
  close(): void
}

/**
 * Opens or creates the station's store and brings it forward. Durable at each commit (WAL, synchronous=FULL); erased content is overwritten
 * (secure_delete); for the station's user alone. Raises STORE_NEWER, STORE_MIGRATION_EDITED, STORE_MIGRATION_GAP, STORE_DAMAGED, STORE_BUSY, STORE_FULL, STORE_READ_ONLY.
 */
export function openStore(options: {
  readonly path: string
  /** Null leaves the store at whatever version it has. */
  readonly migrationsDir: string | null
  readonly clock: Clock
  readonly readOnly?: boolean
  readonly busyTimeoutMs?: number
  /** Makes room on a full disk, and gives whether it could. */
  readonly whenFull?: () => boolean
  /** Told when SQLite meets damage while the store is worked with; the fault goes on its way. */
  readonly whenDamaged?: () => void
}): Store {
  const readOnly = options.readOnly ?? false
  let db: Database.Database | null = null
  try {
    if (!readOnly) keepDatabasePrivate(options.path)
    db = new Database(options.path, { readonly: readOnly, timeout: options.busyTimeoutMs ?? BUSY_TIMEOUT_MS })
    if (!readOnly) {
      db.pragma(`page_size = ${PAGE_SIZE_BYTES}`)
      db.pragma('journal_mode = WAL')
    }
    db.pragma(`cache_size = -${CACHE_KIB}`)
    db.pragma('synchronous = FULL')
    db.pragma(`wal_autocheckpoint = ${WAL_PAGES}`)
    db.pragma('foreign_keys = ON')
    db.pragma('secure_delete = ON')
    if (options.migrationsDir !== null) migrate(db, options.migrationsDir, options.clock, readOnly)
    return createStore(db, options)
  } catch (thrown) {
    db?.close()
    throw toStoreFault(thrown)
  }
}

function createStore(
  db: Database.Database,
  { whenFull, whenDamaged }: Pick<Parameters<typeof openStore>[0], 'whenFull' | 'whenDamaged'>,
): Store {
  const told = (fault: Fault): Fault => {
    if (fault.code === 'STORE_DAMAGED') whenDamaged?.()
    return fault
  }
  const read = <T>(work: () => T): T => {
    try {
      return work()
    } catch (thrown) {
      throw told(toStoreFault(thrown))
    }
  }
  // One transaction function for all writes: better-sqlite3 builds four wrappers for each it makes.
  const run = db.transaction((work: () => unknown) => work())
  const runUnflushed = (work: () => unknown) => {
    db.exec('PRAGMA synchronous = NORMAL')
    try {
      return run.immediate(work)
    } finally {
      db.exec('PRAGMA synchronous = FULL')
    }
  }
  return {
    db,
    read,
    write: <T>(work: () => T, options?: { readonly flush: boolean }): T => {
      // Within another write only the outer one may begin again: SQLite may have rolled both back.
      const isOuter = !db.inTransaction
      try {
        return (isOuter && options?.flush === false ? runUnflushed(work) : run.immediate(work)) as T
      } catch (thrown) {
        const fault = toStoreFault(thrown)
        if (fault.code !== 'STORE_FULL' || !isOuter || whenFull?.() !== true) throw told(fault)
        return read(() => run.immediate(work) as T)
      }
    },
    close: () => void db.close(),
  }
}
