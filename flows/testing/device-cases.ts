import type { AnyStateMachine } from 'xstate'
import {
  CHIP_READ_LIMIT_MS,
  OWNER_LIMIT_MS,
  PIN_PAD_LIMIT_MS,
  PRINT_JOURNAL_LIMIT_MS,
  PRINT_LIMIT_MS,
  SIGN_LIMIT_MS,
  SIGNATURE_CHECK_LIMIT_MS,
  TEXT_LIMIT_MS,
} from '../base/delays.ts'
import type { PersonEvent } from '../base/events.ts'
import type { FaultCode } from '../base/fault-codes.ts'
import {
  provideOwnership,
  providePrint,
  provideReadCard,
  provideSendCode,
  provideTokenSign,
} from '../provide/provide-devices.ts'
import { REGISTRATION_RULE } from '../rules/certificate.ts'
import { type DeviceDriver, driveDevice, settle } from './device-driver.ts'
import { createFakeDevices, type FakeDevices, sampleModem, sampleToken } from './fake-devices.ts'
import { SAMPLE_ASK, SAMPLE_NOW_MS } from './sample-devices.ts'

/** One run of a device flow over its own fakes. */
export interface DeviceRun {
  readonly devices: FakeDevices
  readonly driver: DeviceDriver<AnyStateMachine>
}

/** How one flow is driven and disturbed; the table test runs every state of it against every disturbance. */
export interface DeviceCase {
  readonly name: string
  /** Starts the flow with its device in place; `state` is where the test wants to go. */
  start(state: string): DeviceRun
  /** What a person without trouble does now; null where there is only waiting. */
  goodEvent(run: DeviceRun): PersonEvent | null
  /** The call that hangs while the flow stands in this state, if the state makes one. */
  callIn(run: DeviceRun, state: string): DeviceCall | null
  /** Where calls are made; the first is where a state without a call of its own meets one. */
  readonly callStates: readonly string[]
  /** The device goes, with why it cannot be used any more. */
  goes(run: DeviceRun, why: 'absent' | 'unplugged' | 'daemon'): void
  comesBack(run: DeviceRun): void
  /** What the person gave, to be found again after every disturbance. */
  given(run: DeviceRun): unknown
  /** Runs it once more after an end that was not good; null where the flow does not end before it is good. */
  again(run: DeviceRun): DeviceRun | null
  /** The kinds of output of a flow that went well. */
  readonly goodKinds: readonly string[]
}

export interface DeviceCall {
  next(step: 'hang'): void
  release(): void
  readonly hanging: number
  /** Answers what hangs with garbage, as the driver tells it. */
  spoil(): void
  readonly limitMs: number
}

export const DEVICE_CASES: readonly DeviceCase[] = [
  tokenCase(),
  cardCase(),
  ownershipCase(),
  sendCodeCase(),
  printCase(),
]

/** Lets a person without trouble act until the state is reached and, where it makes a call, that call hangs. For a call the device is put there. */
export async function walkDevice(flow: DeviceCase, run: DeviceRun, state: string): Promise<void> {
  const first = run.driver.state() === state ? null : flow.callIn(run, state)
  if (first) {
    first.next('hang')
    flow.comesBack(run)
  }
  await actUntil(flow, run, () => {
    const call = flow.callIn(run, state)
    return run.driver.state() === state && (call === null || call.hanging > 0)
  })
}

/** Lets a person without trouble act until the condition holds; throws, naming the state, when it never does. */
export async function actUntil(flow: DeviceCase, run: DeviceRun, isThere: () => boolean): Promise<void> {
  for (let step = 0; step < 40; step += 1) {
    if (isThere()) return
    const event = flow.goodEvent(run)
    if (event) run.driver.send(event)
    await settle()
  }
  throw new Error(`${flow.name} stands in ${run.driver.state()} and goes no further`)
}

/** The message a person can see now. */
export function toldBy({ driver }: DeviceRun): FaultCode | null {
  const { context, output } = driver.actor.getSnapshot()
  return context.problem ?? context.notice ?? context.standing ?? output?.code ?? null
}

function call<T>(
  fake: { next(step: 'hang'): void; release(): void; readonly hanging: number; end(step: T): void },
  limitMs: number,
  garbage: T,
): DeviceCall {
  return {
    next: (step) => fake.next(step),
    release: () => fake.release(),
    get hanging() {
      return fake.hanging
    },
    spoil: () => fake.end(garbage),
    limitMs,
  }
}

