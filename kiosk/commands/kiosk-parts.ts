import { setTimeout as delay } from 'node:timers/promises'
import { toFault } from '../../flows/base/fault.ts'
import type { Secrets } from '../../flows/base/secret.ts'
import { dayInVietnam } from '../../flows/base/vietnam-time.ts'
import { scannerInput } from '../../flows/visit/scanner-input.ts'
import { createScanLines } from '../scan-lines.ts'
import type { Settings } from '../settings.ts'
import type { MutableStatus } from '../status-store.ts'
import type { VisitStore } from '../visit-store.ts'
import { watchDevices } from '../watch-devices.ts'
import { watchLimits } from '../watch-limits.ts'
import { SENT_HERE, watchStatus } from '../watch-status.ts'
import type { WiredDevices } from '../wire-devices.ts'
import type { ReceiptPrinting } from '../wire-flows.ts'
import type { WiredScanner } from '../wire-scanner.ts'
import { openPairedStation, type WiredStation } from '../wire-station.ts'
import { openDemo } from './demo.ts'

/** What stands behind the kiosk's screen. */
export interface KioskParts {
  readonly station: WiredStation
  /** Everything that is plugged in, once the devices are connected; null where they could not be opened. */
  readonly devices: Promise<WiredDevices | null>
  /** Receipts on paper, once the devices are connected. */
  readonly printReceipt: NonNullable<ReceiptPrinting>
  /** Connects devices, status and sync to a running visit. Gives what the screen learns from it. */
  connect(visit: VisitStore, status: MutableStatus): Promise<{ stationName: string; demoScan: (() => void) | null }>
  /** Stops all of it; the signal must have been given before. */
  close(): Promise<void>
}

const WARM_AFTER_MS = 1_500
/** A store that could not be written may be well again by then. */
const SYNC_AGAIN_MS = 30_000

/** A message that the practice phone would receive. */
type OnText = (message: { readonly to: string; readonly text: string }) => void

/** Opens the station. Raises STATION_NOT_ENROLLED and the faults of opening the store. */
export function openKioskParts(settings: Settings, secrets: Secrets, signal: AbortSignal): KioskParts {
  let onText: OnText = () => {}
  const station = openPairedStation(settings, 'kiosk', secrets, (message) => onText(message))
  let scanner: WiredScanner | null = null
  let devicesAre: (devices: WiredDevices | null) => void = () => {}
  const devices = new Promise<WiredDevices | null>((resolve) => {
    devicesAre = resolve
  })
  let background: Promise<void> = Promise.resolve()
  let connecting: Promise<unknown> = Promise.resolve()
  let opensDevices = false
  const connect: KioskParts['connect'] = async (visit, status) => {
    const { sandbox, training } = settings
    // The demo's phone gets what the practice modem sends, and practice has no other.
    if (training || sandbox !== null) onText = showOnPhone(status)
    watchStatus(status, { station: station.station, visit, sandbox, training }, signal)
    watchLimits(
      status,
      {
        limits: station.limits,
        trouble: () => station.station.trouble(),
        noRoom: () => station.station.safety.noRoom(),
        noticeCount: () => station.station.repos.notices.countOpen(),
      },
      signal,
    )
    if (settings.devices.scanner.kind !== 'off') {
      const { wireScanner } = await import('../wire-scanner.ts')
      scanner = await wireScanner(settings.devices.scanner, station.log)
    }
    listen(scanner, visit, status)
    opensDevices = true
    void openDevices(settings, { log: station.log, secrets, onText: (message) => onText(message) }, signal).then(
      devicesAre,
    )
    void devices.then(
      (opened) =>
        opened && watchDevices(status, { ...opened, scanner: scanner?.driver ?? null }, settings.devices, signal),
    )
    background = training
      ? Promise.resolve()
      : Promise.all([keepSyncing(station, signal), keepSafe(station, signal)]).then(() => undefined)
    return {
      stationName: station.station.identity?.name ?? settings.stationName,
      demoScan: await openDemo({ scanner, settings, status, visit, devices }),
    }
  }
  return {
    station,
    devices,
    async printReceipt(print) {
      await connecting.catch(() => undefined)
      const printer = (await devices)?.printer
      if (!printer) return { kind: 'not-printed', code: 'PRINTER_ABSENT', copy: false }
      const { createReceiptPrinting } = await import('../wire-printing.ts')
      const { prints, time, identity } = station.station
      return createReceiptPrinting({
        printer,
        journal: prints,
        frame: () => ({
          stationName: identity?.name ?? settings.stationName,
          printedAt: time.now(),
          timeProven: time.proven,
          training: settings.training,
        }),
      })(print)
    },
    connect(visit, status) {
      const connected = connect(visit, status)
      connecting = connected
      return connected
    },
    async close() {
      // What is half connected is connected first: only then is it known what must be stopped.
      await connecting.catch(() => undefined)
      // A screen that ended before it was connected has no devices to stop.
      if (!opensDevices) devicesAre(null)
      await Promise.all([scanner?.stop(), devices.then((opened) => opened?.stop())])
      await background
      station.close()
    },
  }
}

