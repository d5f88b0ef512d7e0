import { existsSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { root, runCommand, systemPath } from './command.mjs'
import { PCSC_HEADER } from './system-packages.mjs'
import { say, stageLine } from './words.mjs'

/** Installs the packages of package-lock.json when they are missing or older than it. Gives whether the run can go on. */
export async function installPackages(counts) {
  if (!needsInstall()) return true
  const result = await runCommand('npm', ['ci', '--no-fund', '--no-audit', '--loglevel=error'], {
    path: systemPath,
    live: true,
    limitMinutes: 20,
  })
  const outcome = result.code === 0 ? 'passed' : 'failed'
  counts[outcome]++
  say(stageLine('install', outcome, result.seconds, result.code === 0 ? '' : `npm ci ended with code ${result.code}`))
  return result.code === 0
}

/** Optional packages that are compiled on install, and what that needs of the system. npm drops one that does not compile, without a word. */
const COMPILED = [
  { built: 'smartcard/build/Release/smartcard_napi.node', from: PCSC_HEADER },
  { built: 'pkcs11js/build/Release/pkcs11.node', from: '/usr/bin/g++' },
]

/**
 * Whether the packages below `folder` are missing, older than the lock file, or lack one that could not be compiled when they were installed and
 * can be now: what it needs of the system came later. One that still does not compile is not tried again at every run.
 */
export function needsInstall(folder = root, compiled = COMPILED) {
  const installed = join(folder, 'node_modules', '.package-lock.json')
  const pinnedNode = join(folder, 'node_modules', '.bin', 'node')
  if (!existsSync(installed) || !existsSync(pinnedNode)) return true
  const installedMs = statSync(installed).mtimeMs
  if (installedMs < statSync(join(folder, 'package-lock.json')).mtimeMs) return true
  return compiled.some(
    ({ built, from }) =>
      !existsSync(join(folder, 'node_modules', built)) && existsSync(from) && statSync(from).ctimeMs > installedMs,
  )
}
