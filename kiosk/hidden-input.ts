import { createInterface } from 'node:readline'
import { Writable } from 'node:stream'
import { Fault } from '../flows/base/fault.ts'

/** Where a command gets PINs from: never from its arguments or environment, which every user of the machine can read. */
export interface PinSource {
  /** The next PIN. Raises CANCELLED when the person gives up, USAGE when standard input has no further line. */
  next(question: string): Promise<string>
  /** A new PIN; a person types it twice. Raises PASSWORD_DIFFERS besides, after three pairs that differ. */
  chosen(question: string): Promise<string>
  close(): void
}

/** Nobody needs a fourth pair; a cat on the keyboard does. */
const PAIRS_MAX = 3

/** PINs from standard input, one a line, in the order they are asked for. */
export function pinsFromStdin(stdin: NodeJS.ReadableStream): PinSource {
  const lines = createInterface({ input: stdin, crlfDelay: Number.POSITIVE_INFINITY })
  const each = lines[Symbol.asyncIterator]()
  const next = async () => {
    const { value, done } = await each.next()
    if (done === true) throw new Fault('USAGE', { missing: 'a line of standard input' })
    return value
  }
  return { next, chosen: next, close: () => lines.close() }
}

/** PINs typed at a terminal, whose echo is off from the first question to the end; questions go to stderr. Raises TERMINAL_MISSING without one. */
export function pinsFromTerminal(stdin: NodeJS.ReadStream, stderr: NodeJS.WritableStream): PinSource {
  if (!stdin.isTTY) throw new Fault('TERMINAL_MISSING')
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() })
  // One interface for all questions: between two of them the terminal would echo what is typed ahead. No history keeps a PIN.
  const lines = createInterface({ input: stdin, output: nowhere, terminal: true, historySize: 0 })
  const waiting: ((line: string | null) => void)[] = []
  const typedAhead: string[] = []
  let isClosed = false
  lines.on('line', (line) => {
    const asker = waiting.shift()
    if (asker) asker(line)
    else typedAhead.push(line)
  })
  lines.on('SIGINT', () => lines.close())
  lines.on('close', () => {
    isClosed = true
    for (const asker of waiting.splice(0)) asker(null)
  })
  const next = async (question: string) => {
    stderr.write(`${question}: `)
    const line = await new Promise<string | null>((resolve) => {
      const ahead = typedAhead.shift()
      if (ahead !== undefined) resolve(ahead)
      else if (isClosed) resolve(null)
      else waiting.push(resolve)
    })
    stderr.write('\n')
    if (line === null) throw new Fault('CANCELLED')
    return line
  }
  return {
    next,
    async chosen(question) {
      for (let pair = 0; pair < PAIRS_MAX; pair += 1) {
        const first = await next(question)
        if ((await next('Gõ lại lần nữa')) === first) return first
        stderr.write('Hai lần gõ khác nhau.\n')
      }
      throw new Fault('PASSWORD_DIFFERS')
    },
    close: () => lines.close(),
  }
}
