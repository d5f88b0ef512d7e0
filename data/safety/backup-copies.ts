import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { isDiskCode, toStoreFault } from '../store/store-fault.ts'

/** Two: a copy that turns out bad leaves one, and packets stay journalled until the older has them too. */
export const COPIES_KEPT = 2

export interface BackupCopy {
  readonly number: number
  readonly name: string
  readonly path: string
  /** When it was written, by the machine's clock. */
  readonly atMs: number
}

const NAME = /^station-(\d+)\.db$/
export const copyName = (number: number) => `station-${number}.db`

/** The copies in a folder, the newest first; none where there is no folder. */
export function backupCopies(folder: string): readonly BackupCopy[] {
  return namesIn(folder)
    .flatMap((name) => {
      const number = Number(NAME.exec(name)?.[1])
      const path = join(folder, name)
      const kept = Number.isSafeInteger(number) ? statSync(path, { throwIfNoEntry: false }) : undefined
      return kept ? [{ number, name, path, atMs: kept.mtimeMs }] : []
    })
    .sort((one, other) => other.number - one.number)
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder)
  } catch (thrown) {
    if (isDiskCode(thrown, 'ENOENT')) return []
    throw toStoreFault(thrown)
  }
}
