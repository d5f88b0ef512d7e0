import { Fault } from '../flows/base/fault.ts'
import type { StatusStore } from './ui/status.ts'
import type { VisitStore } from './visit-store.ts'

/** Whoever has just come to the welcome may be about to begin; whoever begins in the meantime is served first. */
export const IDLE_MS = 2_000

/**
 * Resolves with STORE_DAMAGED (details.reason restart) when the store is damaged and nobody has been in the middle of anything for a moment: to open it anew restores it. Looks
 * until the signal.
 */
export function damagedAndIdle(
  visit: Pick<VisitStore, 'getSnapshot' | 'subscribe'>,
  status: Pick<StatusStore, 'getSnapshot' | 'subscribe'>,
  signal: AbortSignal,
): Promise<Fault> {
  return new Promise((resolve) => {
    let timer: NodeJS.Timeout | null = null
    const look = () => {
      const isIdle = visit.getSnapshot().screen === 'welcome' && status.getSnapshot().store === 'STORE_DAMAGED'
      if (isIdle === (timer !== null)) return
      if (timer) clearTimeout(timer)
      timer = isIdle ? setTimeout(() => resolve(restartWanted()), IDLE_MS) : null
    }
    const subscriptions = [visit.subscribe(look), status.subscribe(look)]
    const end = () => {
      if (timer) clearTimeout(timer)
      for (const subscription of subscriptions) subscription.unsubscribe()
    }
    signal.addEventListener('abort', end, { once: true })
    look()
  })
}

/** What a screen ends with whose store is to be opened anew. */
export function restartWanted(): Fault {
  return new Fault('STORE_DAMAGED', { reason: 'restart' })
}
