import type { Settings } from '../settings.ts'
import { startVisit } from '../visit-store.ts'
import { runScreen } from './run-screen.ts'

/** Runs the self-service screen until stopped; its first frame waits for nothing. Faults: run-screen.ts. */
export function runKiosk(settings: Settings): Promise<number> {
  return runScreen(settings, ({ wire }) => ({ visit: startVisit(wire().flow, settings.language) }))
}
