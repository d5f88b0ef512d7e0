import type { Scheduler } from './scheduler.ts'

export type Settled<T> = { readonly settled: true; readonly value: T } | { readonly settled: false }

/**
 * Waits for `work`, but no longer than `limitMs`, nor beyond the abort of `signal`. A limit passed is a value, not a fault;
 * what `work` itself raises is raised here. The work goes on unseen: who gave it up must still tidy up after it.
 */
export function settleWithin<T>(
  work: Promise<T>,
  limitMs: number,
  scheduler: Scheduler,
  signal?: AbortSignal,
): Promise<Settled<T>> {
  return new Promise((resolve, reject) => {
    const giveUp = () => finish(() => resolve({ settled: false }))
    const cancel = scheduler.after(limitMs, giveUp)
    const finish = (end: () => void) => {
      cancel()
      signal?.removeEventListener('abort', giveUp)
      end()
    }
    work.then(
      (value) => finish(() => resolve({ settled: true, value })),
      (thrown) => finish(() => reject(thrown)),
    )
    if (signal?.aborted) giveUp()
    else signal?.addEventListener('abort', giveUp)
  })
}
