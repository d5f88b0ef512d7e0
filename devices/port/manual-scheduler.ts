import type { Scheduler } from './scheduler.ts'

/** A scheduler for tests: time stands still until the test moves it. */
export interface ManualScheduler extends Scheduler {
  /** Milliseconds that have passed. */
  readonly elapsedMs: number
  /** How many waits are open. */
  readonly pending: number
  /** Lets the time pass, running what falls due in order, and lets promises settle before and after each. */
  advance(delayMs: number): Promise<void>
  /** Lets promises settle without any time passing. */
  settle(): Promise<void>
}

export function createManualScheduler(): ManualScheduler {
  const waits = new Set<{ dueMs: number; run: () => void }>()
  let elapsedMs = 0
  // setImmediate comes after every promise that is ready to settle.
  const settle = () => new Promise<void>((resolve) => setImmediate(resolve))
  return {
    after(delayMs, run) {
      const wait = { dueMs: elapsedMs + delayMs, run }
      waits.add(wait)
      return () => waits.delete(wait)
    },
    async advance(delayMs) {
      const untilMs = elapsedMs + delayMs
      for (;;) {
        await settle()
        const next = [...waits].sort((a, b) => a.dueMs - b.dueMs)[0]
        if (!next || next.dueMs > untilMs) break
        waits.delete(next)
        elapsedMs = next.dueMs
        next.run()
      }
      elapsedMs = untilMs
    },
    settle,
    get elapsedMs() {
      return elapsedMs
    },
    get pending() {
      return waits.size
    },
  }
}
