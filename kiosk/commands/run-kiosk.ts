import { Fault, toFault } from '../../flows/base/fault.ts'
import { createSecrets } from '../../flows/base/secret.ts'
import { EXIT } from '../exit.ts'
import { ENDING_SIGNALS, leaveAtSignal } from '../first-frame.ts'
import { newId } from '../new-id.ts'
import { portsLater } from '../ports-later.ts'
import type { Settings } from '../settings.ts'
import { createStatusStore } from '../status-store.ts'
import { untilStopped } from '../stopping.ts'
import { displayOf } from '../terminal-display.ts'
import type { KioskProps } from '../ui/kiosk-props.ts'
import { renderKiosk } from '../ui/render-kiosk.tsx'
import type { LineState } from '../ui/status.ts'
import { startVisit } from '../visit-store.ts'
import { wireFlows } from '../wire-flows.ts'

/** A line nobody has asked yet may be up, and practice plays a line that is. */
const LINES_DOWN: readonly LineState[] = ['offline', 'captive-portal']

const BELL = '\u0007'
/** Also the terminal's memory is emptied: the next citizen must not scroll back to the last one (traps.md). */
const CLEAR_SCROLL_BACK = '\u001b[3J'

/**
 * Runs the self-service screen until stopped: by Ctrl-C, a signal, or the end of the terminal. The screen comes first; store, devices and
 * line are opened behind it (kiosk-parts.ts). Everything started is stopped again and the terminal is as it was.
 * Raises TERMINAL_MISSING, STATION_NOT_ENROLLED and the faults of opening the store.
 */
export async function runKiosk(settings: Settings): Promise<number> {
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
    phone: settings.sandbox || settings.training ? { number: null, messages: [] } : null,
  })
  const { flow } = wireFlows(portsLater(parts.then(({ station }) => station)), secrets, newId, {
    printing: settings.devices.printer.kind === 'off' ? null : async (print) => (await parts).printReceipt(print),
    stationKind: settings.stationKind,
    isOnline: () => !LINES_DOWN.includes(status.getSnapshot().line),
  })
  const visit = startVisit(flow, settings.language)
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
    typing: { choice: settings.typing, tones: settings.tones },
  }
  const screen = renderKiosk(props, { stdin: process.stdin, stdout: process.stdout })
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
  process.stdin.setRawMode(false)
  visit.stop()
  secrets.wipe()
  await parts.then((opened) => opened.close()).catch(() => undefined)
  if (end instanceof Error) throw end
  return EXIT.done
}

/** The screen must be restored before a crash is told. */
function untilCrash(): Promise<Error> {
  return new Promise((resolve) => {
    process.once('uncaughtException', (error) => resolve(toFault(error)))
    process.once('unhandledRejection', (reason) => resolve(toFault(reason)))
  })
}
