import { existsSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { root, runCommand, systemPath } from './command.mjs'
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

function needsInstall() {
  const installed = join(root, 'node_modules', '.package-lock.json')
  const pinnedNode = join(root, 'node_modules', '.bin', 'node')
  if (!existsSync(installed) || !existsSync(pinnedNode)) return true
  return statSync(installed).mtimeMs < statSync(join(root, 'package-lock.json')).mtimeMs
}
