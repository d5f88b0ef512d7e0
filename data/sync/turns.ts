import { setTimeout as delay } from 'node:timers/promises'
import type { EngineLock } from './engine-lock.ts'

/** How soon a job that stands aside sees that the one in charge has ended, or the one in charge that a service has come. */
export const TURN_LOOK_MS = 2_000
/** How often one that waits for the end of another's cycle looks. */
const CYCLE_LOOK_MS = 150

/** `service` is `motcua sync --watch`; `beside` a kiosk or counter that syncs in the background, and makes room for a service. */
export type WatchRole = 'service' | 'beside'

/** Who of all programs on a store does the syncing. Every lock goes with its process, however it ends. */
export interface Turns {
  /** Takes the store for one cycle, waiting at most `waitMs`. Gives the function that lets go, or null. */
  cycle(waitMs: number, signal?: AbortSignal): Promise<(() => void) | null>
  /**
   * Waits until this process is in charge of watching the store. Gives the function that lets go; null when the signal came first. A second service gets
   * 'taken': there is nothing for it to wait for.
   */
  charge(role: WatchRole, signal: AbortSignal): Promise<(() => void) | 'taken' | null>
  /** Whether one in charge has to make room. */
  isWanted(role: WatchRole): boolean
}

/** `cycle` is held for one cycle, `charge` by the one that watches, `service` by a service as long as it lives. */
export function createTurns(locks: {
  readonly cycle: EngineLock
  readonly charge: EngineLock
  readonly service: EngineLock
}): Turns {
  const within = async (lock: EngineLock, waitMs: number, lookMs: number, signal: AbortSignal | undefined) => {
    const untilMs = performance.now() + waitMs
    for (;;) {
      const letGo = lock.acquire()
      if (letGo) return letGo
      if (signal?.aborted || performance.now() >= untilMs) return null
      await delay(lookMs, undefined, { signal }).catch(() => undefined)
    }
  }
  const hasService = () => {
    const letGo = locks.service.acquire()
    letGo?.()
    return letGo === null
  }
  const beService = async (signal: AbortSignal) => {
    // Others touch this lock for a moment when they look whether a service is there.
    const leave = await within(locks.service, TURN_LOOK_MS, CYCLE_LOOK_MS, signal)
    if (!leave) return signal.aborted ? null : 'taken'
    const letGo = await within(locks.charge, Number.POSITIVE_INFINITY, CYCLE_LOOK_MS, signal)
    if (!letGo) {
      leave()
      return null
    }
    return () => {
      letGo()
      leave()
    }
  }
  const standAside = async (signal: AbortSignal) => {
    while (!signal.aborted) {
      const letGo = hasService() ? null : locks.charge.acquire()
      if (letGo) return letGo
      await delay(TURN_LOOK_MS, undefined, { signal }).catch(() => undefined)
    }
    return null
  }
  return {
    cycle: (waitMs, signal) => within(locks.cycle, waitMs, CYCLE_LOOK_MS, signal),
    charge: (role, signal) => (role === 'service' ? beService(signal) : standAside(signal)),
    isWanted: (role) => role === 'beside' && hasService(),
  }
}
