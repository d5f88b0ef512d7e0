import { statSync } from 'node:fs'
import type { Clock } from '../../flows/base/clock.ts'
import { Fault, toFault } from '../../flows/base/fault.ts'
import type { FaultCode } from '../../flows/base/fault-codes.ts'
import { keepFolderPrivate } from '../disk/private-file.ts'
import { createRepos, type Repos } from '../store/create-repos.ts'
import { openStore, type Store } from '../store/open-store.ts'
import { backupCopies } from './backup-copies.ts'
import { createDamageMark } from './damage-mark.ts'
import { journalFiles } from './journal-files.ts'
import { replayJournal } from './replay-journal.ts'
import { createReserveFile } from './reserve-file.ts'
import { restoreStore } from './restore.ts'
import type { SafePlaces } from './safe-places.ts'
import { probe, whatIsWrong } from './soundness.ts'
import { createStoreLock, type LockWaits } from './store-lock.ts'

export interface SafeStore {
  readonly store: Store
  readonly repos: Repos
  /** Closes the store, and lets another process restore it if it must. */
  close(): void
}

interface OpenParts {
  readonly places: SafePlaces
  readonly migrationsDir: string
  readonly clock: Clock
  readonly lockWaits?: LockWaits
}

type Opened = { readonly store: Store; readonly repos: Repos }
type Tried = Opened | { readonly reason: string }

/** Faults that say nothing about the state of the file: trying again, room or a right mends them. */
const PASSING: readonly FaultCode[] = ['STORE_BUSY', 'STORE_FULL', 'STORE_READ_ONLY']
/** Faults of bringing the store forward: the program's, or a damaged page that looks like it. */
const FORWARD: readonly FaultCode[] = ['STORE_NEWER', 'STORE_MIGRATION_EDITED', 'STORE_MIGRATION_GAP', 'INTERNAL']

/**
 * Opens the station's store, sound: one that is damaged, gone or cut short is first restored from the last good copy and the journal, by one
 * process while others wait. Raises the faults of openStore; STORE_DAMAGED (details.reason open-elsewhere) while another program works with the
 * damaged store; STORE_LOST when there is nothing to restore from.
 */
export function openSafeStore(parts: OpenParts): SafeStore {
  const { places } = parts
  // Earlier versions made some of the files for all to read.
  keepFolderPrivate(places.dir)
  const lock = createStoreLock(places.storeLock, parts.lockWaits)
  const letGo = lock.share()
  const tried = guarded(letGo, () => tryOpen(parts, createDamageMark(places.mark).isSet()))
  if ('store' in tried) return safe(tried, letGo)
  letGo()
  const letAllGo = lock.own()
  if (letAllGo) guarded(letAllGo, () => restoreIfNeeded(parts, tried.reason))
  letAllGo?.()
  return openAfter(parts, tried.reason)
}

function openAfter(parts: OpenParts, reason: string): SafeStore {
  const letGo = createStoreLock(parts.places.storeLock, parts.lockWaits).share()
  const tried = guarded(letGo, () => tryOpen(parts, false))
  if ('store' in tried) return safe(tried, letGo)
  letGo()
  throw new Fault('STORE_DAMAGED', { reason: 'open-elsewhere', damage: reason })
}

/** Another process may have restored it while this one waited. */
function restoreIfNeeded(parts: OpenParts, reason: string): void {
  const mark = createDamageMark(parts.places.mark)
  const tried = tryOpen(parts, false)
  if ('store' in tried) {
    const wrong = mark.isSet() ? whatIsWrong(tried.store, tried.repos) : null
    tried.store.close()
    if (wrong === null) {
      mark.clear()
      return
    }
  }
  restoreStore(parts, 'reason' in tried ? tried.reason : reason)
}

function safe({ store, repos }: Opened, letGo: () => void): SafeStore {
  return {
    store,
    repos,
    close() {
      store.close()
      letGo()
    },
  }
}

/** Gives the open store, or what is wrong with it. A store that only lacks its newest packets gets them back from the journal. */
function tryOpen({ places, migrationsDir, clock }: OpenParts, isMarked: boolean): Tried {
  if (isMarked) return { reason: 'marked' }
  if (isGone(places)) return { reason: 'missing' }
  const mark = createDamageMark(places.mark)
  const reserve = createReserveFile(places.reserve)
  let store: Store
  try {
    store = openStore({ path: places.db, migrationsDir, clock, whenFull: reserve.free, whenDamaged: mark.set })
  } catch (thrown) {
    const { code } = toFault(thrown)
    if (code === 'STORE_DAMAGED' || (FORWARD.includes(code) && isUnreadable(places, clock))) return { reason: code }
    throw thrown
  }
  try {
    const repos = createRepos(store)
    probe(repos)
    const { missing } = replayJournal(places.journal, { store, repos, nowMs: clock.now() })
    const isEmptied = repos.station.get() === null && backupCopies(places.backup).length > 0
    if (missing === 0 && !isEmptied) return { store, repos }
    store.close()
    return { reason: 'behind' }
  } catch (thrown) {
    store.close()
    const { code } = toFault(thrown)
    if (PASSING.includes(code)) throw thrown
    return { reason: code }
  }
}

/** A store that is not there is a new one only where nothing tells of an older. */
function isGone({ db, backup, journal }: SafePlaces): boolean {
  const size = statSync(db, { throwIfNoEntry: false })?.size ?? 0
  return size === 0 && (backupCopies(backup).length > 0 || journalFiles(journal).length > 0)
}

/** Whether a store that could not be brought forward is spoilt, and not just of another version. */
function isUnreadable({ db }: SafePlaces, clock: Clock): boolean {
  try {
    const store = openStore({ path: db, migrationsDir: null, clock, readOnly: true })
    try {
      return String(store.db.pragma('integrity_check(1)', { simple: true })) !== 'ok'
    } finally {
      store.close()
    }
  } catch {
    return true
  }
}

function guarded<T>(letGo: () => void, work: () => T): T {
  try {
    return work()
  } catch (thrown) {
    letGo()
    throw thrown
  }
}
