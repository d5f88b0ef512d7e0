/** A terminal in memory for tests: the real KioskApp on it, a visit and a status that the test sets, and every event that came out. */
import { EventEmitter } from 'node:events'
import { PassThrough } from 'node:stream'
import { render } from 'ink'
import type { PersonEvent, ScannerInput, StationEvent } from '../../../flows/base/events.ts'
import { createSecrets } from '../../../flows/base/secret.ts'
import type { Language } from '../../../flows/base/terms.ts'
import type { VisitView } from '../../../flows/visit/visit-view.ts'
import { createListeners } from '../../listeners.ts'
import { KioskApp } from '../app.tsx'
import type { CounterMode } from '../counter-mode.ts'
import type { DisplaySettings, KioskProps, TypingSettings } from '../kiosk-props.ts'
import { presentedOutput } from '../presentation/output.ts'
import { createPresentation } from '../presentation/presentation.ts'
import type { KioskStatus } from '../status.ts'

export interface TestTerminalOptions {
  readonly columns?: number
  readonly rows?: number
  readonly status?: Partial<KioskStatus>
  readonly display?: DisplaySettings
  readonly typing?: TypingSettings
  readonly screenReader?: boolean
  readonly demoScan?: () => void
  /** What opens the store anew, where an officer decides that. */
  readonly reopen?: () => void
  /** The officer's presentation, where the test is of an assisted counter. */
  readonly counter?: CounterMode
}

export const QUIET_STATUS: KioskStatus = {
  line: 'online',
  time: '09:41',
  clockProven: true,
  scanner: 'ready',
  troubles: [],
  training: false,
  outboxCount: 0,
  outboxAgeMs: null,
  limits: [],
  store: null,
  noRoom: null,
  noticeCount: 0,
  phone: null,
}

/** Shows a view and gives ways to type, to change what is shown, and to read the screen as plain lines. */
export function openTerminal(first: VisitView, options: TestTerminalOptions = {}) {
  const stdout = new FakeStdout(options.columns ?? 80, options.rows ?? 24)
  const { stdin } = fakeStdin()
  const { props, visit, status, sent, secrets, calls } = testProps(first, options)
  const presentation = createPresentation(props.display, props.visit)
  const isSpoken = options.screenReader ?? false
  const app = render(<KioskApp {...props} presentation={presentation} />, {
    stdout: presentedOutput(stdout as unknown as NodeJS.WriteStream, () => presentation.read().display, { isSpoken }),
    stdin: stdin as unknown as NodeJS.ReadStream,
    debug: true,
    exitOnCtrlC: false,
    patchConsole: false,
    isScreenReaderEnabled: isSpoken,
  })
  const settle = async () => {
    await turn()
    await app.waitUntilRenderFlush()
  }
  return {
    sent,
    secrets,
    calls,
    /** Events but the user.active that goes before each. */
    acts: () => sent.filter((event) => event.type !== 'user.active'),
    lines: () => stdout.frame.split('\n'),
    text: () => stdout.frame,
    /** Types bytes as one read, and waits until the screen has taken them. */
    async type(bytes: string | Buffer) {
      stdin.write(bytes)
      await settle()
    },
    async show(view: VisitView) {
      visit.set(view)
      await settle()
    },
    async setStatus(next: Partial<KioskStatus>) {
      status.set({ ...status.getSnapshot(), ...next })
      await settle()
    },
    async resize(columns: number, rows: number) {
      stdout.columns = columns
      stdout.rows = rows
      stdout.emit('resize')
      await settle()
    },
    settle,
    close: () => app.unmount(),
  }
}

/** Everything the kiosk is given, with a visit and a status that the test sets. */
export function testProps(first: VisitView, options: TestTerminalOptions = {}) {
  const visit = settable(first)
  const status = settable<KioskStatus>({ ...QUIET_STATUS, ...options.status })
  const sent: (PersonEvent | ScannerInput | StationEvent)[] = []
  const secrets = createSecrets(() => `${secrets.count}`)
  const calls = { bell: 0, quit: 0 }
  const props: KioskProps = {
    visit: { ...visit, send: (event) => void sent.push(event), stop: () => {} },
    status,
    secrets,
    stationName: 'Bưu điện Phường Mẫu',
    demoScan: options.demoScan ?? null,
    bell: () => void calls.bell++,
    quit: () => void calls.quit++,
    display: options.display ?? { colours: 'none', glyphs: 'unicode' },
    typing: options.typing ?? { choice: 'telex', tones: 'old' },
    ...(options.reopen ? { reopen: options.reopen } : {}),
    ...(options.counter ? { counter: options.counter } : {}),
  }
  return { props, visit, status, sent, secrets, calls }
}

/** A terminal's input in memory; `modes` tells when raw mode went on and off. */
export function fakeStdin() {
  const modes: boolean[] = []
  const stdin = Object.assign(new PassThrough(), {
    isTTY: true,
    setRawMode: (on: boolean) => void modes.push(on),
    ref: () => {},
    unref: () => {},
  })
  return { stdin, modes }
}

/** A view in another language. */
export function inLanguage(view: VisitView, language: Language): VisitView {
  return { ...view, visit: { ...view.visit, language } }
}

/** A terminal's output in memory: the frame that stands, and everything that was ever written. */
export class FakeStdout extends EventEmitter {
  readonly isTTY = true
  readonly written: string[] = []
  frame = ''
  columns: number
  rows: number

  constructor(columns: number, rows: number) {
    super()
    this.columns = columns
    this.rows = rows
  }

  write(text: string, done?: () => void): boolean {
    this.written.push(text)
    // Terminal modes are no part of the picture.
    if (text !== '' && text !== '\n' && !/^\u001b\[\?\d+[hl]$/.test(text)) this.frame = text
    done?.()
    return true
  }
}

/** A store that a test sets. */
export function settable<State>(first: State) {
  const listeners = createListeners<State>()
  let state = first
  return {
    getSnapshot: () => state,
    subscribe: listeners.subscribe,
    set(next: State) {
      state = next
      listeners.tell(next)
    },
  }
}

/** Lets input streams, React and deferred keys have their turns. */
export async function turn(): Promise<void> {
  for (let at = 0; at < 4; at++) await new Promise((done) => setImmediate(done))
}
