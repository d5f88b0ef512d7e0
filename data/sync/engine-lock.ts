import Database from 'better-sqlite3'
import { keepDatabasePrivate } from '../disk/private-file.ts'
import { toStoreFault } from '../store/store-fault.ts'

/** One sync job at a time on a store, across processes. */
export interface EngineLock {
  /** Gives the function that lets go, or null while another holds it. */
  acquire(): (() => void) | null
}

/**
 * A lock held through an exclusive transaction on a small SQLite file: the operating system lets go when the process ends however it ends,
 * so there is no expiry that a wrong clock could bring forward or hold back.
 */
export function createEngineLock(path: string): EngineLock {
  return {
    acquire() {
      keepDatabasePrivate(path)
      const db = new Database(path, { timeout: 0 })
      try {
        db.exec('BEGIN EXCLUSIVE')
        return () => {
          db.exec('ROLLBACK')
          db.close()
        }
      } catch (thrown) {
        db.close()
        const fault = toStoreFault(thrown)
        if (fault.code === 'STORE_BUSY') return null
        throw fault
      }
    },
  }
}
