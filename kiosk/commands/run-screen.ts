import { Fault, toFault } from '../../flows/base/fault.ts'
import { createSecrets, type Secrets } from '../../flows/base/secret.ts'
import type { ModemPort } from '../../flows/ports/modem.port.ts'
import type { TokenPort } from '../../flows/ports/token.port.ts'
import { EXIT } from '../exit.ts'
import { ENDING_SIGNALS, leaveAtSignal } from '../first-frame.ts'
import { newId } from '../new-id.ts'
import { portsLater } from '../ports-later.ts'
import type { Settings } from '../settings.ts'
import { createStatusStore } from '../status-store.ts'
import { untilStopped } from '../stopping.ts'
import { tellReach } from '../tell-reach.ts'
import { displayOf } from '../terminal-display.ts'
import type { CounterMode } from '../ui/counter-mode.ts'
import type { KioskProps } from '../ui/kiosk-props.ts'
import { renderKiosk } from '../ui/render-kiosk.tsx'
import type { LineState } from '../ui/status.ts'
import type { VisitStore } from '../visit-store.ts'
import { type FlowOptions, wireFlows } from '../wire-flows.ts'
import type { WiredStation } from '../wire-station.ts'

/** A line nobody has asked yet may be up, and practice plays a line that is. */
const LINES_DOWN: readonly LineState[] = ['offline', 'captive-portal']

const BELL = '\u0007'
/** Also the terminal's memory is emptied: the next citizen must not scroll back to the last one (traps.md). */
const CLEAR_SCROLL_BACK = '\u001b[3J'

/** What a presentation of this station starts from. */
export interface ScreenParts {
  readonly settings: Settings
  readonly secrets: Secrets
  /** The station behind the screen, once it is open. */
  readonly station: Promise<WiredStation>
  /** What is plugged in to sign with, once it is open; null where there is none. */
  readonly token: Promise<TokenPort | null>
  /** The flows of a visit over this station; what is said here counts more than what the settings say. */
  wire(options?: FlowOptions): ReturnType<typeof wireFlows>
}

/** One running presentation: its visit, and the officer's screens where it is an assisted counter. */
export interface Presented {
  readonly visit: VisitStore
  readonly counter?: CounterMode
  /** Resolves when all that is to outlive the screen is written; asked once, before it stops. */
  readonly settled?: () => Promise<void>
}

/**
 * Runs a screen of this station until stopped: by Ctrl-C, a signal, or the end of the terminal. `present` starts what is shown; a screen that does not wait for the station
 * comes first, and store, devices and line are opened behind it (kiosk-parts.ts). Everything started is stopped again and the terminal is as it was.
 * Raises TERMINAL_MISSING, STATION_NOT_ENROLLED, the faults of opening the store, and those of `present`.
 */
