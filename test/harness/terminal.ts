import { performance } from 'node:perf_hooks'
import { spawn } from '@lydell/node-pty'
import xterm from '@xterm/headless'
import { childEnvironment } from './child-environment.ts'
import { type KeyDialect, type KeyName, keyBytes } from './keys.ts'
import { type SvgOptions, terminalToSvg } from './svg.ts'
import { createWatchers, type Expectation } from './watchers.ts'

export interface TerminalOptions {
  readonly command: string
  readonly args?: readonly string[]
  /** Width and height in characters; 80 × 24 is what every screen must fit. */
  readonly cols?: number
  readonly rows?: number
  /** Added to this process's environment (less what tells of CI and test runners); undefined takes a variable away. */
  readonly env?: Readonly<Record<string, string | undefined>>
  readonly cwd?: string
  readonly dialect?: KeyDialect
}

/** One piece of output, as it arrived: `atMs` on the clock of performance.now(). */
export interface OutputChunk {
  readonly atMs: number
  readonly sizeBytes: number
}

export interface TerminalExit {
  readonly code: number
  /** Number of the signal that ended it, 0 when none did. */
  readonly signal: number
}

export interface Terminal {
  readonly pid: number
  /** Every piece of output so far; its length is a mark for bytesSince and chunksSince. */
  readonly chunks: readonly OutputChunk[]
  /** Resolves when the program has ended and all it wrote is on the screen. Never rejects. */
  readonly exit: Promise<TerminalExit>
  write(bytes: string | Uint8Array): void
  press(...keys: (KeyName | (string & {}))[]): void
  /** Types text, one write a character; with `perKeyMs` at a person's pace, without it as fast as a scanner wedge. Resolves after the last. */
  type(text: string, options?: { perKeyMs?: number }): Promise<void>
  /** The lines as seen, without trailing blanks. */
  screen(): string[]
  /** The same as one text. */
  text(): string
  /**
   * Resolves with the screen's text once the expectation holds: a text on the screen, a pattern over it, or a predicate over its lines.
   * Looked at now and after each piece of output. Rejects with the screen in the message when the time is up or the program ended.
   */
  waitFor(expectation: Expectation, options?: { timeoutMs?: number }): Promise<string>
  /** Like waitFor, for what the screen must not show any more. */
  waitGone(text: string | RegExp, options?: { timeoutMs?: number }): Promise<string>
  /** How many bytes came since the mark (a former `chunks.length`; 0 is the start). */
  bytesSince(mark: number): number
  /** Tells of each piece after it is drawn. The function given back ends it. */
  onOutput(listener: (chunk: OutputChunk) => void): () => void
  resize(cols: number, rows: number): void
  kill(signal?: NodeJS.Signals): void
  alternateBuffer(): boolean
  /** Column and row from 0, and whether the program shows the cursor. */
  cursor(): { readonly column: number; readonly row: number; readonly visible: boolean }
  /** Lines that scrolled off the top of the buffer in use: what the next person could scroll back to. */
  scrollback(): string[]
  toSvg(options?: SvgOptions): string
  /** Ends the program if it still runs, and frees the pseudo-terminal. For a test's end. */
  close(): Promise<void>
}

/** How long a screen may take by default; a loaded 2-core machine is several times slower than a kiosk. */
const SCREEN_WAIT_MS = 15_000

