import { type AnyActorLogic, type AnyActorRef, createActor } from 'xstate'
import type { PersonEvent, ScannerInput } from '../../flows/base/events.ts'
import { toFault } from '../../flows/base/fault.ts'
import type { NewId } from '../../flows/base/id.ts'
import { createPortraits } from '../../flows/base/portraits.ts'
import type { Secrets } from '../../flows/base/secret.ts'
import { dayInVietnam } from '../../flows/base/vietnam-time.ts'
import { deviceViewOf } from '../../flows/device-view.ts'
import { provideReadCard, provideTokenSign } from '../../flows/provide/provide-devices.ts'
import type { Ticker } from '../../flows/provide/provide-visit.ts'
import { TEST_RULE } from '../../flows/rules/certificate.ts'
import { type SlipFrame, testSlip } from '../../flows/rules/slips.ts'
import { createListeners, type Listener } from '../listeners.ts'
import type { StationDevices } from '../station-devices.ts'
import type { DoctorTestView } from '../ui/doctor/doctor-props.ts'
import type { LiveTest } from './finding.ts'
import { absent, failedWith, type PrintSlip, type TestResult, testPrint, testScan, testSim } from './plain-tests.ts'

export interface LiveTestParts {
  readonly devices: StationDevices
  readonly secrets: Secrets
  readonly newId: NewId
  readonly ticker: Ticker
  readonly print: PrintSlip
  readonly frame: () => SlipFrame
}

/** The one test that runs, as a store for the screen. */
export interface LiveTests {
  getSnapshot(): DoctorTestView | null
  subscribe(listener: Listener<DoctorTestView | null>): { unsubscribe(): void }
  start(test: LiveTest): void
  /** Runs any work as a test with a title; a test that runs already is ended first. */
  run(title: string, work: (signal: AbortSignal) => Promise<TestResult>, lines?: readonly string[]): void
  send(event: PersonEvent | ScannerInput): void
  end(): void
}

const TITLES: Readonly<Record<LiveTest, string>> = {
  print: 'In phiếu thử',
  sign: 'Ký thử một đoạn chữ',
  'read-chip': 'Đọc thử chip căn cước',
  'read-sim': 'Đọc thử SIM trong đầu đọc',
  'modem-sim': 'Đọc thử SIM trong modem',
  scan: 'Quét thử',
}

/** Tests that a technician starts by hand: each does the real thing with the real device, and nothing of a person is kept. */
export function createLiveTests(parts: LiveTestParts): LiveTests {
  const listeners = createListeners<DoctorTestView | null>()
  const portraits = createPortraits(parts.newId)
  let view: DoctorTestView | null = null
  let running: { end(): void; send(event: PersonEvent | ScannerInput): void } | null = null

  const show = (next: DoctorTestView | null) => {
    view = next
    listeners.tell(view)
  }
  const forget = () => {
    portraits.wipe()
    // A test that is left in the middle of a PIN leaves none behind.
    parts.secrets.wipe()
  }
  const end = () => {
    const ending = running
    // First: an actor that is stopped tells that it is complete, with no output.
    running = null
    ending?.end()
    forget()
    show(null)
  }
  const runPlain: LiveTests['run'] = (title, work, lines = []) => {
    end()
    const ending = new AbortController()
    const mine = { end: () => ending.abort(), send: () => {} }
    running = mine
    show({ kind: 'plain', title, lines, state: 'running' })
    Promise.resolve()
      .then(() => work(ending.signal))
      .catch((thrown: unknown) => failedWith(toFault(thrown).code))
      .then((result) => {
        if (running === mine) show({ kind: 'plain', title, ...result })
      })
  }
  const runFlow = <Output>(
    title: string,
    logic: AnyActorLogic,
    input: unknown,
    told: (output: Output) => TestResult | null,
  ) => {
    end()
    const actor: AnyActorRef = createActor(logic, { input })
    const mine = { end: () => actor.stop(), send: (event: PersonEvent | ScannerInput) => actor.send(event) }
    running = mine
    /** The result stays on the screen as long as the technician likes; what was read does not stay with it. */
    const finish = (result: () => TestResult | null) => {
      if (running !== mine) return
      running = null
      forget()
      const shown = result()
      show(shown && { kind: 'plain', title, ...shown })
    }
    actor.subscribe({
      next: (snapshot) => {
        if (running === mine && snapshot.status === 'active') show({ kind: 'flow', view: deviceViewOf(snapshot) })
      },
      error: (thrown) => finish(() => failedWith(toFault(thrown).code)),
      complete: () => finish(() => told(actor.getSnapshot().output)),
    })
    actor.start()
  }

  const start = (test: LiveTest) => {
    const { devices } = parts
    const title = TITLES[test]
    switch (test) {
      case 'print':
        return runPlain(title, () => testPrint(parts.print, 'test', testSlip(parts.frame())))
      case 'read-sim':
        return runPlain(title, (signal) =>
          testSim((ending) => devices.sim?.identifySim(ending) ?? absent('READER_ABSENT'), signal),
        )
      case 'modem-sim':
        return runPlain(title, (signal) =>
          testSim((ending) => devices.modem?.identifySim(ending) ?? absent('MODEM_ABSENT'), signal),
        )
      case 'scan':
        return runPlain(
          title,
          (signal) => (devices.scanner ? testScan(devices.scanner, signal) : absent('SCANNER_ABSENT')),
          ['Đưa một thẻ căn cước hoặc một mã bất kỳ vào máy quét.'],
        )
      case 'sign': {
        if (!devices.token) return
        const flow = provideTokenSign({ token: devices.token, secrets: parts.secrets, ticker: parts.ticker })
        const signatureId = parts.newId()
        const statement = new TextEncoder().encode(`motcua: chữ ký thử ${signatureId}`)
        return runFlow(
          title,
          flow,
          { signatureId, statement, ask: null, nowMs: Date.now(), accepts: TEST_RULE },
          signResult,
        )
      }
      case 'read-chip': {
        if (!devices.card) return
        const flow = provideReadCard({ card: devices.card, portraits })
        return runFlow(title, flow, { keys: null, card: null, mrz: null, today: dayInVietnam(Date.now()) }, chipResult)
      }
    }
  }

  return {
    getSnapshot: () => view,
    subscribe: listeners.subscribe,
    start,
    run: runPlain,
    send: (event) => running?.send(event),
    end,
  }
}

function signResult(output: { kind: string; algorithm?: string; code?: Parameters<typeof failedWith>[0] }) {
  if (output.kind === 'backed-out') return null
  if (output.kind === 'signed')
    return { state: 'done', lines: [`Token ký được (${output.algorithm}) và chữ ký khớp với chứng thư.`] } as const
  return failedWith(output.code ?? 'INTERNAL')
}

function chipResult(output: { kind: string; code?: Parameters<typeof failedWith>[0] }) {
  if (output.kind === 'backed-out') return null
  if (output.kind === 'read') return { state: 'done', lines: ['Đọc chip xong. Không giữ lại gì của thẻ.'] } as const
  return failedWith(output.code ?? 'INTERNAL')
}
