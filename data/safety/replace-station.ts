import { existsSync, mkdirSync, renameSync } from 'node:fs'
import { dirname } from 'node:path'
import type { Clock } from '../../flows/base/clock.ts'
import { Fault } from '../../flows/base/fault.ts'
import { flush } from '../disk/flush.ts'
import { createRepos } from '../store/create-repos.ts'
import { openStore } from '../store/open-store.ts'
import type { StaffRow } from '../store/staff.repo.ts'
import { toStoreFault } from '../store/store-fault.ts'
import { safePlaces } from './safe-places.ts'
import { createStoreLock } from './store-lock.ts'

/** What the earlier station leaves behind. */
export interface Replaced {
  /** Its whole folder, nothing in it changed: receipts, acknowledgements and log can still be looked up there. */
  readonly asideDir: string
  /** Packets in it that wait for a person. */
  readonly held: number
}

/**
 * Puts a new station in the place of one whose chain cannot go on (a fork): once nothing of the earlier one waits to be sent, `pair` makes the new one in `freshDir`, the staff accounts with
 * it, and only then the two folders change places, while no other program has the store open. Whatever ends it before that leaves the earlier station as it was; the same call again goes on.
 * Raises STORE_BUSY (another program is open), OUTBOX_NOT_EMPTY (details.waiting), the faults of `pair` and of the store.
 */
export async function replaceStation(parts: {
  readonly dir: string
  readonly freshDir: string
  /** Gives the folder for the earlier station, by its code; it must not be there yet. */
  readonly asideDir: (stationCode: string) => string
  readonly migrationsDir: string
  readonly clock: Clock
  readonly pair: (staff: readonly StaffRow[]) => Promise<void>
}): Promise<Replaced> {
  const letGo = createStoreLock(safePlaces(parts.dir).storeLock).own()
  if (!letGo) throw new Fault('STORE_BUSY', { reason: 'open-elsewhere' })
  try {
    const { stationCode, staff, waiting, held } = readStation(parts)
    if (waiting > 0) throw new Fault('OUTBOX_NOT_EMPTY', { waiting })
    await parts.pair(staff)
    const asideDir = parts.asideDir(stationCode)
    changePlaces(parts.dir, asideDir, parts.freshDir)
    return { asideDir, held }
  } finally {
    letGo()
  }
}

function readStation({ dir, migrationsDir, clock }: Parameters<typeof replaceStation>[0]) {
  const store = openStore({ path: safePlaces(dir).db, migrationsDir, clock })
  try {
    const repos = createRepos(store)
    const { stationCode } = repos.station.get() ?? { stationCode: '' }
    return { stationCode, staff: repos.staff.all(), ...repos.outbox.counts() }
  } finally {
    store.close()
  }
}

/** A power cut between the two renamings leaves no station in its place, and the new one whole beside it. Called before a station is opened: puts it there. */
export function finishReplacing(dir: string, freshDir: string): void {
  if (existsSync(dir) || !existsSync(safePlaces(freshDir).db)) return
  try {
    renameSync(freshDir, dir)
  } catch (thrown) {
    throw toStoreFault(thrown)
  }
}

function changePlaces(dir: string, asideDir: string, freshDir: string): void {
  try {
    mkdirSync(dirname(asideDir), { recursive: true, mode: 0o700 })
    renameSync(dir, asideDir)
    renameSync(freshDir, dir)
    for (const folder of [dirname(asideDir), dirname(dir)]) flush(folder)
  } catch (thrown) {
    throw toStoreFault(thrown)
  }
}
