/** The doctor on a terminal in memory: findings and a running test that the test file sets, and every call that came out. */
import { render } from 'ink'
import type { PersonEvent, ScannerInput } from '../../../flows/base/events.ts'
import { createSecrets } from '../../../flows/base/secret.ts'
import { DoctorApp } from '../doctor/doctor-app.tsx'
import type { DoctorFinding } from '../doctor/doctor-finding.ts'
import type { DoctorProps, DoctorState, DoctorTestView } from '../doctor/doctor-props.ts'
import type { DisplaySettings } from '../kiosk-props.ts'
import { FakeStdout, fakeStdin, settable, turn } from './test-terminal.tsx'

/** What stands behind the screen while a real flow runs. */
export type DoctorRunning = Pick<DoctorProps, 'send' | 'keep'>

export interface DoctorTerminalOptions {
  readonly running?: DoctorRunning

  readonly columns?: number
  readonly rows?: number
  readonly display?: DisplaySettings
  readonly screenReader?: boolean
  readonly test?: DoctorTestView
  readonly isLooking?: boolean
}

/** A finding that is ready, with whatever a test wants to be otherwise. */
export function finding(part: string, says: string, changes: Partial<DoctorFinding> = {}): DoctorFinding {
  return { part, state: 'ready', code: null, says, nextStep: null, needed: true, test: null, ...changes }
}

/** Everything the doctor is given; `calls` lists what it asked for. */
export function doctorProps(findings: readonly DoctorFinding[], options: DoctorTerminalOptions = {}) {
  const state = settable<DoctorState>({ findings, isLooking: options.isLooking ?? false, time: '09:41' })
  const test = settable<DoctorTestView | null>(options.test ?? null)
  const calls: string[] = []
  const sent: (PersonEvent | ScannerInput)[] = []
  const secrets = createSecrets(() => `${secrets.count}`)
  const props: DoctorProps = {
    findings: state,
    test,
    look: () => void calls.push('look'),
    printSlip: () => void calls.push('printSlip'),
    startTest: (name, { says }) => void calls.push(`startTest ${name}: ${says}`),
    endTest: () => void calls.push('endTest'),
    send: options.running?.send ?? ((event) => void sent.push(event)),
    keep: options.running?.keep ?? ((value) => secrets.keep(value)),
    quit: () => void calls.push('quit'),
    display: options.display ?? { colours: 'none', glyphs: 'unicode' },
    stationName: 'Bưu điện Phường Mẫu',
  }
  return { props, state, test, calls, sent, secrets }
}

/** Shows the doctor and gives ways to type, to change what is shown, and to read the screen. */
export function openDoctor(findings: readonly DoctorFinding[], options: DoctorTerminalOptions = {}) {
  const stdout = new FakeStdout(options.columns ?? 80, options.rows ?? 24)
  const { stdin } = fakeStdin()
  const { props, state, test, calls, sent, secrets } = doctorProps(findings, options)
  const app = render(<DoctorApp {...props} />, {
    stdout: stdout as unknown as NodeJS.WriteStream,
    stdin: stdin as unknown as NodeJS.ReadStream,
    debug: true,
    exitOnCtrlC: false,
    patchConsole: false,
    isScreenReaderEnabled: options.screenReader ?? false,
  })
  const settle = async () => {
    await turn()
    await app.waitUntilRenderFlush()
  }
  return {
    calls,
    sent,
    secrets,
    written: stdout.written,
    lines: () => stdout.frame.split('\n'),
    text: () => stdout.frame,
    async type(bytes: string) {
      stdin.write(bytes)
      await settle()
    },
    async setFindings(next: readonly DoctorFinding[], isLooking = false) {
      state.set({ ...state.getSnapshot(), findings: next, isLooking })
      await settle()
    },
    /** Changes the running test at once, as a flow does; the screen follows in its own time. */
    putTest: test.set,
    async setTest(next: DoctorTestView | null) {
      test.set(next)
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
