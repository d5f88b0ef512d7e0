import { execFileSync, spawn } from 'node:child_process'
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** Where vpcd listens for the card of its first slot; the second slot is the next port (vsmartcard, /etc/reader.conf.d/vpcd). */
export const VPCD_PORT = 35_963
/** What pcscd calls the two slots of the virtual reader. */
export const VIRTUAL_READERS = ['Virtual PCD 00 00', 'Virtual PCD 00 01'] as const

/** The daemon of the tests, of which a machine can have only one: its socket has a fixed place. */
export interface Pcscd {
  readonly pid: number | null
  /** Starts it and waits until its socket and, with readers, both ports of vpcd are there. Without readers none is plugged in. */
  start(options?: { readers?: boolean }): Promise<void>
  /** Ends it in its own way; settles when it is gone. Harmless when it does not run. */
  stop(): Promise<void>
  /** Ends it as a crash would: socket and pid file stay, and are removed here as the system's service would at its next start. */
  kill(): Promise<void>
  /** Stops it in its tracks (SIGSTOP): it lives and answers nothing. */
  freeze(): void
  thaw(): void
}

const SOCKET = '/run/pcscd/pcscd.comm'
const PID_FILE = '/run/pcscd/pcscd.pid'
const DRIVERS = ['/usr/lib/pcsc/drivers/serial/libifdvpcd.so', '/usr/local/lib/pcsc/drivers/serial/libifdvpcd.so']
const BINDING = fileURLToPath(
  new URL('../../node_modules/smartcard/build/Release/smartcard_napi.node', import.meta.url),
)
const WAIT_MS = 10_000
const POLL_MS = 10

/** Why the tests with a virtual reader cannot run here; null when they can. */
export function pcscdMissing(): string | null {
  if (process.platform !== 'linux') return 'the virtual reader is driven on Linux only'
  if (programPath() === null) return 'pcscd is not installed'
  if (driverPath() === null) return 'vsmartcard-vpcd is not installed'
  if (!existsSync(BINDING)) return 'the package smartcard is not compiled'
  const other = livePid()
  if (other !== null) return `a pcscd of the system runs already (pid ${other}) and would have to be stopped`
  if (asRoot() === null) return 'no right to run pcscd (neither root nor sudo without a password)'
  return null
}

/** Drives the daemon from any process of the test run; `folder` holds its configuration and its log, and is the caller's to remove. */
export function pcscdIn(folder: string): Pcscd {
  const prefix = asRoot() ?? []
  const signal = (name: NodeJS.Signals) => {
    const pid = livePid()
    if (pid !== null) run([...prefix, 'kill', '-s', name.slice(3), String(pid)])
  }
  const end = async (name: NodeJS.Signals) => {
    signal(name)
    await until(() => livePid() === null, `pcscd did not end at ${name}`)
    if (existsSync(SOCKET) || existsSync(PID_FILE)) run([...prefix, 'rm', '-f', SOCKET, PID_FILE])
  }
  return {
    get pid() {
      return livePid()
    },
    async start({ readers = true } = {}) {
      // A folder of its own: pcscd takes every file in it for configuration.
      const readersFolder = join(folder, 'readers')
      mkdirSync(readersFolder, { recursive: true })
      writeFileSync(join(readersFolder, 'vpcd'), readers ? readerConfiguration() : '')
      // Not detached: when the test run's process group is killed, the daemon goes with it.
      const log = openSync(join(folder, 'pcscd.log'), 'a')
      const daemon = [programPath() ?? '', '--foreground', '-c', readersFolder, ...withoutPolkit()]
      const [command = '', ...args] = [...prefix, 'env', ...withoutDelay(folder), ...daemon]
      const child = spawn(command, args, { stdio: ['ignore', log, log] })
      closeSync(log)
      child.unref()
      const ports = readers ? [VPCD_PORT, VPCD_PORT + 1] : []
      try {
        await until(
          () => livePid() !== null && existsSync(SOCKET) && ports.every(isListening),
          `pcscd did not start; see ${folder}/pcscd.log`,
        )
      } catch (failure) {
        child.kill('SIGKILL')
        throw failure
      }
    },
    async stop() {
      // A daemon that stands still would take the signal only when it goes on.
      signal('SIGCONT')
      await end('SIGTERM')
    },
    kill: () => end('SIGKILL'),
    freeze: () => signal('SIGSTOP'),
    thaw: () => signal('SIGCONT'),
  }
}

