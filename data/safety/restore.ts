import { copyFileSync, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs'
import { basename, join } from 'node:path'
import Database from 'better-sqlite3'
import type { Clock } from '../../flows/base/clock.ts'
import { Fault } from '../../flows/base/fault.ts'
import { flush } from '../disk/flush.ts'
import { createRepos } from '../store/create-repos.ts'
import { openStore } from '../store/open-store.ts'
import { toStoreFault } from '../store/store-fault.ts'
import { type BackupCopy, backupCopies } from './backup-copies.ts'
import { createDamageMark } from './damage-mark.ts'
import { type RecoveryNote, writeRecoveryNote } from './recovery-note.ts'
import { replayJournal } from './replay-journal.ts'
import type { SafePlaces } from './safe-places.ts'
import { whatIsWrong } from './soundness.ts'

export interface RestoreParts {
  readonly places: SafePlaces
  readonly migrationsDir: string
  readonly clock: Clock
}

/** The files that are one SQLite database. */
const ENDS = ['', '-wal', '-shm'] as const

/**
 * Puts the newest copy that is sound in the place of a damaged store, with the packets that the journal has beyond it; the damaged files are
 * set aside whole. To be called by the one process that has the store (store-lock.ts). A power cut at any point leaves something that the next start
 * restores again. Raises STORE_LOST when no copy leads to the newest packet known here (nothing was touched then); STORE_FULL, STORE_READ_ONLY, and the
 * faults of migrate for copies of another version.
 */
export function restoreStore(parts: RestoreParts, reason: string): RecoveryNote {
  const { places, clock } = parts
  const copies = backupCopies(places.backup)
  const nowMs = clock.now()
  try {
    for (const copy of copies) {
      const ready = readyCopy(parts, copy, reason)
      if (!ready) continue
      const logRowsDamaged = countLogRows(places.db)
      const setAside = setDamagedAside(places, nowMs)
      renameSync(ready.path, places.db)
      flush(places.dir)
      const note: RecoveryNote = {
        atMs: nowMs,
        reason,
        copy: copy.name,
        copyAtMs: copy.atMs,
        replayed: ready.replayed,
        logRowsLost: logRowsDamaged === null ? null : Math.max(0, logRowsDamaged - ready.logRowsOfCopy),
        setAside,
        acknowledgedAtMs: null,
      }
      writeRecoveryNote(places.note, note)
      createDamageMark(places.mark).clear()
      return note
    }
  } catch (thrown) {
    throw toStoreFault(thrown)
  }
  throw new Fault('STORE_LOST', { reason, copies: copies.length })
}

interface ReadyCopy {
  readonly path: string
  readonly replayed: number
  readonly logRowsOfCopy: number
}

/** The copy made whole beside the damaged store: checked, brought forward, with the journal's packets. Null for one that is no good. */
function readyCopy({ places, migrationsDir, clock }: RestoreParts, copy: BackupCopy, reason: string): ReadyCopy | null {
  const path = join(places.dir, 'station-restoring.db')
  for (const end of ENDS) rmSync(`${path}${end}`, { force: true })
  copyFileSync(copy.path, path)
  flush(path)
  try {
    const store = openStore({ path, migrationsDir, clock })
    try {
      const repos = createRepos(store)
      if (!repos.station.get() || whatIsWrong(store, repos) !== null) return null
      const logRowsOfCopy = countLogRows(path) ?? 0
      const nowMs = clock.now()
      const { replayed, missing } = replayJournal(places.journal, { store, repos, nowMs })
      // Sequences that were given out must never be given out again: such a copy would make a second chain.
      if (missing > 0) return null
      store.write(() => {
        repos.log.append({
          atMs: nowMs,
          kind: 'store.restored',
          sequence: null,
          details: { reason, copy: copy.name, replayed },
        })
      })
      return { path, replayed, logRowsOfCopy }
    } finally {
      store.close()
    }
  } catch (thrown) {
    const fault = toStoreFault(thrown)
    // Room, a right or the right version of the program mends these: with it the copy may be good.
    if (!['STORE_DAMAGED', 'INTERNAL'].includes(fault.code)) throw fault
    return null
  }
}

/** Gives the folder's name. */
function setDamagedAside({ dir, db, damaged }: SafePlaces, nowMs: number): string {
  const time = new Date(nowMs).toISOString().replaceAll(/[:.]/g, '-')
  let folder = join(damaged, time)
  for (let again = 2; existsSync(folder); again += 1) folder = join(damaged, `${time}-${again}`)
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  for (const end of ENDS)
    if (existsSync(`${db}${end}`)) renameSync(`${db}${end}`, join(folder, `${basename(db)}${end}`))
  flush(folder)
  flush(dir)
  return basename(folder)
}

/** How many events a store, perhaps a damaged one, has written in its life; null where it cannot tell. */
function countLogRows(path: string): number | null {
  if (!existsSync(path)) return null
  try {
    const db = new Database(path, { readonly: true })
    try {
      const newest: unknown = db.prepare('SELECT max(log_id) FROM log').pluck().get()
      return typeof newest === 'number' ? newest : null
    } finally {
      db.close()
    }
  } catch {
    return null
  }
}
