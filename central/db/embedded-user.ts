import { execFile } from 'node:child_process'
import { stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { promisify } from 'node:util'
import { Fault } from '../../flows/base/fault.ts'

const run = promisify(execFile)

/** Who may stand in when root starts central: PostgreSQL refuses to run as root, and initdb wants a name in the password file. */
const STAND_IN_USERS = ['postgres', 'nobody'] as const
const EXECUTE = 0o1

export interface SystemUser {
  readonly uid: number
  readonly gid: number
}

/** How a database program is started: as which user (null: as ourselves), and through which program, if any. */
export interface Launch {
  readonly user: SystemUser | null
  /** Put before the command line; empty when Node changes the user by itself. */
  readonly prefix: readonly string[]
}

/**
 * Chooses how to start the database programs. Without root: as ourselves. As root: as the owner of an existing cluster, else `postgres`, else
 * `nobody`. When that user cannot walk to the folders (a checkout under a 0700 home, a mkdtemp folder), the programs are started through
 * setpriv with the one capability to search folders, so that nobody's home has to be opened for it.
 * Raises DATABASE_UNAVAILABLE (details.reason: no-user, folder-not-reachable).
 */
export async function chooseLaunch(clusterDir: string, mustReach: readonly string[]): Promise<Launch> {
  if (process.getuid?.() !== 0) return { user: null, prefix: [] }
  const user = (await ownerOf(clusterDir)) ?? (await standIn())
  const closed = await firstClosedFolder(mustReach, user)
  if (closed === null) return { user, prefix: [] }
  const prefix = await searchPrefix(user)
  if (prefix === null) throw new Fault('DATABASE_UNAVAILABLE', { reason: 'folder-not-reachable', folder: closed })
  return { user: null, prefix }
}

/** The first folder on the way to one of the paths that the user may not walk through, or null. */
export async function firstClosedFolder(paths: readonly string[], user: SystemUser): Promise<string | null> {
  for (const path of paths) {
    for (let folder = dirname(path); ; folder = dirname(folder)) {
      const { mode, uid, gid } = await stat(folder)
      const shift = uid === user.uid ? 6 : gid === user.gid ? 3 : 0
      if (((mode >> shift) & EXECUTE) === 0) return folder
      if (folder === dirname(folder)) break
    }
  }
  return null
}

async function ownerOf(clusterDir: string): Promise<SystemUser | null> {
  const found = await stat(clusterDir).catch(() => null)
  return found && found.uid !== 0 ? { uid: found.uid, gid: found.gid } : null
}

async function standIn(): Promise<SystemUser> {
  for (const name of STAND_IN_USERS) {
    const ids = await Promise.all([run('id', ['-u', name]), run('id', ['-g', name])]).catch(() => null)
    if (ids) return { uid: Number(ids[0].stdout), gid: Number(ids[1].stdout) }
  }
  throw new Fault('DATABASE_UNAVAILABLE', { reason: 'no-user', tried: STAND_IN_USERS.join(', ') })
}

/** Containers often hold only one of the two capabilities; the weaker one is asked for first. */
async function searchPrefix(user: SystemUser): Promise<readonly string[] | null> {
  for (const capability of ['+dac_read_search', '+dac_override']) {
    const prefix = [
      'setpriv',
      `--reuid=${user.uid}`,
      `--regid=${user.gid}`,
      '--clear-groups',
      `--inh-caps=-all,${capability}`,
      `--ambient-caps=-all,${capability}`,
      `--bounding-set=-all,${capability}`,
    ]
    const works = await run(prefix[0]!, [...prefix.slice(1), 'true']).then(
      () => true,
      () => false,
    )
    if (works) return prefix
  }
  return null
}