/** Runs a program in a real pseudo-terminal and reads it through a terminal emulator, as a person would see it. */
export function startTerminal(options: TerminalOptions): Terminal {
  const { cols = 80, rows = 24, dialect = 'xterm' } = options
  const emulator = new xterm.Terminal({ cols, rows, scrollback: 1_000, allowProposedApi: true })
  const pty = spawn(options.command, [...(options.args ?? [])], {
    name: 'xterm-256color',
    cols,
    rows,
    cwd: options.cwd ?? process.cwd(),
    env: childEnvironment({
      TERM: 'xterm-256color',
      COLORTERM: 'truecolor',
      LANG: 'C.UTF-8',
      LC_ALL: 'C.UTF-8',
      ...options.env,
    }),
    // Raw bytes: whether a letter split between two reads comes out whole is the emulator's business and ours to see.
    encoding: null,
  })
  const cursorVisible = watchCursor(emulator)
  const chunks: OutputChunk[] = []
  const listeners = new Set<(chunk: OutputChunk) => void>()
  const watchers = createWatchers(() => linesOf(emulator))
  let ended: TerminalExit | null = null

  // A program that asks its terminal something (cursor position, colours, keyboard protocol) gets the emulator's answer.
  emulator.onData((answer) => {
    if (!ended) pty.write(answer)
  })
  pty.onData((data) => {
    const bytes = data as unknown as Uint8Array
    const chunk = { atMs: performance.now(), sizeBytes: bytes.length }
    chunks.push(chunk)
    emulator.write(bytes, () => {
      for (const listener of listeners) listener(chunk)
      watchers.look()
    })
  })
  const exit = new Promise<TerminalExit>((resolve) => {
    pty.onExit(({ exitCode, signal }) => {
      const result = { code: exitCode, signal: signal ?? 0 }
      ended = result
      emulator.write('', () => {
        watchers.look()
        watchers.end(`the program ended with code ${result.code}, signal ${result.signal}`)
        resolve(result)
      })
    })
  })

  // node-pty takes bytes as well as text, though its types say text alone.
  const write = (bytes: string | Uint8Array) =>
    pty.write((typeof bytes === 'string' ? bytes : Buffer.from(bytes)) as string)
  const text = () => linesOf(emulator).join('\n')
  return {
    pid: pty.pid,
    chunks,
    exit,
    write,
    press: (...keys) => {
      for (const key of keys) write(keyBytes(key, dialect))
    },
    async type(typed, { perKeyMs = 0 } = {}) {
      for (const character of typed) {
        write(character)
        if (perKeyMs > 0) await new Promise((resolve) => setTimeout(resolve, perKeyMs))
      }
    },
    screen: () => linesOf(emulator),
    text,
    waitFor: (expectation, { timeoutMs = SCREEN_WAIT_MS } = {}) => watchers.expect(expectation, timeoutMs),
    waitGone: (gone, { timeoutMs = SCREEN_WAIT_MS } = {}) =>
      watchers.expect(
        (lines) => (typeof gone === 'string' ? !lines.join('\n').includes(gone) : !gone.test(lines.join('\n'))),
        timeoutMs,
        `${gone} to be gone`,
      ),
    bytesSince: (mark) => chunks.slice(mark).reduce((sum, chunk) => sum + chunk.sizeBytes, 0),
    onOutput(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    resize(newCols, newRows) {
      emulator.resize(newCols, newRows)
      pty.resize(newCols, newRows)
    },
    kill: (signal = 'SIGTERM') => pty.kill(signal),
    alternateBuffer: () => emulator.buffer.active.type === 'alternate',
    cursor: () => ({
      column: emulator.buffer.active.cursorX,
      row: emulator.buffer.active.cursorY,
      visible: cursorVisible(),
    }),
    scrollback: () => linesOf(emulator, 0, emulator.buffer.active.baseY),
    toSvg: (svgOptions) => terminalToSvg(emulator, { cursor: cursorVisible(), ...svgOptions }),
    async close() {
      if (!ended) pty.kill('SIGKILL')
      await exit
      emulator.dispose()
    },
  }
}

function linesOf(emulator: xterm.Terminal, from = emulator.buffer.active.viewportY, count = emulator.rows): string[] {
  const buffer = emulator.buffer.active
  return Array.from({ length: count }, (_, row) => buffer.getLine(from + row)?.translateToString(true) ?? '')
}

/** DECTCEM (private mode 25), which the emulator keeps to itself. */
function watchCursor(emulator: xterm.Terminal): () => boolean {
  let visible = true
  const seen = (shown: boolean) => (params: (number | number[])[]) => {
    if (params.includes(25)) visible = shown
    return false
  }
  emulator.parser.registerCsiHandler({ prefix: '?', final: 'h' }, seen(true))
  emulator.parser.registerCsiHandler({ prefix: '?', final: 'l' }, seen(false))
  return () => visible
}
