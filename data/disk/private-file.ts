import { chmodSync, closeSync, type Dirent, openSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'

/** Read and written by the station's user alone. */
export const PRIVATE_MODE = 0o600
/** Everything that group and others may. */
const OTHERS = 0o077
/** Windows keeps who may read a file elsewhere; its folder's list of rights holds. */
const HAS_MODES = process.platform !== 'win32'
/** Files that SQLite makes beside a database, with the mode of the database (SQLite, "Temporary Files Used By SQLite"). */
const BESIDE = ['-wal', '-shm', '-journal'] as const

/**
 * Makes a database file that is not there yet as an empty one for its owner alone, before SQLite makes it for all; one that is there, and what lies beside it, loses what others may. Never
 * raises: whoever cannot change a file is told by SQLite when it opens it.
 */
export function keepDatabasePrivate(path: string): void {
  if (!HAS_MODES) return
  makeEmpty(path)
  for (const end of ['', ...BESIDE]) keepFilePrivate(`${path}${end}`)
}

/** Takes from every file of a folder and those below it what others may; links are left alone, and what they lead to. Never raises. */
export function keepFolderPrivate(folder: string): void {
  if (!HAS_MODES) return
  for (const entry of entriesOf(folder)) {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) keepFolderPrivate(path)
    else if (entry.isFile()) keepFilePrivate(path)
  }
}

function keepFilePrivate(path: string): void {
  try {
    const mode = statSync(path, { throwIfNoEntry: false })?.mode ?? 0
    if ((mode & OTHERS) !== 0) chmodSync(path, PRIVATE_MODE)
  } catch {
    // Gone meanwhile, or somebody else's.
  }
}

/** Only where nothing is: closing a file that this process has open elsewhere would let go of the locks SQLite holds on it (fcntl(2)). */
function makeEmpty(path: string): void {
  try {
    if (statSync(path, { throwIfNoEntry: false }) === undefined) closeSync(openSync(path, 'wx', PRIVATE_MODE))
  } catch {
    // Made meanwhile, or the disk takes nothing.
  }
}

function entriesOf(folder: string): readonly Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true })
  } catch {
    return []
  }
}