function tokenCase(): DeviceCase {
  const tokenFor = (run: DeviceRun) => [sampleToken(1, { hasPinPad: run.devices.token.pin === '' })]
  return {
    name: 'tokenSign',
    callStates: ['signing', 'waitingForPinPad', 'preparing'],
    goodKinds: ['signed'],
    again: () => null,
    start(state) {
      const devices = createFakeDevices()
      // A token with keys of its own takes no PIN from here.
      if (state === 'waitingForPinPad') devices.token.pin = ''
      const driver = driveDevice(
        provideTokenSign({ ...devices.ports, statements: devices.statements.port }) as AnyStateMachine,
        {
          signatureId: 'sig',
          statement: null,
          ask: SAMPLE_ASK,
          nowMs: SAMPLE_NOW_MS,
          accepts: REGISTRATION_RULE,
        },
      )
      const run = { devices, driver }
      if (state !== 'looking') devices.token.become(tokenFor(run), null)
      return run
    },
    goodEvent({ devices, driver }) {
      switch (driver.state()) {
        case 'choosing':
        case 'confirming':
          return { type: 'user.confirmed' }
        case 'enteringPin':
          return { type: 'user.pinEntered', pin: devices.secrets.keep(devices.token.pin) }
        default:
          return null
      }
    },
    callIn({ devices }, state) {
      const garbage = { raise: 'TOKEN_FAILED' } as const
      const unfit = { give: { kind: 'refused', code: 'CERTIFICATE_CHAIN' } } as const
      if (state === 'preparing') return call(devices.statements.prepare, SIGNATURE_CHECK_LIMIT_MS, unfit)
      if (state === 'signing') return call(devices.token.sign, SIGN_LIMIT_MS, garbage)
      return state === 'waitingForPinPad' ? call(devices.token.sign, PIN_PAD_LIMIT_MS, garbage) : null
    },
    goes({ devices }, why) {
      const codes = { absent: 'TOKEN_ABSENT', unplugged: 'TOKEN_REMOVED', daemon: 'TOKEN_MODULE_CRASHED' } as const
      devices.token.become([], codes[why])
    },
    comesBack: (run) => run.devices.token.become(tokenFor(run), null),
    given({ driver }) {
      const { statementBase64, selectedId } = driver.actor.getSnapshot().context
      return { statementBase64, selectedId }
    },
  }
}

function cardCase(): DeviceCase {
  return {
    name: 'readCard',
    callStates: ['reading'],
    goodKinds: ['read'],
    again: () => null,
    start(state) {
      const devices = createFakeDevices()
      const driver = driveDevice(provideReadCard(devices.ports) as AnyStateMachine, {
        keys: null,
        card: null,
        mrz: null,
        today: '2026-11-22',
      })
      if (state !== 'waitingForCard') devices.card.become('present', null)
      return { devices, driver }
    },
    goodEvent({ driver }) {
      const { keys } = driver.actor.getSnapshot().context
      switch (driver.state()) {
        case 'needingKey':
          return keys.length > 0
            ? { type: 'user.confirmed' }
            : { type: 'user.chipKeyGiven', key: { kind: 'can', can: '001234' } }
        case 'waitingForCard':
        case 'read':
          return { type: 'user.confirmed' }
        default:
          return null
      }
    },
    callIn: ({ devices }, state) =>
      state === 'reading' ? call(devices.card.read, CHIP_READ_LIMIT_MS, { raise: 'CHIP_PROTOCOL' }) : null,
    goes({ devices }, why) {
      const codes = { absent: 'READER_ABSENT', unplugged: 'READER_LOST', daemon: 'PCSC_UNAVAILABLE' } as const
      devices.card.become('no-reader', codes[why])
    },
    comesBack: ({ devices }) => devices.card.become('present', null),
    given: ({ driver }) => driver.actor.getSnapshot().context.keys,
  }
}

