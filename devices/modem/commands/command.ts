import type { AtCommand } from '../exchange.ts'

/** Ordinary commands answer at once or within the time of the slowest SIM access (domain.md §4.3). */
export const COMMAND_LIMIT_MS = 5_000
/** A network that is busy answers a message up to two minutes later; by then the code in it is old. */
export const SEND_LIMIT_MS = 60_000

/** A command that is answered OK or an error, nothing else. */
export function plainCommand(text: string, limitMs = COMMAND_LIMIT_MS): AtCommand {
  return { ...BASE, text, limitMs, isAnswer: () => false }
}

/** A command whose answer has at least one line that fulfils the condition. */
export function question(text: string, isAnswer: (line: string) => boolean, limitMs = COMMAND_LIMIT_MS): AtCommand {
  return { ...BASE, text, limitMs, isAnswer, needsAnswer: true }
}

/** A condition: the line begins so. */
export function begins(prefix: string): (line: string) => boolean {
  return (line) => line.startsWith(prefix)
}

const BASE = { needsAnswer: false, withPdu: false, data: null, dataLimitMs: SEND_LIMIT_MS } as const
