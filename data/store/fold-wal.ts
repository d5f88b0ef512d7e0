import type { Store } from './open-store.ts'

/** Another process that reads is done in a moment, or the fold can wait until the next time; a screen must not. */
const WAIT_MS = 100

/**
 * Copies the write-ahead log into the database and empties it, so that what was overwritten in the database is in no file any more. Gives false when
 * somebody else was at work and part of it is still there. Raises STORE_*.
 */
export function foldWal(store: Store): boolean {
  return store.read(() => {
    const before = store.db.pragma('busy_timeout', { simple: true })
    store.db.pragma(`busy_timeout = ${WAIT_MS}`)
    try {
      return store.db.pragma('wal_checkpoint(TRUNCATE)', { simple: true }) === 0
    } finally {
      store.db.pragma(`busy_timeout = ${before}`)
    }
  })
}