function ownershipCase(): DeviceCase {
  const owner = { idNumber: '046204001234', fullName: 'Lê Văn Mẫu', birthDate: '2004-02-29' }
  return {
    name: 'ownership',
    callStates: ['waitingForReply'],
    goodKinds: ['match'],
    again: () => null,
    start() {
      const devices = createFakeDevices()
      return { devices, driver: driveDevice(provideOwnership(devices.ports) as AnyStateMachine, owner) }
    },
    goodEvent: ({ driver }) => (driver.state() === 'waitingForReply' ? null : { type: 'user.confirmed' }),
    callIn: ({ devices }, state) =>
      state === 'waitingForReply' ? call(devices.modem.ask, OWNER_LIMIT_MS, { raise: 'SMS_TEMPORARY' }) : null,
    goes({ devices }, why) {
      loseModem(devices, why)
      devices.modem.ask.end({ raise: 'MODEM_LOST' })
    },
    comesBack: ({ devices }) => devices.modem.become([sampleModem()], null),
    given({ driver }) {
      const { idNumber, fullName, birthDate } = driver.actor.getSnapshot().context
      return { idNumber, fullName, birthDate }
    },
  }
}

function sendCodeCase(): DeviceCase {
  return {
    name: 'sendCode',
    callStates: ['sending'],
    goodKinds: ['delivered'],
    again: () => null,
    start(state) {
      const devices = createFakeDevices()
      if (state === 'stuck') devices.modem.send.next({ raise: 'SMS_TEMPORARY' })
      else devices.modem.send.next('hang')
      const text = devices.secrets.keep('200832')
      const input = { messageId: 'message-1', to: '+84971234456', text }
      return { devices, driver: driveDevice(provideSendCode(devices.ports) as AnyStateMachine, input) }
    },
    goodEvent: ({ driver }) => (driver.state() === 'stuck' ? { type: 'user.retried' } : null),
    callIn: ({ devices }, state) =>
      state === 'sending' ? call(devices.modem.send, TEXT_LIMIT_MS, { raise: 'SMS_TEMPORARY' }) : null,
    goes({ devices }, why) {
      loseModem(devices, why)
      devices.modem.send.end({ raise: 'MODEM_LOST' })
    },
    comesBack: ({ devices }) => devices.modem.become([sampleModem()], null),
    given({ devices, driver }) {
      const { messageId, to, text } = driver.actor.getSnapshot().context
      return { messageId, to, text, isStillKept: devices.secrets.count === 1 }
    },
  }
}

function printCase(): DeviceCase {
  return {
    name: 'print',
    callStates: ['recording', 'printing', 'settling'],
    goodKinds: ['printed'],
    start(state) {
      const devices = createFakeDevices()
      if (state === 'recording') devices.journal.intend.next('hang')
      return { devices, driver: startPrint(devices, 'print-1') }
    },
    again: ({ devices }) => ({ devices, driver: startPrint(devices, 'print-2') }),
    goodEvent: () => null,
    callIn({ devices: { journal, printer } }, state) {
      switch (state) {
        case 'recording':
          return call(journal.intend, PRINT_JOURNAL_LIMIT_MS, { raise: 'STORE_BUSY' })
        case 'printing':
          return call(printer.print, PRINT_LIMIT_MS, { give: { kind: 'not-printed', code: 'PRINTER_ERROR' } })
        case 'settling':
          return call(journal.settle, PRINT_JOURNAL_LIMIT_MS, { raise: 'STORE_BUSY' })
        default:
          return null
      }
    },
    goes({ devices }, why) {
      const code = ({ absent: 'PRINTER_ABSENT', unplugged: 'PRINTER_LOST', daemon: 'PRINTER_OFFLINE' } as const)[why]
      devices.printer.become(null, code)
      devices.printer.print.end({ give: { kind: 'uncertain', code } })
    },
    comesBack: ({ devices }) => devices.printer.become(null, null),
    given({ driver }) {
      const { printId, documentId, kind } = driver.actor.getSnapshot().context
      return { printId, documentId, kind }
    },
  }
}

function startPrint(devices: FakeDevices, printId: string): DeviceDriver<AnyStateMachine> {
  const input = { printId, documentId: 'packet-1', kind: 'receipt' }
  return driveDevice(providePrint(devices.ports) as AnyStateMachine, input)
}

function loseModem(devices: FakeDevices, why: 'absent' | 'unplugged' | 'daemon'): void {
  const codes = { absent: 'MODEM_ABSENT', unplugged: 'MODEM_LOST', daemon: 'MODEM_NOT_ANSWERING' } as const
  devices.modem.become([], codes[why])
}