/** Everything but the scanner waits until the first keys are answered: loading drivers and starting children takes the machine some tenths of a second. */
async function openDevices(
  settings: Settings,
  parts: Parameters<typeof import('../wire-devices.ts').wireDevices>[1],
  signal: AbortSignal,
): Promise<WiredDevices | null> {
  await delay(WARM_AFTER_MS, undefined, { signal }).catch(() => undefined)
  if (signal.aborted) return null
  try {
    const { wireDevices } = await import('../wire-devices.ts')
    const devices = await wireDevices(
      { ...settings, devices: { ...settings.devices, scanner: { kind: 'off' } } },
      parts,
    )
    // A receipt that is wanted early waits until its printer has said how it stands.
    await devices.start()
    return devices
  } catch (thrown) {
    parts.log.error({ fault: toFault(thrown).code }, 'devices not opened')
    return null
  }
}

function showOnPhone(status: MutableStatus): OnText {
  let count = 0
  return ({ to, text }) => {
    const shown = status.getSnapshot().phone
    const messages = shown?.number === to ? shown.messages : []
    count += 1
    status.change({
      phone: { number: to, messages: [...messages, { id: `${SENT_HERE}${count}`, from: 'MOTCUA', text }] },
    })
  }
}

/** A scan becomes a card or a named refusal, and is answered on the screen either way. */
function listen(scanner: WiredScanner | null, visit: VisitStore, status: MutableStatus): void {
  if (!scanner) return
  const lines = createScanLines((text) => {
    const { inactivityWarned } = visit.getSnapshot()
    visit.send({ type: 'user.active' })
    // Whoever answers the warning may be somebody new: the card must not go into the last person's form.
    if (!inactivityWarned) visit.send(scannerInput(text, dayInVietnam(Date.now())))
  })
  scanner.driver.subscribe((event) => {
    switch (event.kind) {
      case 'scanned':
        return lines.push(event.text)
      case 'refused':
        visit.send({ type: 'user.active' })
        visit.send({ type: 'scanner.refused', code: event.code })
        return
      case 'state':
        // Half a MRZ before the plug was pulled is nobody's.
        if (event.state !== 'ready') lines.stop()
        return status.change({ scanner: event.state })
    }
  })
  void scanner.driver.start()
}

/** Copies of the store each hour, and a look through it; both later than the first keys. */
async function keepSafe({ station }: WiredStation, signal: AbortSignal): Promise<void> {
  await delay(WARM_AFTER_MS, undefined, { signal }).catch(() => undefined)
  if (signal.aborted) return
  const keeping = await station.createSafekeeping()
  await keeping.start(signal)
}

/** A service that carries the packets learns central's time for itself alone: this process asks for its own. */
async function keepTime({ station, log }: Pick<WiredStation, 'station' | 'log'>, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    try {
      await station.keepTime(signal)
    } catch (thrown) {
      log.warn({ fault: toFault(thrown).code }, 'time not kept')
      await delay(SYNC_AGAIN_MS, undefined, { signal }).catch(() => undefined)
    }
  }
}

/** Loads what the first code and packet need while the welcome screen stands, then carries what waits whenever the line allows. */
async function keepSyncing({ station, log }: WiredStation, signal: AbortSignal): Promise<void> {
  // The first keys are answered before crypto and shapes are loaded for a code that is a minute away.
  await delay(WARM_AFTER_MS, undefined, { signal }).catch(() => undefined)
  if (signal.aborted) return
  await station.warm().catch((thrown: unknown) => log.error({ fault: toFault(thrown).code }, 'warm-up failed'))
  const keeping = keepTime({ station, log }, signal)
  while (!signal.aborted) {
    try {
      const engine = await station.createSync()
      await engine.watch(signal, { as: 'beside' })
    } catch (thrown) {
      log.warn({ fault: toFault(thrown).code }, 'background sync ended')
      await delay(SYNC_AGAIN_MS, undefined, { signal }).catch(() => undefined)
    }
  }
  await keeping
}
