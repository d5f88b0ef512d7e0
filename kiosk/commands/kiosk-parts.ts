import { setTimeout as delay } from 'node:timers/promises'
import { toFault } from '../../flows/base/fault.ts'
import type { Secrets } from '../../flows/base/secret.ts'
import { dayInVietnam } from '../../flows/base/vietnam-time.ts'
import { readCardQr } from '../../flows/rules/card-qr.ts'
import type { Settings } from '../settings.ts'
import type { MutableStatus } from '../status-store.ts'
import type { VisitStore } from '../visit-store.ts'
import { watchStatus } from '../watch-status.ts'
import type { WiredScanner } from '../wire-scanner.ts'
import { openPairedStation, type WiredStation } from '../wire-station.ts'

/** What stands behind the kiosk's screen. */
export interface KioskParts {
  readonly station: WiredStation
  /** Connects scanner, status and sync to a running visit. Gives what the screen learns from it. */
  connect(visit: VisitStore, status: MutableStatus): Promise<{ stationName: string; demoScan: (() => void) | null }>
  /** Stops all of it; the signal must have been given before. */
  close(): Promise<void>
}

const WARM_AFTER_MS = 1_500
/** How long a queue may stand still after another sync job has ended. */
const SYNC_AGAIN_MS = 30_000

/** Opens the station. Raises STATION_NOT_ENROLLED and the faults of opening the store. */
export function openKioskParts(settings: Settings, secrets: Secrets, signal: AbortSignal): KioskParts {
  const station = openPairedStation(settings, 'kiosk', secrets)
  let scanner: WiredScanner | null = null
  let background: Promise<void> = Promise.resolve()
  let connecting: Promise<unknown> = Promise.resolve()
  const connect: KioskParts['connect'] = async (visit, status) => {
    const { central, sandbox } = settings
    watchStatus(status, { station: station.station, visit, central, sandbox }, signal)
    if (settings.scanner.kind !== 'off') {
      const { wireScanner } = await import('../wire-scanner.ts')
      scanner = await wireScanner(settings.scanner, station.log)
    }
    listen(scanner, visit, status)
    background = keepSyncing(station, signal)
    return {
      stationName: station.station.identity?.name ?? settings.stationName,
      demoScan: scanner?.simulator && sandbox ? await demoScan(scanner, sandbox, status) : null,
    }
  }
  return {
    station,
    connect(visit, status) {
      const connected = connect(visit, status)
      connecting = connected
      return connected
    },
    async close() {
      // What is half connected is connected first: only then is it known what must be stopped.
      await connecting.catch(() => undefined)
      await scanner?.stop()
      await background
      station.close()
    },
  }
}

/** A scan becomes a card or a named refusal, and is answered on the screen either way. */
function listen(scanner: WiredScanner | null, visit: VisitStore, status: MutableStatus): void {
  if (!scanner) return
  scanner.driver.subscribe((event) => {
    switch (event.kind) {
      case 'scanned': {
        const read = readCardQr(event.text, dayInVietnam(Date.now()))
        const { inactivityWarned } = visit.getSnapshot()
        visit.send({ type: 'user.active' })
        // Whoever answers the warning may be somebody new: the card must not go into the last person's form.
        if (inactivityWarned) return
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
        return status.change({ scanner: event.state })
    }
  })
  void scanner.driver.start()
}

/** Each call holds the next fictitious person's card before the simulated scanner, and puts that person's phone beside the screen. */
async function demoScan(scanner: WiredScanner, sandbox: string, status: MutableStatus): Promise<() => void> {
  const people = await fetch(`${sandbox}/people`)
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
  // The first keys are answered before crypto and shapes are loaded for a code that is a minute away.
  await delay(WARM_AFTER_MS, undefined, { signal }).catch(() => undefined)
  if (signal.aborted) return
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