/** Removes what a killed test run left behind, so that the next start is not refused. */
export function removeStaleSocket(): void {
  if (livePid() !== null) return
  if (existsSync(SOCKET) || existsSync(PID_FILE)) run([...(asRoot() ?? []), 'rm', '-f', SOCKET, PID_FILE])
}

function readerConfiguration(): string {
  return [
    'FRIENDLYNAME "Virtual PCD"',
    `DEVICENAME   /dev/null:0x${VPCD_PORT.toString(16)}`,
    `LIBPATH      ${driverPath()}`,
    `CHANNELID    0x${VPCD_PORT.toString(16)}`,
    '',
  ].join('\n')
}

function driverPath(): string | null {
  return DRIVERS.find((path) => existsSync(path)) ?? null
}

function programPath(): string | null {
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin', '/usr/local/sbin']
  return folders.map((folder) => join(folder, 'pcscd')).find((path) => existsSync(path)) ?? null
}

/** Takes 40 ms off each exchange (fixtures/no-delay.c says why); where there is no compiler, the tests are only slower. */
function withoutDelay(folder: string): string[] {
  const library = join(folder, 'no-delay.so')
  const source = fileURLToPath(new URL('./fixtures/no-delay.c', import.meta.url))
  if (!existsSync(library)) run(['gcc', '-shared', '-fPIC', '-o', library, source, '-ldl'])
  return existsSync(library) ? [`LD_PRELOAD=${library}`] : []
}

/** pcsc-lite 2 asks polkit who may use a card; where no session is logged in it refuses everybody. */
function withoutPolkit(): string[] {
  const help = execFileSync(programPath() ?? '', ['--help'], { encoding: 'utf8' })
  return help.includes('--disable-polkit') ? ['--disable-polkit'] : []
}

/** What stands before a command that needs root; null where there is no way. */
function asRoot(): readonly string[] | null {
  if (process.getuid?.() === 0) return []
  try {
    execFileSync('sudo', ['-n', 'true'], { stdio: 'ignore' })
    return ['sudo', '-n']
  } catch {
    return null
  }
}

/** The daemon's pid by its own pid file, whoever started it; null when that one has ended (a zombie has). */
function livePid(): number | null {
  try {
    const pid = Number(readFileSync(PID_FILE, 'utf8').replace(/[^\d]/g, ''))
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const [state] = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    return stat.includes('(pcscd)') && state !== 'Z' && state !== 'X' ? pid : null
  } catch {
    return null
  }
}

function isListening(port: number): boolean {
  const wanted = `:${port.toString(16).toUpperCase().padStart(4, '0')}`
  return ['/proc/net/tcp', '/proc/net/tcp6']
    .filter((path) => existsSync(path))
    .flatMap((path) => readFileSync(path, 'utf8').split('\n'))
    .map((line) => line.trim().split(/\s+/))
    .some(([, local, , state]) => state === '0A' && local?.endsWith(wanted))
}

function run([command = '', ...args]: readonly string[]): void {
  try {
    execFileSync(command, args, { stdio: 'ignore' })
  } catch {
    // It ended meanwhile: whoever called looks again anyway.
  }
}

async function until(done: () => boolean, failure: string): Promise<void> {
  const deadline = performance.now() + WAIT_MS
  while (!done()) {
    if (performance.now() > deadline) throw new Error(failure)
    await new Promise((resolve) => setTimeout(resolve, POLL_MS))
  }
}
