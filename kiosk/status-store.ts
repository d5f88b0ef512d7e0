import type { KioskStatus, StatusStore } from './ui/status.ts'

/** A status that parts of the kiosk change piece by piece; listeners hear of real changes only. */
export interface MutableStatus extends StatusStore {
  change(part: Partial<KioskStatus>): void
}

export function createStatusStore(initial: KioskStatus): MutableStatus {
  const listeners = new Set<(status: KioskStatus) => void>()
  let status = initial
  return {
    getSnapshot: () => status,
    subscribe(listener) {
      listeners.add(listener)
      return { unsubscribe: () => listeners.delete(listener) }
    },
    change(part) {
      const keys = Object.keys(part) as (keyof KioskStatus)[]
      if (keys.every((key) => Object.is(status[key], part[key]))) return
      status = { ...status, ...part }
      for (const listener of listeners) listener(status)
    },
  }
}
