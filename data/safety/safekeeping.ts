import { setTimeout as delay } from 'node:timers/promises'
import type { Logger } from 'pino'
import { Fault, toFault } from '../../flows/base/fault.ts'
import { backupCopies } from './backup-copies.ts'
import { isSoundFile } from './check-file.ts'
import { createDamageMark } from './damage-mark.ts'
import { removeOldDamaged } from './damaged-stores.ts'
import { createReserveFile } from './reserve-file.ts'
import { contentSteps } from './soundness.ts'
import { type BackupParts, type BackupResult, takeBackup } from './take-backup.ts'

const MINUTE_MS = 60_000
/** What a restoring may lose of log and staff accounts; packets are journalled besides. */
export const BACKUP_EVERY_MS = 60 * MINUTE_MS
/** How often it is looked whether a backup is due: another process may have made one, or failed to. */
const LOOK_EVERY_MS = 5 * MINUTE_MS
/** The first keys and the first sync come before reading the whole store. */
const FIRST_AFTER_MS = 20_000
/** Time that other work gets between two looks at packets. */
const BREATH_MS = 5

/** Keeps copies of one station's store, and looks through it. */
export interface Safekeeping {
  /** Looks through the store once, then keeps a copy each hour, until the signal. Never rejects: what fails is logged and tried again. */
  start(signal: AbortSignal): Promise<void>
  /** One copy now; raises what takeBackup raises. */
  backupNow(signal?: AbortSignal): Promise<BackupResult>
  /** Looks through the whole store, beside other work. Damage is marked: the next start restores. Raises STORE_BUSY, CANCELLED. */
  checkNow(signal?: AbortSignal): Promise<'sound' | 'damaged'>
}

export function createSafekeeping(
  parts: BackupParts & {
    readonly log: Pick<Logger, 'info' | 'warn' | 'error'>
    /** Waits, or ends early when the signal is given. Machine time: a clock that is set moves no backup. */
    readonly wait?: (ms: number, signal: AbortSignal) => Promise<unknown>
  },
): Safekeeping {
  const { places, repos, log } = parts
  const wait = parts.wait ?? ((ms, signal) => delay(ms, undefined, { signal, ref: false }).catch(() => undefined))
  const mark = createDamageMark(places.mark)
  const reserve = createReserveFile(places.reserve)

  const isContentSound = async (signal: AbortSignal | undefined) => {
    const steps = contentSteps(repos)
    for (;;) {
      if (signal?.aborted) throw new Fault('CANCELLED')
      const step = steps.next()
      if (step.done) return step.value === null
      await delay(BREATH_MS)
    }
  }
  const checkNow: Safekeeping['checkNow'] = async (signal) => {
    const isSound = (await isSoundFile(places.db, signal)) && (await isContentSound(signal))
    if (!isSound) mark.set()
    return isSound ? 'sound' : 'damaged'
  }
  const backupNow: Safekeeping['backupNow'] = async (signal) => {
    try {
      return await takeBackup(parts, signal)
    } catch (thrown) {
      const fault = toFault(thrown)
      if (fault.code === 'STORE_DAMAGED') mark.set()
      throw fault
    }
  }
  const turn = async (what: string, work: () => Promise<unknown>, signal: AbortSignal) => {
    try {
      await work()
    } catch (thrown) {
      const { code } = toFault(thrown)
      if (!signal.aborted) log.warn({ fault: code, what }, 'safekeeping will try again')
    }
  }
  const backupIfDue = async (signal: AbortSignal) => {
    removeOldDamaged(places.damaged, parts.clock.now())
    reserve.refill()
    // A damaged store must not push out the last good copy.
    if (mark.isSet() || !isDue(parts)) return
    if (!(await isContentSound(signal))) {
      mark.set()
      return
    }
    const result = await backupNow(signal)
    if (result.kind === 'kept') log.info({ copy: result.copy.name }, 'store copied')
  }
  return {
    checkNow,
    backupNow,
    async start(signal) {
      await wait(FIRST_AFTER_MS, signal)
      if (signal.aborted) return
      await turn('check', () => checkNow(signal), signal)
      while (!signal.aborted) {
        await turn('backup', () => backupIfDue(signal), signal)
        if (!signal.aborted) await wait(LOOK_EVERY_MS, signal)
      }
    },
  }
}

/** By the age of the newest copy; a copy from the future was made under another clock and is no reason to wait. */
function isDue({ places, clock }: BackupParts): boolean {
  const newest = backupCopies(places.backup)[0]
  return !newest || Math.abs(clock.now() - newest.atMs) >= BACKUP_EVERY_MS
}
