import { type Fault, toFault } from '../../flows/base/fault.ts'
import { createSecrets, type Secrets } from '../../flows/base/secret.ts'
import type { ModemPort } from '../../flows/ports/modem.port.ts'
import type { TokenPort } from '../../flows/ports/token.port.ts'
import { newId } from '../new-id.ts'
import { portsLater } from '../ports-later.ts'
import { damagedAndIdle, restartWanted } from '../reopen-when-idle.ts'
import { gateVisit } from '../room-gate.ts'
import type { Settings } from '../settings.ts'
import { createStatusStore } from '../status-store.ts'
import { tellReach } from '../tell-reach.ts'
import { displayOf } from '../terminal-display.ts'
import type { CounterMode } from '../ui/counter-mode.ts'
import type { KioskProps } from '../ui/kiosk-props.ts'
import { renderKiosk } from '../ui/render-kiosk.tsx'
import type { LineState } from '../ui/status.ts'
import type { VisitStore } from '../visit-store.ts'
import { toStoreFault } from '../wire-disk-faults.ts'
import { type FlowOptions, type ReceiptPrinting, wireFlows } from '../wire-flows.ts'
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
  /** Puts receipts on paper; null where there is no printer. */
  readonly printing: ReceiptPrinting
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

/** What is done when a screen ends. */
export interface ShowParts {
  /** Resolves when the screen is asked to stop, with null, or the program has crashed. */
  readonly ended: Promise<Fault | null>
  /** The store is open; `stationName` as it was paired. */
  opened(stationName: string): void
  /** The screen was taken away, or never came, with this fault or because it was to stop; what stands behind it is closed next. */
  takenAway(fault: Fault | null, wasShown: boolean): void
}

/**
 * Runs a screen over one opening of this station, until it is to stop or cannot go on. `present` starts what is shown; a screen that does not wait for the station
 * comes first, and store, devices and line are opened behind it (kiosk-parts.ts). Everything started is stopped again. Gives the fault it ended with, or null:
 * STATION_NOT_ENROLLED, the faults of opening the store, those of `present`, and STORE_DAMAGED (details.reason restart) for a store that is to be opened anew.
 */
export async function showStation(
  settings: Settings,
  present: (parts: ScreenParts) => Presented | Promise<Presented>,
  { ended, opened, takenAway }: ShowParts,
): Promise<Fault | null> {
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
    noRoom: null,
    noticeCount: 0,
    phone: settings.sandbox || settings.training ? { number: null, messages: [] } : null,
  })
  const station = parts.then(
    (open) => open.station,
    // The disk's own errors come as they are from what stands before the store.
    (thrown: unknown) => Promise.reject(toStoreFault(thrown)),
  )
  const devices = parts.then((open) => open.devices)
  const token = devices.then((open) => open?.token ?? null)
  const card = devices.then((open) => open?.card ?? null)
  const modem = devices.then((open) => open?.modem ?? null)
  const readers = devices.then((open) => open?.readers ?? null)
  // Node prints its warnings on the terminal, which is the screen's.
  process.removeAllListeners('warning')
  process.on('warning', (warning) => {
    void station.then(({ log }) => log.warn({ warning }, 'runtime warning')).catch(() => undefined)
  })
  // What was wrong with the station is told once, below.
  for (const later of [station, token, card, modem, readers]) later.catch(() => undefined)
  const isOnline = () => !LINES_DOWN.includes(status.getSnapshot().line)
  const printing: ReceiptPrinting =
    settings.devices.printer.kind === 'off' ? null : async (print) => (await parts).printReceipt(print)
  const common: FlowOptions = {
    printing,
    stationKind: settings.stationKind,
    token,
    card,
    readers,
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
    secrets.wipe()
    await parts.then((open) => open.close()).catch(() => undefined)
  }
  let presented: Presented
  try {
    presented = await present({ settings, secrets, station, token, printing, wire })
  } catch (thrown) {
    takenAway(toFault(thrown), false)
    await stopParts()
    return toFault(thrown)
  }
  const { counter, settled } = presented
  const visit = gateVisit(presented.visit, status)
  let askToReopen: (fault: Fault) => void = () => {}
  const toReopen = new Promise<Fault>((resolve) => {
    askToReopen = resolve
  })
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
    ...(counter ? { reopen: () => askToReopen(restartWanted()) } : {}),
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
  const running = station.then(async () => {
    const open = await parts
    const { stationName, demoScan } = await open.connect(visit, status)
    opened(stationName)
    // A screen taken down meanwhile must not come back.
    if (!abort.signal.aborted) screen.rerender({ ...props, stationName, demoScan })
  })
  if (!counter) void damagedAndIdle(visit, status, abort.signal).then(askToReopen)
  const fault = await Promise.race([
    ended,
    screen.waitUntilExit().then(() => null),
    new Promise<null>((resolve) => abort.signal.addEventListener('abort', () => resolve(null), { once: true })),
    toReopen,
    running.then(() => new Promise<never>(() => {}), toFault),
  ])
  abort.abort()
  screen.unmount()
  takenAway(fault, true)
  await settled?.().catch(() => undefined)
  visit.stop()
  await stopParts()
  return fault
}
