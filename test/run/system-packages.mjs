import { existsSync, readdirSync } from 'node:fs'
import { runCommand } from './command.mjs'
import { say, stageLine } from './words.mjs'

/** What the tests use of the system, how to see that it is there, and what stays untested without it. */
const WANTED = [
  {
    what: 'PostgreSQL 15 or newer of the system',
    packages: ['postgresql-15', 'postgresql'],
    present: () => postgresVersions().some((version) => version >= 15),
    untested:
      "central on the system's PostgreSQL (install the Debian package postgresql); the embedded server is tested",
    afterInstall: stopNewClusters,
  },
]

/**
 * Installs through apt-get what is missing, where apt-get exists and we may use it (root, or sudo without a password).
 * Gives what cannot be tested here, each with its reason; nothing missing is an error.
 */
export async function installSystemPackages(wanted = WANTED) {
  const missing = wanted.filter((one) => !one.present())
  if (missing.length === 0) return []
  const apt = await aptGet()
  if (apt === null) return missing.map((one) => `${one.untested}. No apt-get, or no right to use it`)

  await apt('update')
  const untested = []
  for (const one of missing) {
    const seconds = await installFirst(apt, one.packages)
    if (seconds === null || !one.present()) untested.push(`${one.untested}. apt-get could not install it`)
    else {
      await one.afterInstall?.()
      say(stageLine('apt-get', 'passed', seconds, one.what))
    }
  }
  return untested
}

/** Tries the packages in turn (releases name them differently); gives the seconds of the one that worked, or null. */
async function installFirst(apt, packages) {
  for (const name of packages) {
    const result = await apt('install', '-y', '--no-install-recommends', name)
    if (result.code === 0) return result.seconds
  }
  return null
}

async function aptGet() {
  const found = await runCommand('apt-get', ['--version'])
  if (found.code !== 0) return null
  const asRoot = process.getuid?.() === 0
  if (!asRoot && (await runCommand('sudo', ['-n', 'true'])).code !== 0) return null
  const prefix = asRoot ? [] : ['sudo', '-n']
  return (...args) => {
    const [command, ...rest] = [...prefix, 'env', 'DEBIAN_FRONTEND=noninteractive', 'apt-get', '-q', ...args]
    return runCommand(command, rest, { live: true, limitMinutes: 15 })
  }
}

function postgresVersions() {
  const folder = '/usr/lib/postgresql'
  if (!existsSync(folder)) return []
  return readdirSync(folder)
    .map(Number)
    .filter((version) => existsSync(`${folder}/${version}/bin/postgres`))
}

/** Debian starts a cluster of its own after installing the server. The tests make theirs; this one must not stay behind. */
async function stopNewClusters() {
  const sudo = process.getuid?.() === 0 ? [] : ['sudo', '-n']
  for (const version of postgresVersions()) {
    const [command, ...args] = [...sudo, 'pg_ctlcluster', String(version), 'main', 'stop']
    await runCommand(command, args)
  }
}
