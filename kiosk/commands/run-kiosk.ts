import { setTimeout as delay } from 'node:timers/promises'
import { Fault, toFault } from '../../flows/base/fault.ts'
import { readCardQr } from '../../flows/rules/card-qr.ts'
import { EXIT } from '../exit.ts'
import type { Settings } from '../settings.ts'
import { createStatusStore, type MutableStatus } from '../status-store.ts'
import { untilStopped } from '../stopping.ts'
import type { DisplaySettings } from '../ui/kiosk-props.ts'
import { renderKiosk } from '../ui/render-kiosk.tsx'
import { startVisit, type VisitStore } from '../visit-store.ts'
import { watchStatus } from '../watch-status.ts'
import { todayInVietnam, wireFlows } from '../wire-flows.ts'
import { type WiredScanner, wireScanner } from '../wire-scanner.ts'
import { openPairedStation, type WiredStation } from '../wire-station.ts'

const BELL = '\u0007'
/** Also the terminal's memory is emptied: the next citizen must not scroll back to the last one (traps.md). */
const CLEAR_SCROLL_BACK = '\u001b[3J'

/** How long a queue may stand still after another sync job has ended. */
const SYNC_AGAIN_MS = 30_000

/**
 * Runs the self-service screen until stopped: by Ctrl-C, a signal, or the end of the terminal. Everything started is stopped again and the
 * terminal is as it was. Raises TERMINAL_MISSING, STATION_NOT_ENROLLED and the faults of opening the store.
 */
export async function runKiosk(settings: Settings): Promise<number> {
  if (!process.stdin.isTTY || !process.stdout.isTTY) throw new Fault('TERMINAL_MISSING')
  const wired = openPairedStation(settings, 'kiosk')
  // Before the first frame: a key pressed while the terminal still echoes would scroll the screen by a line for good.
  process.stdin.setRawMode(true)
  const abort = new AbortController()
  const { flow } = wireFlows(wired, wired.secrets, wired.newId)
  const visit = startVisit(flow, settings.language)
  const status = createStatusStore({
    line: 'unknown',
    time: '',
    clockProven: false,
    scanner: 'off',
    outboxCount: 0,
    phone: settings.sandbox ? { number: null, messages: [] } : null,
  })
  const bell = () => {
    if (settings.sound) process.stdout.write(BELL)
  }
  const scanner = await wireScanner(settings.scanner, wired.log)
  watchStatus(
    status,
    { station: wired.station, visit, central: settings.central, sandbox: settings.sandbox },
    abort.signal,
  )
  const screen = renderKiosk(
    {
      visit,
      status,
      secrets: wired.secrets,
      stationName: wired.station.identity?.name ?? settings.stationName,
      demoScan: scanner?.simulator ? await demoScan(scanner, settings, status) : null,
      bell,
      quit: () => abort.abort(),
      display: displayOf(settings),
    },
    { stdin: process.stdin, stdout: process.stdout },
  )
  listen(scanner, visit, status.change)
  visit.subscribe((view) => {
    if (view.screen !== 'wiping') return
    process.stdout.write(CLEAR_SCROLL_BACK)
    if (status.getSnapshot().phone) status.change({ phone: { number: null, messages: [] } })
  })
  const background = keepSyncing(wired, abort.signal)
  const crashed = untilCrash()
  const end = await Promise.race([
    untilStopped({ stdinIsLeash: false }),
    screen.waitUntilExit().then(() => 'closed' as const),
    new Promise<'quit'>((resolve) => abort.signal.addEventListener('abort', () => resolve('quit'), { once: true })),
    crashed,
  ])
  abort.abort()
  screen.unmount()
  process.stdin.setRawMode(false)
  visit.stop()
  await scanner?.stop()
  await background
  wired.close()
  if (end instanceof Error) throw end
  return EXIT.done
}

/** A scan becomes a card or a named refusal, and is answered on the screen either way. */
function listen(
  scanner: WiredScanner | null,
  visit: VisitStore,
  change: (part: { scanner: WiredScanner['driver']['state'] }) => void,
): void {
  if (!scanner) return
  scanner.driver.subscribe((event) => {
    switch (event.kind) {
      case 'scanned': {
        const read = readCardQr(event.text, todayInVietnam())
        visit.send({ type: 'user.active' })
        visit.send(
          read.kind === 'card'
            ? { type: 'scanner.scanned', card: read.card }
            : { type: 'scanner.refused', code: read.code },
        )
        return
      }
      case 'refused':
        visit.send({ type: 'user.active' })
        visit.send({ type: 'scanner.refused', code: event.code })
        return
      case 'state':
        return change({ scanner: event.state })
    }
  })
  void scanner.driver.start()
}

/** Each call holds the next fictitious person's card before the simulated scanner, and puts that person's phone beside the screen. */
async function demoScan(
  scanner: WiredScanner,
  settings: Settings,
  status: MutableStatus,
): Promise<(() => void) | null> {
  if (!settings.sandbox) return null
  const people = await fetch(`${settings.sandbox}/people`)
    .then((response) => response.json() as Promise<{ scan: string | null; phone: string }[]>)
    .catch(() => [])
  const withCard = people.filter(({ scan }) => scan !== null)
  let next = 0
  return () => {
    const person = withCard[next % withCard.length]
    next += 1
    if (!person?.scan) return
    status.change({ phone: { number: person.phone, messages: [] } })
    void scanner.simulator?.scan(person.scan).catch(() => undefined)
  }
}

/** Loads what the first code and packet need while the welcome screen stands, then carries what waits whenever the line allows. */
async function keepSyncing({ station, log }: WiredStation, signal: AbortSignal): Promise<void> {
  await station.warm().catch((thrown: unknown) => log.error({ fault: toFault(thrown).code }, 'warm-up failed'))
  while (!signal.aborted) {
    try {
      const engine = await station.createSync()
      await engine.watch(signal)
    } catch (thrown) {
      // Another sync job carries this store's packets; should it end, the kiosk takes over.
      const fault = toFault(thrown)
      if (fault.code !== 'SYNC_RUNNING') log.warn({ fault: fault.code }, 'background sync ended')
      await delay(SYNC_AGAIN_MS, undefined, { signal }).catch(() => undefined)
    }
  }
}

function displayOf(settings: Settings): DisplaySettings {
  return { colours: settings.colours === 'auto' ? coloursOfTerminal() : settings.colours, glyphs: settings.glyphs }
}

function coloursOfTerminal(): DisplaySettings['colours'] {
  if (process.env.NO_COLOR) return 'none'
  const depth = process.stdout.getColorDepth()
  if (depth >= 24) return 'true'
  return depth >= 4 ? '16' : 'none'
}

/** The screen must be restored before a crash is told. */
function untilCrash(): Promise<Error> {
  return new Promise((resolve) => {
    process.once('uncaughtException', (error) => resolve(toFault(error)))
    process.once('unhandledRejection', (reason) => resolve(toFault(reason)))
  })
}
