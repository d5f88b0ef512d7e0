import { rmSync } from 'node:fs'
import Database from 'better-sqlite3'
import { keepDatabasePrivate } from '../disk/private-file.ts'
import { toStoreFault } from '../store/store-fault.ts'

/** Restoring copies the whole store and reads it through; whoever starts meanwhile waits that long. */
const RESTORE_WAIT_MS = 60_000
/** Two programs that found the same damage leave each other this long to let go. */
const OTHERS_WAIT_MS = 5_000

export interface LockWaits {
  readonly restoreWaitMs?: number
  readonly othersWaitMs?: number
}

/** Who has the store open, across processes: any number that work with it, or one that restores it. */
export interface StoreLock {
  /** Waits while somebody restores, then gives the function that lets go. Raises STORE_BUSY, STORE_READ_ONLY, STORE_FULL. */
  share(): () => void
  /** Gives the function that lets go, or null while another process has the store open. */
  own(): (() => void) | null
}

/**
 * A lock held through a transaction on a small SQLite file, like sync/engine-lock.ts: the operating system lets go when the process ends however
 * it ends.
 */
export function createStoreLock(
  path: string,
  { restoreWaitMs = RESTORE_WAIT_MS, othersWaitMs = OTHERS_WAIT_MS }: LockWaits = {},
): StoreLock {
  const begin = (sql: string, timeout: number) => {
    keepDatabasePrivate(path)
    const db = new Database(path, { timeout })
    try {
      db.exec(sql)
      return () => {
        if (db.open) db.exec('ROLLBACK')
        db.close()
      }
    } catch (thrown) {
      db.close()
      throw toStoreFault(thrown)
    }
  }
  return {
    share() {
      const take = () => begin('BEGIN; SELECT count(*) FROM sqlite_schema', restoreWaitMs)
      try {
        return take()
      } catch (thrown) {
        if (toStoreFault(thrown).code !== 'STORE_DAMAGED') throw toStoreFault(thrown)
        // It holds nothing: a spoilt lock is made anew.
        rmSync(path, { force: true })
        return take()
      }
    },
    own() {
      try {
        return begin('BEGIN EXCLUSIVE', othersWaitMs)
      } catch (thrown) {
        if (toStoreFault(thrown).code === 'STORE_BUSY') return null
        throw toStoreFault(thrown)
      }
    },
  }
}