export async function runScreen(
  settings: Settings,
  present: (parts: ScreenParts) => Presented | Promise<Presented>,
): Promise<number> {
  if (!process.stdin.isTTY || !process.stdout.isTTY) throw new Fault('TERMINAL_MISSING')
  // Before the first frame: a key pressed while the terminal still echoes would scroll the screen by a line for good.
  process.stdin.setRawMode(true)
  const stopped = untilStopped({ stdinIsLeash: false })
  for (const signal of ENDING_SIGNALS) process.off(signal, leaveAtSignal)
  const abort = new AbortController()
  const secrets = createSecrets(newId)
  const parts = import('./kiosk-parts.ts').then(({ openKioskParts }) => openKioskParts(settings, secrets, abort.signal))
  const status = createStatusStore({
    line: 'unknown',
    time: '',
    clockProven: false,
    scanner: 'off',
    troubles: [],
    training: settings.training,
    outboxCount: 0,
    outboxAgeMs: null,
    limits: [],
    store: null,
    noticeCount: 0,
    phone: settings.sandbox || settings.training ? { number: null, messages: [] } : null,
  })
  const station = parts.then((opened) => opened.station)
  const devices = parts.then((opened) => opened.devices)
  const token = devices.then((opened) => opened?.token ?? null)
  const card = devices.then((opened) => opened?.card ?? null)
  const modem = devices.then((opened) => opened?.modem ?? null)
  // Node prints its warnings on the terminal, which is the screen's.
  process.removeAllListeners('warning')
  process.on('warning', (warning) => {
    void station.then(({ log }) => log.warn({ warning }, 'runtime warning')).catch(() => undefined)
  })
  // What was wrong with the station is told once, below.
  for (const later of [station, token, card, modem]) later.catch(() => undefined)
  const isOnline = () => !LINES_DOWN.includes(status.getSnapshot().line)
  const common: FlowOptions = {
    printing: settings.devices.printer.kind === 'off' ? null : async (print) => (await parts).printReceipt(print),
    stationKind: settings.stationKind,
    token,
    card,
    hasCardReader: settings.devices.readers.kind !== 'off',
    secondOfficer: settings.secondOfficer,
    modem,
    stationCodes: settings.stationCodes,
    isOnline,
  }
  let ownModem: ModemPort | null = null
  const wire: ScreenParts['wire'] = (options) => {
    const wired = wireFlows(portsLater(station), secrets, newId, { ...common, ...options })
    ownModem = wired.modem
    return wired
  }
  const stopParts = async () => {
    abort.abort()
    process.stdin.setRawMode(false)
    secrets.wipe()
    await parts.then((opened) => opened.close()).catch(() => undefined)
  }
  const { visit, counter, settled } = await startPresented(
    () => present({ settings, secrets, station, token, wire }),
    stopParts,
  )
  const props: KioskProps = {
    visit,
    status,
    secrets,
    stationName: settings.stationName,
    demoScan: null,
    bell: () => {
      if (settings.sound) process.stdout.write(BELL)
    },
    quit: () => abort.abort(),
    display: displayOf(settings, process.env, process.stdout.getColorDepth()),
    screenReader: settings.screenReader,
    typing: { choice: settings.typing, tones: settings.tones },
    ...(counter ? { counter } : {}),
  }
  const screen = renderKiosk(props, { stdin: process.stdin, stdout: process.stdout })
  if (ownModem) tellReach({ visit, status, modem: ownModem, isOnline })
  visit.subscribe((view) => {
    if (view.screen !== 'wiping') return
    process.stdout.write(CLEAR_SCROLL_BACK)
    if (status.getSnapshot().phone) status.change({ phone: { number: null, messages: [] } })
  })
  const running = parts.then(async (opened) => {
    const { stationName, demoScan } = await opened.connect(visit, status)
    // A screen taken down meanwhile must not come back.
    if (!abort.signal.aborted) screen.rerender({ ...props, stationName, demoScan })
  })
  const end = await Promise.race([
    stopped,
    screen.waitUntilExit(),
    new Promise((resolve) => abort.signal.addEventListener('abort', resolve, { once: true })),
    untilCrash(),
    running.then(() => new Promise<never>(() => {}), toFault),
  ])
  abort.abort()
  screen.unmount()
  await settled?.().catch(() => undefined)
  visit.stop()
  await stopParts()
  if (end instanceof Error) throw end
  return EXIT.done
}

/** A presentation that this station cannot have leaves nothing running. */
async function startPresented(
  start: () => Presented | Promise<Presented>,
  stop: () => Promise<void>,
): Promise<Presented> {
  try {
    return await start()
  } catch (thrown) {
    await stop()
    throw thrown
  }
}

/** The screen must be restored before a crash is told. */
function untilCrash(): Promise<Error> {
  return new Promise((resolve) => {
    process.once('uncaughtException', (error) => resolve(toFault(error)))
    process.once('unhandledRejection', (reason) => resolve(toFault(reason)))
  })
}
