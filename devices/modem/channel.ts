import type { Logger } from 'pino'
import type { BytePort } from '../port/byte-port.ts'
import type { Scheduler } from '../port/scheduler.ts'
import { type AtCommand, beginExchange, type ExchangeEnd, type ExchangeInput, stepExchange } from './exchange.ts'
import { commandName, ESC, encodeCommand } from './frame.ts'
import { createAtParser } from './parser.ts'
import { createUrcReader, type Urc } from './urc.ts'

/** Runs one command and gives how it ended; never raises. Aborting calls back only what has not been sent. */
export type RunCommand = (command: AtCommand, signal?: AbortSignal) => Promise<ExchangeEnd>

/** One open line to a modem: one command at a time, and what it says by itself. */
export interface AtChannel {
  /** Runs `work` alone: no other command comes between its own. In the order of the calls. */
  alone<T>(work: (run: RunCommand) => Promise<T>): Promise<T>
  /** Writes what is no command: ESC, Ctrl-Z. */
  writeRaw(bytes: readonly number[]): void
  /** Nothing is written before so long from now. */
  rest(delayMs: number): void
  push(bytes: Uint8Array): void
  /** The line is gone: what runs ends as lost, and so does everything after it. */
  lost(): void
}

export interface AtChannelOptions {
  readonly port: BytePort
  readonly scheduler: Scheduler
  readonly log: Logger
  onUrc(urc: Urc): void
  /** Nothing has come for QUIET_MS although a command waits (true), or a command was answered (false). */
  onQuiet(quiet: boolean): void
}

/** A person at the screen should read within a second that the modem does not answer; an awake one answers far sooner. */
export const QUIET_MS = 800

export function createAtChannel({ port, scheduler, log, onUrc, onQuiet }: AtChannelOptions): AtChannel {
  const parser = createAtParser()
  const urcs = createUrcReader()
  let turn: Promise<unknown> = Promise.resolve()
  let pending: ((input: ExchangeInput) => void) | null = null
  let resting: Promise<void> = Promise.resolve()
  let isLost = false

  const write = (bytes: Uint8Array) => {
    // A line that breaks says so by its own event; the command then ends as lost.
    return port.write(bytes).catch(() => {})
  }
  const unsolicited = (line: string) => {
    const urc = urcs.push(line)
    if (!urc) return
    log.debug({ urc: urc.kind }, 'unsolicited')
    onUrc(urc)
  }
  const run: RunCommand = async (command, signal) => {
    await resting
    if (isLost) return { kind: 'lost' }
    if (signal?.aborted) return { kind: 'cancelled' }
    const end = await exchange(command, signal)
    log.debug({ command: commandName(command.text), end: end.kind, ...errorOf(end) }, 'command')
    return end
  }
  const exchange = (command: AtCommand, signal?: AbortSignal) =>
    new Promise<ExchangeEnd>((resolve) => {
      let state = beginExchange(command)
      let cancelTimer = () => {}
      let cancelQuiet = () => {}
      const limit = (delayMs: number) => {
        cancelTimer()
        cancelTimer = scheduler.after(delayMs, () => feed({ kind: 'timeout' }))
      }
      const onAbort = () => feed({ kind: 'cancelled' })
      const finish = (end: ExchangeEnd) => {
        pending = null
        cancelTimer()
        cancelQuiet()
        signal?.removeEventListener('abort', onAbort)
        command.data?.fill(0)
        if (end.kind === 'done' || end.kind === 'refused') onQuiet(false)
        resolve(end)
      }
      const feed = (input: ExchangeInput) => {
        const step = stepExchange(command, state, input)
        state = step.state
        if (step.unsolicited !== null) unsolicited(step.unsolicited)
        if (step.send === 'escape') void write(Uint8Array.of(ESC))
        if (step.send === 'data') {
          cancelQuiet()
          limit(command.dataLimitMs)
          void write(command.data!)
        }
        if (step.end) finish(step.end)
      }
      pending = feed
      signal?.addEventListener('abort', onAbort)
      limit(command.limitMs)
      cancelQuiet = scheduler.after(QUIET_MS, () => onQuiet(true))
      void write(encodeCommand(command.text))
    })

  return {
    alone(work) {
      const mine = turn.then(() => work(run))
      turn = mine.catch(() => {})
      return mine
    },
    writeRaw: (bytes) => void write(Uint8Array.from(bytes)),
    rest(delayMs) {
      resting = new Promise((resolve) => scheduler.after(delayMs, resolve))
    },
    push(bytes) {
      for (const token of parser.push(bytes)) {
        if (token.kind === 'dropped') log.debug({ sizeBytes: token.sizeBytes, reason: token.reason }, 'bytes dropped')
        else if (token.kind === 'prompt') pending?.({ kind: 'prompt' })
        else if (pending) pending({ kind: 'line', text: token.text })
        else unsolicited(token.text)
      }
    },
    lost() {
      isLost = true
      parser.unplugged()
      pending?.({ kind: 'lost' })
    },
  }
}

function errorOf(end: ExchangeEnd) {
  return end.kind === 'refused' ? { family: end.error.family, number: end.error.number } : {}
}
