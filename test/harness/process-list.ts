import { readdir, readFile } from 'node:fs/promises'

/** A process as /proc tells of it. `startTicks` tells it from a later one with the same number. */
export interface LiveProcess {
  readonly pid: number
  readonly parentPid: number
  readonly startTicks: string
  readonly name: string
}

/** Every process that runs now; the dead that their parent has not yet collected (zombies) do not count. Linux only. */
export async function runningProcesses(): Promise<LiveProcess[]> {
  const entries = await readdir('/proc')
  const found = await Promise.all(entries.filter((entry) => /^\d+$/.test(entry)).map((pid) => readProcess(Number(pid))))
  return found.filter((process) => process !== null)
}

/** Children of a process, their children and so on. Those whose parent died belong to nobody: see processesWithVariable. */
export async function descendantsOf(pid: number): Promise<LiveProcess[]> {
  const all = await runningProcesses()
  const found: LiveProcess[] = []
  let generation = [pid]
  while (generation.length > 0) {
    const children = all.filter((process) => generation.includes(process.parentPid))
    found.push(...children)
    generation = children.map((child) => child.pid)
  }
  return found
}

/** Processes that were started with this environment variable, whoever their parent is now. */
export async function processesWithVariable(name: string, value: string): Promise<LiveProcess[]> {
  const wanted = `${name}=${value}`
  const all = await runningProcesses()
  const marked = await Promise.all(all.map(async (process) => (await environmentOf(process.pid)).includes(wanted)))
  return all.filter((_, index) => marked[index])
}

/** Those of the given processes that still run: same number and same start. */
export async function stillAlive(known: readonly LiveProcess[]): Promise<LiveProcess[]> {
  const now = await Promise.all(known.map((process) => readProcess(process.pid)))
  return known.filter((process, index) => now[index]?.startTicks === process.startTicks)
}

async function readProcess(pid: number): Promise<LiveProcess | null> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => null)
  if (stat === null) return null
  // proc_pid_stat(5): the name stands in brackets and may hold blanks and brackets itself.
  const nameEnd = stat.lastIndexOf(')')
  const [state, parentPid, ...rest] = stat.slice(nameEnd + 2).split(' ')
  if (state === 'Z' || state === 'X') return null
  return {
    pid,
    parentPid: Number(parentPid),
    startTicks: rest[17] ?? '',
    name: stat.slice(stat.indexOf('(') + 1, nameEnd),
  }
}

async function environmentOf(pid: number): Promise<string[]> {
  // Another user's process answers EACCES, one that just ended ENOENT: neither is ours.
  const text = await readFile(`/proc/${pid}/environ`, 'utf8').catch(() => '')
  return text.split('\0')
}
