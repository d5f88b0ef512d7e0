// Makes a fresh clone runnable: packages as locked, and a build no older than the sources. Plain JavaScript for whatever Node (>= 20) started it.
import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = dirname(dirname(fileURLToPath(import.meta.url)))
export const pinnedNode = join(root, 'node_modules', '.bin', process.platform === 'win32' ? 'node.cmd' : 'node')
export const program = join(root, 'dist', 'motcua.js')
/**
 * How the program is run: a small young generation, so that what a long push throws away is collected in place and does not make the process 50 MiB
 * larger; no slower for it (docs/benchmarks.md). docs/systemd has the same.
 */
export const nodeFlags = JSON.parse(readFileSync(join(root, 'kiosk', 'node-flags.json'), 'utf8'))

const lock = join(root, '.setup.lock')
const LOCK_POLL_MS = 200

const ROOMS = ['flows', 'devices', 'data', 'kiosk', 'central']

/** Installs and builds what is missing or stale; says so on stderr, since stdout belongs to the command. Exits when it cannot. */
export function ensureReady() {
  if (!needsInstall() && !needsBuild()) return
  withLock(prepare)
}

function prepare() {
  if (needsInstall())
    run('Đang cài đặt các gói cần thiết (lần đầu mất khoảng một phút)…', 'npm', [
      'ci',
      '--no-fund',
      '--no-audit',
      '--loglevel=error',
    ])
  if (needsBuild()) run('Đang dựng chương trình…', pinnedNode, ['build.mjs'])
}

/** Two commands started at once on a fresh clone: one prepares, the other waits for it. */
function withLock(work) {
  while (!takeLock()) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, LOCK_POLL_MS)
  try {
    work()
  } finally {
    rmSync(lock, { force: true })
  }
}

function takeLock() {
  try {
    writeFileSync(lock, String(process.pid), { flag: 'wx' })
    return true
  } catch (error) {
    if (error.code !== 'EEXIST') throw error
    if (!isAlive(readHolder())) rmSync(lock, { force: true })
    return false
  }
}

function readHolder() {
  try {
    return Number(readFileSync(lock, 'utf8'))
  } catch {
    return 0
  }
}

function isAlive(pid) {
  // Just made and not yet written: its maker lives.
  if (pid === 0) return true
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error.code === 'EPERM'
  }
}

function needsInstall() {
  const installed = join(root, 'node_modules', '.package-lock.json')
  return (
    !existsSync(pinnedNode) ||
    !existsSync(installed) ||
    statSync(installed).mtimeMs < statSync(join(root, 'package-lock.json')).mtimeMs
  )
}

function needsBuild() {
  if (!existsSync(program)) return true
  const built = statSync(program).mtimeMs
  return [join(root, 'build.mjs'), ...ROOMS.flatMap((room) => sources(join(root, room)))].some(
    (file) => statSync(file).mtimeMs > built,
  )
}

function sources(folder) {
  if (!existsSync(folder)) return []
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name) && !/\.test\.tsx?$/.test(entry.name))
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
}

function run(message, command, args) {
  process.stderr.write(`${message}\n`)
  const result = spawnSync(command, args, { cwd: root, stdio: ['ignore', 2, 2], shell: process.platform === 'win32' })
  if (result.status !== 0) {
    process.stderr.write('Không chuẩn bị được chương trình. Xem thông báo ở trên.\n')
    rmSync(lock, { force: true })
    process.exit(result.status ?? 1)
  }
}
