import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { runCommand } from './command.mjs'
import { say, stageLine } from './words.mjs'

/** What the package smartcard is compiled against. */
export const PCSC_HEADER = '/usr/include/PCSC/winscard.h'
const PCSC_PID_FILE = '/run/pcscd/pcscd.pid'

/**
 * What the tests use of the system, how to see that it is there, and what stays untested without it. `packages` are tried in turn; names joined
 * by a blank are installed together. The compiler and the headers come first of all: npm compiles two packages of ours with them.
 */
const WANTED = [
  {
    what: 'a C++ compiler',
    packages: ['g++ gcc libc6-dev make python3'],
    present: () => ['g++', 'gcc', 'make', 'python3'].every(isProgram),
    untested: 'tokens and card readers: their bindings are compiled on install (install g++, make and python3)',
  },
  {
    what: 'the headers of PC/SC',
    packages: ['libpcsclite-dev'],
    present: () => existsSync(PCSC_HEADER),
    untested: 'card readers: their binding is compiled on install (install the Debian package libpcsclite-dev)',
  },
  {
    what: 'pcscd with a virtual reader',
    packages: ['pcscd vsmartcard-vpcd'],
    present: () => isProgram('pcscd') && existsSync('/usr/lib/pcsc/drivers/serial/libifdvpcd.so'),
    untested: 'card readers on the real daemon (install the Debian packages pcscd and vsmartcard-vpcd)',
    afterInstall: stopNewPcscd,
  },
  {
    what: 'SoftHSM2',
    packages: ['softhsm2'],
    present: () => isProgram('softhsm2-util') && isLibrary('softhsm/libsofthsm2.so'),
    untested: 'tokens on SoftHSM2 (install the Debian package softhsm2)',
  },
  {
    what: 'OpenSC',
    packages: ['opensc opensc-pkcs11', 'opensc'],
    present: () => isProgram('pkcs11-tool') && isLibrary('opensc-pkcs11.so'),
    untested: "tokens on OpenSC's module (install the Debian packages opensc and opensc-pkcs11)",
  },
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
  for (const names of packages) {
    const result = await apt('install', '-y', '--no-install-recommends', ...names.split(' '))
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

/** Whether a program of this name is there: daemons are not on everybody's search path. */
function isProgram(name) {
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin', '/usr/local/sbin']
  return folders.some((folder) => folder && existsSync(join(folder, name)))
}

/** Debian keeps libraries in /usr/lib or in a folder of the machine's kind below it. */
function isLibrary(path) {
  const below = readdirSync('/usr/lib').filter((name) => name.includes('-linux-'))
  return ['', ...below].some((folder) => existsSync(join('/usr/lib', folder, path)))
}

/** Debian starts pcscd, or listens for it, after installing. The tests run one of their own; that one must not stay behind. */
async function stopNewPcscd() {
  const sudo = process.getuid?.() === 0 ? [] : ['sudo', '-n']
  const run = ([command, ...args]) => runCommand(command, args)
  await run([...sudo, 'systemctl', 'stop', 'pcscd.socket', 'pcscd.service'])
  if (!existsSync(PCSC_PID_FILE)) return
  const pid = Number(readFileSync(PCSC_PID_FILE, 'utf8').replace(/\D/g, ''))
  if (pid > 1) await run([...sudo, 'kill', String(pid)])
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
