import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { Fault } from '../../flows/base/fault.ts'
import { openLog } from '../log.ts'
import { readSettings, type Settings } from '../settings.ts'
import type { CommonFlags } from './command-flags.ts'
import { runKiosk } from './run-kiosk.ts'

/** A first start makes a database; a slow disk needs its time, a hung one must be named. */
const READY_WITHIN_MS = 120_000
/** After the wish to stop: PostgreSQL's fast shutdown writes a checkpoint. */
const STOP_WITHIN_MS = 20_000

/** `npm start`: the servers in a child held by its standard input, the kiosk in this terminal; whichever way this ends, the child ends too. */
export async function upWithScreen(flags: CommonFlags, settings: Settings): Promise<number> {
  if (!process.stdin.isTTY || !process.stdout.isTTY) throw new Fault('TERMINAL_MISSING')
  process.stderr.write('Đang khởi động trung tâm và môi trường mô phỏng…\n')
  const servers = await startServers(settings.dataDir)
  try {
    process.stderr.write(`Dữ liệu: ${settings.dataDir}\nTrung tâm: ${servers.central}\n`)
    // Read again: the servers wrote where they are.
    const ready = readSettings(
      { ...flags, data: settings.dataDir, scanner: 'simulated', token: 'simulated', printer: 'simulated' },
      process.env,
      settings.dataDir,
    )
    return await runKiosk(ready)
  } finally {
    await servers.stop()
  }
}

async function startServers(dataDir: string): Promise<{ central: string; stop(): Promise<void> }> {
  const child = spawn(process.execPath, [process.argv[1] ?? '', 'up', '--leash', '--data', dataDir], {
    stdio: ['pipe', 'pipe', 'pipe'],
    // Its own process group: a Ctrl-C meant for the screen must not stop the servers before the screen has ended.
    detached: true,
  })
  const exited = new Promise<void>((resolve) => child.once('close', () => resolve()))
  let tell = (line: string): void => {
    process.stderr.write(`${line}\n`)
  }
  createInterface({ input: child.stderr }).on('line', (line) => tell(line))
  const line = await new Promise<string>((resolve, reject) => {
    const timer = setTimeout(() => reject(new Fault('TIMED_OUT', { what: 'up' })), READY_WITHIN_MS)
    createInterface({ input: child.stdout }).once('line', (text) => {
      clearTimeout(timer)
      resolve(text)
    })
    child.once('exit', (code) => {
      clearTimeout(timer)
      reject(new Fault('INTERNAL', { what: 'up', code }))
    })
  }).catch((error: unknown) => {
    child.kill('SIGKILL')
    throw error
  })
  const ready = JSON.parse(line) as { central?: string; fault?: string }
  if (!ready.central) throw new Fault('INTERNAL', { what: 'up', fault: ready.fault ?? '' })
  // From here on the terminal is the screen's: a line of the servers would stand in the middle of somebody's registration.
  const log = openLog(dataDir, 'servers')
  tell = (line) => log.warn({ line }, 'servers said')
  return {
    central: ready.central,
    async stop() {
      child.stdin.end()
      const timer = setTimeout(() => child.kill('SIGKILL'), STOP_WITHIN_MS)
      await exited
      clearTimeout(timer)
    },
  }
}
