import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Method, Subject } from '../../flows/base/terms.ts'
import { type RunningProcess, startProcess } from './processes.ts'
import { startTerminal, type Terminal, type TerminalOptions } from './terminal.ts'

export const checkout = dirname(dirname(dirname(fileURLToPath(import.meta.url))))
/** The built program; a process started with its own input needs the path. */
export const motcuaProgram = join(checkout, 'dist', 'motcua.js')

/** What `motcua up` prints when all is ready. */
export interface Up {
  readonly central: string
  readonly sandbox: string
  readonly data: string
}

/** Starts the built program with pipes. */
export function motcua(...args: string[]): RunningProcess {
  return motcuaWith({}, ...args)
}

/** The same with variables added to its environment. */
export function motcuaWith(env: Readonly<Record<string, string>>, ...args: string[]): RunningProcess {
  return startProcess({ command: process.execPath, args: [motcuaProgram, ...args], cwd: checkout, env })
}

/** Runs one command to its end and gives its first line of JSON and its exit code. */
export async function motcuaJson<Value>(...args: string[]): Promise<{ value: Value; code: number | null }> {
  const running = motcua(...args, '--json')
  const value = await running.firstJson<Value>()
  const { code } = await running.exit
  return { value, code }
}

/** Starts `motcua up` on a folder and waits until all is ready. */
export async function startUp(dataDir: string): Promise<{ up: Up; process: RunningProcess }> {
  const running = motcua('up', '--data', dataDir)
  return { up: await running.firstJson<Up>(), process: running }
}

/** Opens the built program in a pseudo-terminal. */
export function motcuaTerminal(
  args: readonly string[],
  options: Omit<TerminalOptions, 'command' | 'args'> = {},
): Terminal {
  return startTerminal({ ...options, command: process.execPath, args: [motcuaProgram, ...args], cwd: checkout })
}

/** A line of `motcua sandbox people --json`. */
export interface Person {
  readonly key: string
  readonly subject: Subject
  readonly idNumber: string
  readonly fullName: string
  readonly birthDate: string
  readonly phone: string
  readonly email: string | null
  readonly insuranceNumber: string | null
  readonly organisation: string | null
  readonly taxCode: string | null
  readonly situation: string
  readonly scan: string | null
  readonly token: { readonly label: string; readonly pin: string } | null
  readonly remoteProvider: 'smartca' | 'csc' | null
  readonly expected: Readonly<Record<Method, 'accepted' | 'refused' | 'pending' | null>>
  /** Of mobile. */
  readonly expectedFault: string | null
  readonly expectedFaults: Readonly<Partial<Record<Method, string>>>
}

export async function sandboxPeople(): Promise<readonly Person[]> {
  return (await motcuaJson<readonly Person[]>('sandbox', 'people')).value
}

export const PASSWORD = 'Bốn-Mùa7xanh!'

/** Answers with which this person registers; with a card, its QR text stands in for the typed fields. */
export function answersOf(person: Person, how: 'typed' | 'scanned' = 'typed'): Record<string, unknown> {
  const identity =
    how === 'scanned' && person.scan !== null
      ? { scan: person.scan }
      : { idNumber: person.idNumber, fullName: person.fullName, birthDate: person.birthDate }
  return {
    subject: person.subject,
    method: 'mobile',
    ...identity,
    phone: person.phone,
    ...(person.email ? { email: person.email } : {}),
    password: PASSWORD,
    consent: true,
    otp: { from: 'sandbox' },
    captcha: { from: 'sandbox' },
  }
}
