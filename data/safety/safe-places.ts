import { join } from 'node:path'

/** Where a station keeps its store and what saves it, below the station's folder. */
export interface SafePlaces {
  readonly dir: string
  readonly db: string
  readonly journal: string
  readonly backup: string
  /** Damaged stores, whole, each in a folder named by its time; they go when sealed content of that age does (damaged-stores.ts). */
  readonly damaged: string
  readonly storeLock: string
  readonly backupLock: string
  /** Stands while the store is known to be damaged and was not looked at by a new start yet. */
  readonly mark: string
  /** What the last restoring did. */
  readonly note: string
  readonly reserve: string
}

export function safePlaces(dir: string): SafePlaces {
  return {
    dir,
    db: join(dir, 'station.db'),
    journal: join(dir, 'journal'),
    backup: join(dir, 'backup'),
    damaged: join(dir, 'damaged'),
    storeLock: join(dir, 'store.lock'),
    backupLock: join(dir, 'backup.lock'),
    mark: join(dir, 'store-damaged'),
    note: join(dir, 'recovery.json'),
    reserve: join(dir, 'reserve.bin'),
  }
}
