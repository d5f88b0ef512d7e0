import { fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { NumberedAnswer, NumberedRequest, PcscRequest, PcscValues } from './pcsc-messages.ts'

export type PcscOutcome<Value> =
  | { readonly kind: 'done'; readonly value: Value }
  | { readonly kind: 'refused'; readonly words: string }
  /** The child ended before it answered. */
  | { readonly kind: 'gone' }

/** One running child with the binding. Never used again once it is gone. */
export interface PcscProcess {
  readonly pid: number
  /** Never rejects. */
  request<Kind extends PcscRequest['kind']>(
    request: Extract<PcscRequest, { kind: Kind }>,
  ): Promise<PcscOutcome<PcscValues[Kind]>>
  /** Settles when the process has ended, for whatever reason. */
  readonly gone: Promise<void>
  /** Ends it at once. The daemon then resets and frees the cards it held. */
  kill(): void
}

/**
 * The child's program: beside this file as source, `pcsc-child.js` beside the chunks when the program is bundled (build.mjs).
 * `here` is the address of the file that asks.
 */
export function pcscChildPath(here: string = import.meta.url): string {
  return fileURLToPath(new URL(here.endsWith('.ts') ? './pcsc-child.ts' : './pcsc-child.js', here))
}

/** Starts the child, which loads the binding of that name. Never raises. */
export function startPcscProcess(binding: string, childPath: string = pcscChildPath()): PcscProcess {
  const { NODE_OPTIONS: _, ...env } = process.env
  const child = fork(childPath, [binding], {
    env,
    execArgv: [],
    serialization: 'advanced',
    // The binding prints nothing that anybody should read, and the terminal belongs to the screen.
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  })
  const waiting = new Map<number, (outcome: PcscOutcome<never>) => void>()
  let count = 0
  const endAll = () => {
    for (const settle of waiting.values()) settle({ kind: 'gone' })
    waiting.clear()
  }
  child.on('message', (message) => {
    const answer = message as NumberedAnswer
    const settle = waiting.get(answer.id)
    waiting.delete(answer.id)
    settle?.(answer.ok ? { kind: 'done', value: answer.value as never } : { kind: 'refused', words: answer.words })
  })
  const gone = new Promise<void>((resolve) => {
    const ended = () => {
      endAll()
      resolve()
    }
    child.once('exit', ended)
    child.once('error', ended)
  })
  let ended = false
  gone.then(() => {
    ended = true
  })
  return {
    pid: child.pid ?? -1,
    gone,
    request(request) {
      if (ended || !child.connected) return Promise.resolve({ kind: 'gone' })
      return new Promise((resolve) => {
        count += 1
        waiting.set(count, resolve as never)
        const message: NumberedRequest = { id: count, request }
        // A channel that broke is told by `exit` as well.
        child.send(message, () => {})
      })
    },
    kill: () => void child.kill('SIGKILL'),
  }
}
