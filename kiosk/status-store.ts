import { createListeners } from './listeners.ts'
import type { KioskStatus, StatusStore } from './ui/status.ts'

/** A status that parts of the kiosk change piece by piece; listeners hear of real changes only. */
export interface MutableStatus extends StatusStore {
  change(part: Partial<KioskStatus>): void
}

export function createStatusStore(initial: KioskStatus): MutableStatus {
  const listeners = createListeners<KioskStatus>()
  let status = initial
  return {
    getSnapshot: () => status,
    subscribe: listeners.subscribe,
    change(part) {
      const keys = Object.keys(part) as (keyof KioskStatus)[]
      if (keys.every((key) => Object.is(status[key], part[key]))) return
      status = { ...status, ...part }
      listeners.tell(status)
    },
  }
}
