import { type ChildProcess, spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { createInterface, type Interface } from 'node:readline'
import { childEnvironment } from './child-environment.ts'
import { descendantsOf, type LiveProcess, processesWithVariable, stillAlive } from './process-list.ts'

export interface ProcessOptions {
  readonly command: string
  readonly args?: readonly string[]
  readonly cwd?: string
  /** Added to this process's environment (less what tells of CI and test runners); undefined takes a variable away. */
  readonly env?: Readonly<Record<string, string | undefined>>
  /** Written to its standard input, which is then closed. */
  readonly input?: string
}

export interface ProcessExit {
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
}

export interface RunningProcess {
  readonly pid: number
  /** Resolves when it has ended and its output is complete. Rejects when it could not be started. */
  readonly exit: Promise<ProcessExit>
  /** Lines of its standard output so far. */
  readonly lines: readonly string[]
  stderr(): string
  /** The first line of standard output, read as JSON. Rejects with what it wrote to stderr when it ends or stays silent. */
  firstJson<Value = unknown>(options?: { timeoutMs?: number }): Promise<Value>
  /** Sends the signal and waits for the end; SIGKILL and a rejection when it does not end in time. */
  stop(signal?: NodeJS.Signals, options?: { timeoutMs?: number }): Promise<ProcessExit>
  /** All processes it has started, and theirs, now. */
  descendants(): Promise<LiveProcess[]>
  /**
   * What still runs of it and of everything it ever started, also after it ended: children are known by an environment variable they
   * inherit, so an orphan is found although its parent is gone. Pass what descendants() gave earlier to follow those as well.
   */
  leftovers(known?: readonly LiveProcess[]): Promise<LiveProcess[]>
}

const START_WAIT_MS = 60_000
const STOP_WAIT_MS = 20_000
const MARK = 'TEST_RUN_MARK'

/** Starts a program with pipes, for those that speak JSON on stdout. */
export function startProcess(options: ProcessOptions): RunningProcess {
  const mark = randomUUID()
  const child = spawn(options.command, [...(options.args ?? [])], {
    cwd: options.cwd,
    env: childEnvironment({ ...options.env, [MARK]: mark }),
    stdio: ['pipe', 'pipe', 'pipe'],
  })
  const lines: string[] = []
  let errors = ''
  const output = createInterface({ input: child.stdout })
  output.on('line', (line) => lines.push(line))
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    errors += text
  })
  // A child that ends before it has read its input is no failure of the test.
  child.stdin.on('error', () => {})
  child.stdin.end(options.input ?? '')
  const exit = exitOf(child)

  return {
    pid: child.pid ?? -1,
    exit,
    lines,
    stderr: () => errors,
    async firstJson<Value>({ timeoutMs = START_WAIT_MS } = {}) {
      const line =
        lines[0] ?? (await within(timeoutMs, nextLine(output), () => `no line in ${timeoutMs} ms; stderr:\n${errors}`))
      if (line === undefined) throw new Error(`ended without a line on stdout; stderr:\n${errors}`)
      return JSON.parse(line) as Value
    },
    async stop(signal = 'SIGTERM', { timeoutMs = STOP_WAIT_MS } = {}) {
      child.kill(signal)
      try {
        return await within(timeoutMs, exit, () => `still running ${timeoutMs} ms after ${signal}; stderr:\n${errors}`)
      } catch (error) {
        child.kill('SIGKILL')
        throw error
      }
    },
    descendants: () => descendantsOf(child.pid ?? -1),
    async leftovers(known = []) {
      const marked = await processesWithVariable(MARK, mark)
      const followed = await stillAlive(known)
      return [...new Map([...marked, ...followed].map((process) => [process.pid, process])).values()]
    },
  }
}

/** A daemon that inherited the pipes keeps them open: it must not make its parent look alive. */
const PIPE_WAIT_MS = 1_000

function exitOf(child: ChildProcess): Promise<ProcessExit> {
  const exit = new Promise<ProcessExit>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code, signal) => resolve({ code, signal }))
    child.once('exit', (code, signal) => setTimeout(() => resolve({ code, signal }), PIPE_WAIT_MS).unref())
  })
  exit.catch(() => {})
  return exit
}

function nextLine(output: Interface): Promise<string | undefined> {
  return new Promise((resolve) => {
    output.once('line', resolve)
    output.once('close', () => resolve(undefined))
  })
}

function within<Value>(timeoutMs: number, promise: Promise<Value>, message: () => string): Promise<Value> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(message())), timeoutMs)
    promise.then(resolve, reject).finally(() => clearTimeout(timer))
  })
}
