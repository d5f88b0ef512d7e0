import { createStaff, type Staff } from '../data/staff/create-staff.ts'
import { runningMs } from './running-time.ts'
import type { WiredStation } from './wire-station.ts'

/** The staff accounts of an opened station, enrolled or not. */
export function wireStaff({ station, secrets, newId }: Pick<WiredStation, 'station' | 'secrets' | 'newId'>): Staff {
  const { store, repos, time } = station
  return createStaff({ store, repos, secrets, time, runningMs, newId })
}
