import { existsSync, mkdirSync, renameSync, rmSync, statfsSync, statSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import type { Clock } from '../../flows/base/clock.ts'
import { Fault } from '../../flows/base/fault.ts'
import { flush } from '../disk/flush.ts'
import { keepDatabasePrivate } from '../disk/private-file.ts'
import { createRepos, type Repos } from '../store/create-repos.ts'
import { openStore } from '../store/open-store.ts'
import { toStoreFault } from '../store/store-fault.ts'
import { createEngineLock } from '../sync/engine-lock.ts'
import { type BackupCopy, backupCopies, COPIES_KEPT, copyName } from './backup-copies.ts'
import { isSoundFile } from './check-file.ts'
import { pruneJournal, retireSegments } from './journal-files.ts'
import type { SafePlaces } from './safe-places.ts'

/** 400 KB: under 2 ms between two keys. */
const PAGES_PER_STEP = 50
/** What must stay free beside the copy: a backup never takes the last of a disk. */
const FREE_MARGIN_BYTES = 32 * 1_048_576

export interface BackupParts {
  readonly places: SafePlaces
  readonly migrationsDir: string
  readonly clock: Clock
  readonly repos: Repos
}

/** What came of one turn; 'elsewhere': another process is at it; 'nobody': not enrolled, so there is nothing to keep. */
export type BackupResult =
  | { readonly kind: 'kept'; readonly copy: BackupCopy }
  | { readonly kind: 'elsewhere' }
  | { readonly kind: 'nobody' }

/**
 * Copies the store as it is at this moment while it is being worked with, looks through the copy, and only then puts it in the place of the
 * older one. Afterwards the journal begins anew, and loses what both copies and central hold. Raises STORE_FULL (the copies there were stay),
 * STORE_DAMAGED (the store itself is: its copy is not sound), STORE_READ_ONLY, CANCELLED.
 */
export async function takeBackup(parts: BackupParts, signal?: AbortSignal): Promise<BackupResult> {
  const { places, repos } = parts
  if (!repos.station.get()) return { kind: 'nobody' }
  const letGo = createEngineLock(places.backupLock).acquire()
  if (!letGo) return { kind: 'elsewhere' }
  try {
    const copy = await makeCopy(parts, signal)
    tidyJournal(parts)
    return { kind: 'kept', copy }
  } catch (thrown) {
    throw toStoreFault(thrown)
  } finally {
    letGo()
  }
}

async function makeCopy(parts: BackupParts, signal: AbortSignal | undefined): Promise<BackupCopy> {
  const { places } = parts
  mkdirSync(places.backup, { recursive: true, mode: 0o700 })
  const fresh = join(places.backup, 'station-new.db')
  const clear = () => ['', '-wal', '-shm', '-journal'].map((end) => rmSync(`${fresh}${end}`, { force: true }))
  clear()
  try {
    checkRoom(places)
    keepDatabasePrivate(fresh)
    await copyPages(places.db, fresh, signal)
    forgetUnfinished(fresh)
    const isSound = (await isSoundFile(fresh, signal)) && headOf(fresh, parts) !== null
    if (!isSound) throw new Fault('STORE_DAMAGED', { reason: 'copy' })
    flush(fresh)
    const before = backupCopies(places.backup)
    const number = (before[0]?.number ?? 0) + 1
    const path = join(places.backup, copyName(number))
    renameSync(fresh, path)
    flush(places.backup)
    for (const old of before.slice(COPIES_KEPT - 1)) rmSync(old.path, { force: true })
    return { number, name: copyName(number), path, atMs: statSync(path).mtimeMs }
  } catch (thrown) {
    clear()
    throw thrown
  }
}

/** What an officer wipes must be gone; a store that was damaged has nothing to go on with. */
function forgetUnfinished(path: string): void {
  const db = new Database(path)
  try {
    db.pragma('secure_delete = ON')
    db.exec('DELETE FROM unfinished')
  } finally {
    db.close()
  }
}

function checkRoom({ backup, db }: SafePlaces): void {
  const { bavail, bsize } = statfsSync(backup)
  const wal = statSync(`${db}-wal`, { throwIfNoEntry: false })?.size ?? 0
  if (bavail * bsize < statSync(db).size + wal + FREE_MARGIN_BYTES) throw new Fault('STORE_FULL', { reason: 'backup' })
}

/** One transaction's view from beginning to end: otherwise each write of another process would start the copy over. */
async function copyPages(from: string, to: string, signal: AbortSignal | undefined): Promise<void> {
  const source = new Database(from, { readonly: true })
  try {
    source.exec('BEGIN; SELECT count(*) FROM sqlite_schema')
    await source.backup(to, {
      progress() {
        if (signal?.aborted) throw new Fault('CANCELLED')
        return PAGES_PER_STEP
      },
    })
  } finally {
    source.close()
  }
  // A copy is one file: it needs no log beside it.
  const copy = new Database(to)
  try {
    copy.pragma('journal_mode = DELETE')
  } finally {
    copy.close()
  }
}

/** The newest packet's sequence (0: none) in a copy of an enrolled store that this version can work with; null for anything else. */
export function headOf(
  path: string,
  { migrationsDir, clock }: Pick<BackupParts, 'migrationsDir' | 'clock'>,
): number | null {
  if (!existsSync(path)) return null
  try {
    const store = openStore({ path, migrationsDir, clock, readOnly: true })
    try {
      const { station, packets } = createRepos(store)
      return station.get() ? (packets.head()?.sequence ?? 0) : null
    } finally {
      store.close()
    }
  } catch {
    return null
  }
}

/** Only what stands in every kept copy may leave the journal: the newest copy may turn out to be the bad one. */
function tidyJournal(parts: BackupParts): void {
  const { places, repos } = parts
  retireSegments(places.journal)
  const heads = backupCopies(places.backup).map(({ path }) => headOf(path, parts) ?? 0)
  if (heads.length < COPIES_KEPT) return
  const waits = (first: number, last: number) => {
    const next = repos.outbox.page(first - 1, 1)[0]
    return next !== undefined && next.sequence <= last
  }
  pruneJournal(places.journal, Math.min(...heads), waits, repos.packets.beforeContent())
}
