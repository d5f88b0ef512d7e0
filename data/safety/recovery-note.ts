import { readFileSync } from 'node:fs'
import { writeFileAtomic } from '../disk/write-file-atomic.ts'

const DAY_MS = 86_400_000
/** Staff are told of a restored store for so long, unless a technician has seen it before. */
export const TOLD_FOR_MS = 7 * DAY_MS

/** What a restoring found and brought back; kept as recovery.json. */
export interface RecoveryNote {
  readonly atMs: number
  /** How the damage showed: 'missing', 'marked', 'behind', or a fault code. */
  readonly reason: string
  /** Name of the copy below backup/, and when it was made. */
  readonly copy: string
  readonly copyAtMs: number
  /** Packets brought back from the journal. */
  readonly replayed: number
  /** Rows of the event log since the copy; null where the damaged store could not tell. They and staff accounts since then are gone. */
  readonly logRowsLost: number | null
  /** Folder with the damaged files, below damaged/. */
  readonly setAside: string
  readonly acknowledgedAtMs: number | null
}

/** The last restoring, or null. A file that cannot be read is no reason to stop: null. */
export function readRecoveryNote(path: string): RecoveryNote | null {
  try {
    const value: unknown = JSON.parse(readFileSync(path, 'utf8'))
    return typeof value === 'object' && value !== null && 'atMs' in value ? (value as RecoveryNote) : null
  } catch {
    return null
  }
}

export function writeRecoveryNote(path: string, note: RecoveryNote): void {
  writeFileAtomic(path, `${JSON.stringify(note, null, 2)}\n`, { mode: 0o600, replace: true })
}

/** Whether staff still have to be told. A clock that was set back tells longer, never shorter. */
export function isToTell(note: RecoveryNote, nowMs: number): boolean {
  return note.acknowledgedAtMs === null && nowMs - note.atMs < TOLD_FOR_MS
}
