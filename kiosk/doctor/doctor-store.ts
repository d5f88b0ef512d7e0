import { wallTimeInVietnam } from '../../flows/base/vietnam-time.ts'
import { createListeners, type Listener } from '../listeners.ts'
import type { Settings } from '../settings.ts'
import type { StationDevices } from '../station-devices.ts'
import type { DoctorState } from '../ui/doctor/doctor-props.ts'
import { deviceFindings } from './device-findings.ts'
import type { Finding } from './finding.ts'
import { lineFindings } from './line-findings.ts'
import { stationFindings } from './station-findings.ts'

/** A plug pulled is seen within a second. */
const DEVICES_MS = 500
/** Store, disk and line change slowly. */
const STATION_MS = 10_000

/** The findings as a store for the screen: devices as they change, the rest now and then. */
export interface DoctorStore {
  getSnapshot(): Omit<DoctorState, 'findings'> & { readonly findings: readonly Finding[] }
  subscribe(listener: Listener<DoctorState>): { unsubscribe(): void }
  /** Looks at everything again now. */
  look(): void
}

/** Looks until the signal. */
export function createDoctorStore(settings: Settings, devices: StationDevices, signal: AbortSignal): DoctorStore {
  const listeners = createListeners<DoctorState>()
  let slow: readonly Finding[] = []
  let state = { findings: [] as readonly Finding[], isLooking: true, time: wallTimeInVietnam(Date.now()) }

  const show = (isLooking: boolean) => {
    const next = {
      // Until the first look is over nothing is listed: lines that come in above would move the chosen one under the finger.
      findings: slow.length === 0 ? [] : [...slow, ...deviceFindings(devices, settings.devices)],
      isLooking,
      time: wallTimeInVietnam(Date.now()),
    }
    if (JSON.stringify(next) === JSON.stringify(state)) return
    state = next
    listeners.tell(state)
  }
  let isLooking = false
  const lookQuietly = () => {
    if (isLooking) return
    isLooking = true
    void lineFindings(settings).then((line) => {
      slow = [...stationFindings(settings), ...line]
      isLooking = false
      if (!signal.aborted) show(false)
    })
  }
  const look = () => {
    show(true)
    lookQuietly()
  }
  const timers = [setInterval(() => show(state.isLooking), DEVICES_MS), setInterval(lookQuietly, STATION_MS)]
  signal.addEventListener('abort', () => timers.forEach(clearInterval), { once: true })
  look()
  return { getSnapshot: () => state, subscribe: listeners.subscribe, look }
}
