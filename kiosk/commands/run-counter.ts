import { provideStaffSession } from '../../flows/provide/provide-staff.ts'
import { assistedOnly } from '../assisted-only.ts'
import { counterDelays } from '../counter-delays.ts'
import { type Counter, startCounter } from '../counter-store.ts'
import { decodePortrait } from '../decode-portrait.ts'
import { tokenLater } from '../devices-later.ts'
import type { Settings } from '../settings.ts'
import { ticker } from '../ticker.ts'
import { counterPresentation } from '../ui/staff-screens/counter-presentation.tsx'
import { createPortraitPictures } from '../ui/staff-screens/portrait-pictures.ts'
import { wireStaff } from '../wire-staff.ts'
import { wireUnfinished } from '../wire-unfinished.ts'
import { runScreen } from './run-screen.ts'

/**
 * Runs the assisted counter until stopped. Nobody can sign in before the station is open, so its screen waits for that. Raises CONFIG_INVALID (setting kind) at a station
 * that was paired for self-service; other faults: run-screen.ts.
 */
export function runCounter(settings: Settings): Promise<number> {
  return runScreen(settings, async ({ wire, station, token, secrets, printing }) => {
    const opened = await station
    assistedOnly(opened.station.identity?.kind, settings.training)
    const staff = wireStaff(opened)
    const desk: { counter: Counter | null } = { counter: null }
    const { flow, portraits } = wire({
      stationKind: 'assisted',
      staff,
      officer: () => desk.counter?.officer() ?? null,
      delays: counterDelays(settings.counterLockMs),
    })
    const session = provideStaffSession({ staff, token: tokenLater(token), secrets, ticker })
    const counter = startCounter({
      flow,
      session,
      language: settings.language,
      lockMs: settings.counterLockMs,
      unfinished: (visit) => wireUnfinished(visit, opened, settings, token, printing),
    })
    desk.counter = counter
    const pictures = createPortraitPictures(portraits, decodePortrait)
    return {
      visit: counter.visit,
      counter: counterPresentation(counter.desk, pictures),
      settled: counter.settled,
    }
  })
}
