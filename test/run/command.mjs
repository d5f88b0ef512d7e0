import { spawn } from 'node:child_process'
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs'
import { constants, tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))))
const bin = join(root, 'node_modules', '.bin')

/** The project's own tools and its pinned Node come before the system's. */
export const projectPath = [bin, ...pathEntries()].join(delimiter)

/** The search path without this checkout: `npm ci` must not run on the Node it is about to replace. */
export const systemPath = pathEntries().join(delimiter)

/**
 * Runs a command to its end. Gives { code, output, seconds, timedOut }; output is stdout and stderr in the order written. It goes
 * through a file and not a pipe: a child that outlives its parent could hold a pipe open for ever. With `live`, all of it goes to
 * stderr at once instead. When the time is up, or the runner itself is interrupted, the command's whole process group ends.
 */
export async function runCommand(
  command,
  args,
  { path = projectPath, env = {}, limitMinutes = 10, live = false } = {},
) {
  const folder = mkdtempSync(join(tmpdir(), 'motcua-run-'))
  const file = join(folder, 'output')
  const output = live ? 2 : openSync(file, 'a')
  const startedAt = performance.now()
  try {
    const ended = await supervise(command, args, { output, limitMinutes, env: { ...process.env, PATH: path, ...env } })
    const seconds = (performance.now() - startedAt) / 1000
    return { ...ended, seconds, output: live ? '' : readFileSync(file, 'utf8') }
  } finally {
    if (!live) closeSync(output)
    rmSync(folder, { recursive: true, force: true })
  }
}

const ENDING = ['SIGINT', 'SIGTERM', 'SIGHUP']

function supervise(command, args, { output, limitMinutes, env }) {
  return new Promise((resolve) => {
    let timedOut = false
    const child = spawn(command, args, { cwd: root, env, stdio: ['ignore', output, output], detached: true })
    const endGroup = (signal) => {
      try {
        process.kill(-child.pid, signal)
      } catch {
        // The group has ended meanwhile.
      }
    }
    const timer = setTimeout(() => {
      timedOut = true
      endGroup('SIGKILL')
    }, limitMinutes * 60_000)
    const interrupted = (signal) => {
      endGroup('SIGTERM')
      process.exit(128 + constants.signals[signal])
    }
    const finish = (result) => {
      clearTimeout(timer)
      for (const signal of ENDING) process.off(signal, interrupted)
      resolve({ ...result, timedOut })
    }
    for (const signal of ENDING) process.on(signal, interrupted)
    child.once('error', (error) => finish({ code: error.code === 'ENOENT' ? 127 : 126 }))
    child.once('exit', (code) => finish({ code: code ?? 1 }))
  })
}

function pathEntries() {
  return (process.env.PATH ?? '').split(delimiter).filter((entry) => entry && entry !== bin)
}
