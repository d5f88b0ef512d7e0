import { readFile, readlink, realpath, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Fault } from '../../flows/base/fault.ts'

/** A database whose central was killed is stopping already (its guard saw to it): time for that, then for a second request. */
const OWN_END_MS = 15_000
const ASKED_END_MS = 15_000
const LOOK_EVERY_MS = 50
/** Field 22 of /proc/PID/stat (proc(5)), counted behind the program's name. */
const START_TIME_FIELD = 19

interface Owner {
  readonly pid: number
  readonly startTime: string | null
}

/** Writes down that this process runs the database of the folder. */
export async function claimCluster(ownerFile: string): Promise<void> {
  const owner: Owner = { pid: process.pid, startTime: await startTime(process.pid) }
  await writeFile(ownerFile, JSON.stringify(owner), { mode: 0o600 })
}

/**
 * Sees to it that no database of an earlier run is left on the folder: a lock file whose process id now belongs to something else is removed,
 * a database without its central is waited for, then asked to stop. Raises STORE_BUSY when the central that owns it is alive,
 * DATABASE_UNAVAILABLE (details.reason: leftover) when it does not stop.
 */
export async function clearLeftover(clusterDir: string, ownerFile: string): Promise<void> {
  const lockFile = join(clusterDir, 'postmaster.pid')
  const pid = await readPostmasterPid(clusterDir)
  if (pid === null || !isAlive(pid)) return
  if (!(await runsOn(pid, clusterDir))) {
    await rm(lockFile, { force: true })
    return
  }
  const owner = await readOwner(ownerFile)
  if (owner && isAlive(owner.pid) && (await startTime(owner.pid)) === owner.startTime) {
    throw new Fault('STORE_BUSY', { folder: clusterDir, pid: owner.pid })
  }
  if (await gone(pid, OWN_END_MS)) return
  for (const signal of ['SIGINT', 'SIGQUIT'] as const) {
    process.kill(pid, signal)
    if (await gone(pid, ASKED_END_MS)) return
  }
  throw new Fault('DATABASE_UNAVAILABLE', { reason: 'leftover', pid })
}

/** Process id in the lock file (first line, PostgreSQL §66.1), or null. */
export async function readPostmasterPid(clusterDir: string): Promise<number | null> {
  const text = await readFile(join(clusterDir, 'postmaster.pid'), 'utf8').catch(() => '')
  const pid = Number.parseInt(text, 10)
  return Number.isInteger(pid) && pid > 1 ? pid : null
}

/** Whether a process of that id exists. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

async function runsOn(pid: number, clusterDir: string): Promise<boolean> {
  if (process.platform !== 'linux') return true
  const cwd = await readlink(`/proc/${pid}/cwd`).catch(() => null)
  return cwd !== null && cwd === (await realpath(clusterDir))
}

async function gone(pid: number, withinMs: number): Promise<boolean> {
  const deadline = Date.now() + withinMs
  while (isAlive(pid)) {
    if (Date.now() > deadline) return false
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS))
  }
  return true
}

async function readOwner(ownerFile: string): Promise<Owner | null> {
  try {
    const owner: unknown = JSON.parse(await readFile(ownerFile, 'utf8'))
    return owner as Owner
  } catch {
    return null
  }
}

async function startTime(pid: number): Promise<string | null> {
  const text = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '')
  return text.slice(text.lastIndexOf(')') + 2).split(' ')[START_TIME_FIELD] ?? null
}
