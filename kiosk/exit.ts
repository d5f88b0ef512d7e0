import { type Fault, toFault } from '../flows/base/fault.ts'
import type { FaultCode } from '../flows/base/fault-codes.ts'

/** Exit codes of every command, product.md §7. */
export const EXIT = { done: 0, failed: 1, usage: 2, tryAgain: 75 } as const

const USAGE_CODES: readonly FaultCode[] = ['USAGE', 'CONFIG_INVALID', 'ANSWERS_INVALID', 'TERMINAL_MISSING']
const TRY_AGAIN_CODES: readonly FaultCode[] = [
  'LINE_DOWN',
  'CAPTIVE_PORTAL',
  'CENTRAL_BUSY',
  'STORE_BUSY',
  'DATABASE_UNAVAILABLE',
  'SANDBOX_UNAVAILABLE',
  'SYNC_RUNNING',
]

/** The exit code that says what a person or a job should do about this fault. */
export function exitCodeOf(code: FaultCode): number {
  if (USAGE_CODES.includes(code)) return EXIT.usage
  return TRY_AGAIN_CODES.includes(code) ? EXIT.tryAgain : EXIT.failed
}

export interface CommandOutput {
  /** One line of text for a person, or nothing. */
  text(line: string): void
  /** One JSON document on one line. */
  json(value: unknown): void
}

/**
 * Runs a command to its exit code. A fault becomes `{"fault": code, "details": …}` with --json, else one line on stderr;
 * never a stack on the terminal. Above that line stands, for a person, what happened and what to do: `wordsOf` where the command has words of its own (else null), otherwise those of
 * every command (command-fault-words.ts).
 */
export async function runCommand(
  json: boolean,
  command: (output: CommandOutput) => Promise<number>,
  wordsOf: (fault: Fault) => string | null = () => null,
): Promise<number> {
  if (!process.stdout.listeners('error').includes(endWithReader)) process.stdout.on('error', endWithReader)
  const output: CommandOutput = {
    text: (line) => {
      if (!json) process.stdout.write(`${line}\n`)
    },
    json: (value) => {
      if (json) process.stdout.write(`${JSON.stringify(value)}\n`)
    },
  }
  try {
    return await command(output)
  } catch (thrown) {
    const fault = toFault(thrown)
    // An unexpected failure is for whoever mends it: what was thrown goes to stderr, which no machine parses.
    if (fault.code === 'INTERNAL' && fault.cause instanceof Error) process.stderr.write(`${fault.cause.stack}\n`)
    if (json) output.json({ fault: fault.code, details: fault.details })
    else process.stderr.write(`${wordsOf(fault) ?? (await generalWords(fault))}\n${faultLine(fault)}\n`)
    return exitCodeOf(fault.code)
  }
}

/** Loaded when there is a fault to tell: a screen must not wait for them. */
async function generalWords(fault: Fault): Promise<string> {
  const { commandFaultWords } = await import('./commands/command-fault-words.ts')
  return commandFaultWords(fault)
}

/** Whoever read has read enough (`| head`): nobody is left to tell anything. */
function endWithReader(error: Error): void {
  if ('code' in error && error.code === 'EPIPE') process.exit(EXIT.done)
  throw error
}

function faultLine(fault: Fault): string {
  const details = Object.entries(fault.details).map(([name, value]) => `${name}=${value}`)
  return `${fault.code}${details.length > 0 ? ` ${details.join(' ')}` : ''} — xem docs/faults.md`
}
